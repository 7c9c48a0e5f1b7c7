"""Keys with which outgoing mail is signed (DKIM). The private half never comes out."""

from typing import Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import FilledLine, Given, Line, Moment, Number, Shown, unsaid
from opora.mail import actions
from opora.mail.models import DkimKey
from opora.mail.public import dkim_in_words, dkim_record, dkim_record_name, keep_look, look

router = Router(tags=["Signing keys"])
SortName = Literal["rsa", "ed25519"]


class DkimKeyShown(Shown):
    """A key and the TXT record to publish. `finding` says in a code what is wrong with the record that was found."""

    id: int
    domain: str
    selector: str
    sort: SortName
    state: Literal["waiting", "active", "resting", "retired"]
    record_name: str
    record: str
    is_published: bool
    finding: str
    finding_words: str
    checked_at: Moment | None
    created_at: Moment
    activated_at: Moment | None


class DkimKeys(Shown):
    """A page of keys."""

    items: list[DkimKeyShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class NewDkimKey(Given):
    """A key to make."""

    domain: FilledLine
    sort: SortName = "rsa"
    selector: Line = unsaid(description="One is made up when left out.")


class DkimAct(Given):
    """check: look for the record in the DNS now. activate: sign with this key. retire: end it for good."""

    act: Literal["check", "activate", "retire"]


@router.get("/dkim-keys", response=DkimKeys)
def list_dkim_keys(request: HttpRequest, paging: Query[IdPaging]) -> DkimKeys:
    """Lists signing keys.

    Administrators only.
    """
    found, following = by_id(_all(request), paging)
    return DkimKeys(items=[_shown(row) for row in found], next=following)


@router.post("/dkim-keys", response={201: DkimKeyShown})
@repeatable(201)
def create_dkim_key(request: HttpRequest, body: NewDkimKey) -> DkimKeyShown:
    """Makes a signing key.

    It signs nothing before its record is published and it is activated. Administrators only.
    """
    return _shown(actions.create_dkim_key(actor=actor_of(request), **body.told()))


@router.get("/dkim-keys/{id}", response=DkimKeyShown)
def get_dkim_key(request: HttpRequest, id: Path[Number]) -> DkimKeyShown:
    """Reads a signing key, with the record to publish.

    Administrators only.
    """
    return _shown(lookup.one(_all(request), id))


@router.post("/dkim-keys/{id}/act", response={200: DkimKeyShown})
@repeatable(200)
def act_on_dkim_key(request: HttpRequest, id: Path[Number], body: DkimAct) -> DkimKeyShown:
    """Checks, activates or retires a signing key.

    Administrators only.
    """
    row = lookup.one(_all(request), id)
    if body.act == "check":
        return _shown(keep_look(row, look(row, afresh=True)))
    verb = actions.activate_dkim_key if body.act == "activate" else actions.retire_dkim_key
    return _shown(verb(actor=actor_of(request), key=row))


def _all(request: HttpRequest) -> QuerySet[DkimKey]:
    actor_of(request).require_administrator()
    return DkimKey.objects.order_by("pk")


def _shown(row: DkimKey) -> DkimKeyShown:
    same = ("domain", "selector", "sort", "state", "is_published", "finding")
    times = ("checked_at", "created_at", "activated_at")
    words = dkim_in_words(row.finding) if row.finding else ""
    return DkimKeyShown(
        **{name: getattr(row, name) for name in (*same, *times)},
        id=row.pk,
        record_name=dkim_record_name(row),
        record=dkim_record(row),
        finding_words=words,
    )
