"""Saved searches: one's own, and those shown to everybody of staff."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of, staff_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import FILLED, FilledLine, Given, Number, Shown, Truth, Whole, unsaid
from opora.events.public import one_act
from opora.people.public import Actor
from opora.search import actions
from opora.search.models import SavedSearch
from opora.search.public import saved_searches

router = Router(tags=["Saved searches"])
Name = Annotated[FilledLine, Field(max_length=80)]
QueryText = Annotated[
    str,
    Field(
        min_length=1,
        max_length=1000,
        pattern=FILLED,
        description="In the search language.",
        examples=["is:unassigned created:>7d"],
    ),
]
OrderName = Annotated[
    str, Field(max_length=20, description="One of the orders of search.", examples=["best"])
]


class SavedSearchShown(Shown):
    """A query under a name. Each who opens a shared one finds in it what they may see."""

    id: int
    owner: int = Field(description="The person who keeps it.")
    name: str
    query: str
    order: str
    is_shared: bool = Field(description="Whether everybody of staff sees it.")
    place: int = Field(description="Its place in the rail, the lowest first.")


class SavedSearches(Shown):
    """A page of saved searches."""

    items: list[SavedSearchShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class NewSavedSearch(Given):
    """A search to keep."""

    name: Name
    query: QueryText
    order: OrderName = "best"
    is_shared: Truth = False
    place: Whole = 0


class SavedSearchChanges(Given):
    """What should be different."""

    name: Name = unsaid()
    query: QueryText = unsaid()
    order: OrderName = unsaid()
    is_shared: Truth = unsaid()
    place: Whole = unsaid()


@router.get("/saved-searches", response=SavedSearches)
def list_saved_searches(request: HttpRequest, paging: Query[IdPaging]) -> SavedSearches:
    """Lists one's own saved searches and the shared ones.

    Staff only.
    """
    found, following = by_id(saved_searches(staff_of(request)), paging)
    return SavedSearches(items=[_shown(row) for row in found], next=following)


@router.post("/saved-searches", response={201: SavedSearchShown})
@repeatable(201)
def save_search(request: HttpRequest, body: NewSavedSearch) -> SavedSearchShown:
    """Keeps a search under a name.

    Staff only; sharing it is for supervisors.
    """
    return _shown(actions.save_search(actor=actor_of(request), **body.model_dump()))


@router.patch("/saved-searches/{id}", response=SavedSearchShown)
def change_saved_search(request: HttpRequest, id: Path[Number], body: SavedSearchChanges) -> SavedSearchShown:
    """Changes name, query, order, place, or who sees it.

    For its owner; a shared one for supervisors.
    """
    row = lookup.one(saved_searches(staff_of(request)), id)
    with one_act():
        row = _change(actor_of(request), row, body.told())
    return _shown(row)


@router.delete("/saved-searches/{id}", response={204: None})
def delete_saved_search(request: HttpRequest, id: Path[Number]) -> None:
    """Keeps it no longer.

    For its owner; a shared one for supervisors.
    """
    row = lookup.one(saved_searches(staff_of(request)), id)
    actions.delete_search(actor=actor_of(request), search=row)


def _change(actor: Actor, row: SavedSearch, told: dict[str, object]) -> SavedSearch:
    """Everything that was told, each by its verb. Raises a Refusal."""
    if "name" in told:
        row = actions.rename_search(actor=actor, search=row, name=str(told["name"]))
    if told.keys() & {"query", "order"}:
        query, order = str(told.get("query", row.query)), str(told.get("order", row.order))
        row = actions.revise_search(actor=actor, search=row, query=query, order=order)
    if isinstance(place := told.get("place"), int):
        row = actions.move_search(actor=actor, search=row, place=place)
    if "is_shared" in told:
        row = actions.share_search(actor=actor, search=row, is_shared=bool(told["is_shared"]))
    return row


def _shown(row: SavedSearch) -> SavedSearchShown:
    same = ("name", "query", "order", "is_shared", "place")
    return SavedSearchShown(id=row.pk, owner=row.owner_id, **{name: getattr(row, name) for name in same})
