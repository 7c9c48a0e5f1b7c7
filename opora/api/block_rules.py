"""The block list: whose mail is held or set aside."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of, staff_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import FilledLine, Given, Line, Moment, Number, Shown
from opora.mail import actions
from opora.mail.models import BlockRule

router = Router(tags=["Block list"])
SortName = Literal["sender", "domain", "subject"]
ActionName = Literal["hold", "aside"]


class BlockRuleShown(Shown):
    """A rule: mail from this address or domain, or with these words in its subject, is held or set aside."""

    id: int
    sort: SortName
    value: str
    action: ActionName
    note: str
    added_by: int | None
    added_at: Moment
    hits: int = Field(description="How many mails have met it.")
    last_hit_at: Moment | None


class BlockRules(Shown):
    """A page of rules."""

    items: list[BlockRuleShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class NewBlockRule(Given):
    """A rule to add."""

    sort: SortName = "sender"
    value: Annotated[FilledLine, Field(max_length=254)]
    action: ActionName = "aside"
    note: Annotated[Line, Field(max_length=200)] = ""


@router.get("/block-rules", response=BlockRules)
def list_block_rules(request: HttpRequest, paging: Query[IdPaging]) -> BlockRules:
    """Lists the block list.

    Staff only.
    """
    staff_of(request)
    found, following = by_id(BlockRule.objects.all(), paging)
    return BlockRules(items=[_shown(row) for row in found], next=following)


@router.post("/block-rules", response={201: BlockRuleShown})
@repeatable(201)
def add_block_rule(request: HttpRequest, body: NewBlockRule) -> BlockRuleShown:
    """Adds a rule.

    Staff may block an address, supervisors domains and subjects, too. A rule that is there already is given back.
    """
    return _shown(actions.add_block_rule(actor=actor_of(request), **body.model_dump()))


@router.delete("/block-rules/{id}", response={204: None})
def remove_block_rule(request: HttpRequest, id: Path[Number]) -> None:
    """Removes a rule.

    For supervisors and for whoever added it.
    """
    staff_of(request)
    actions.remove_block_rule(actor=actor_of(request), rule=lookup.one(BlockRule.objects.all(), id))


def _shown(row: BlockRule) -> BlockRuleShown:
    same = ("sort", "value", "action", "note", "added_at", "hits", "last_hit_at")
    return BlockRuleShown(id=row.pk, added_by=row.added_by_id, **{name: getattr(row, name) for name in same})
