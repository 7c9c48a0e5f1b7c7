"""The history of a ticket."""

from collections.abc import Sequence
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of, person_of
from opora.api.protocol.values import Moment, Number, Shown
from opora.events.models import Event
from opora.events.public import Names
from opora.tickets.public import history, obtain

router = Router(tags=["History"])


class EventShown(Shown):
    """One thing that happened. Acts with the same `act` were one gesture; …/undo takes that back."""

    id: int
    kind: str
    version: int
    actor_kind: str
    actor_id: int | None
    actor_name: str | None = Field(description="For persons.")
    act: str = Field(json_schema_extra={"format": "uuid"})
    cause: str | None = Field(
        description="Why, when it was not simply somebody's wish, as “rule:5”. Staff only."
    )
    at: Moment
    audience: Literal["public", "customer_side", "staff"]
    sentence: str = Field(
        description="What happened, without its subject, in the language of Accept-Language."
    )
    is_undoable: bool
    data: dict[str, Any] = Field(
        description="Ids and values before and after; docs/events.md lists them by kind."
    )


class Events(Shown):
    """A page of the history, oldest first."""

    items: list[EventShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


AUDIENCES: tuple[Literal["public", "customer_side", "staff"], ...] = ("public", "customer_side", "staff")


@router.get("/tickets/{number}/events", response=Events)
def list_events(request: HttpRequest, number: Path[Number], paging: Query[IdPaging]) -> Events:
    """Lists the history of a ticket.

    Oldest first, what the one who asks may read; customers see nothing that is the desk's own.
    """
    person = person_of(request)
    found, following = by_id(history(person, obtain(actor_of(request), number)), paging)
    return Events(items=events(found, staff=person.is_staff), next=following)


def events(rows: Sequence[Event], *, staff: bool) -> list[EventShown]:
    """Events as answers have them; all names they need are looked up at once."""
    happenings = [row.happening for row in rows]
    persons = [("person", row.actor_id) for row in rows if row.actor_kind == "person" and row.actor_id]
    names = Names(
        [*persons, *(reference for happening in happenings for reference in happening.references())]
    )
    return [
        EventShown(
            id=row.pk,
            kind=row.kind,
            version=row.version,
            actor_kind=row.actor_kind,
            actor_id=row.actor_id,
            actor_name=names.of("person", row.actor_id) if row.actor_kind == "person" else None,
            act=str(row.act),
            cause=row.cause if staff and row.cause else None,
            at=row.at,
            audience=AUDIENCES[row.audience],
            sentence=happening.sentence(names),
            is_undoable=staff and happening.undoable,
            data=row.data,
        )
        for row, happening in zip(rows, happenings, strict=True)
    ]
