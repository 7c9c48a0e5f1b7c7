"""Tickets: lists, opening, reading, changing."""

import uuid
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import changing, opening, shapes
from opora.api.parts.shapes import ChannelName, PriorityName, StatusName, TicketInList, TicketShown, TypeName
from opora.api.protocol.cursors import TimePaging, read, write
from opora.api.protocol.door import actor_of, person_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import Asked, Line, Moment, Number, Shown
from opora.desk.models import Priority
from opora.events.public import one_act
from opora.people.models import Person
from opora.people.public import NotAllowed
from opora.search.public import find, matching, parse
from opora.tickets.models import Ticket
from opora.tickets.public import Key, listed, obtain, page, view, visible_to, with_people

router = Router(tags=["Tickets"])
ACT_HEADER = {
    "Opora-Act": {"description": "The act, for …/undo.", "schema": {"type": "string", "format": "uuid"}}
}
ViewName = Literal["mine", "unassigned", "open", "pending", "solved", "undelivered", "all", "not_request"]


class Tickets(Shown):
    """A page of tickets."""

    items: list[TicketInList]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class TicketFilter(TimePaging):
    """What a list of tickets is narrowed to: everything that is said holds at once."""

    view: ViewName | None = Field(None, description="A standard view of the one who asks.")
    status: list[StatusName] | None = Field(None, description="Any of these.")
    priority: list[PriorityName] | None = Field(None, description="Any of these.")
    type: TypeName | None = None
    channel: ChannelName | None = None
    department: Number | None = None
    assignee: Number | None = None
    requester: Number | None = None
    organization: Number | None = None
    topic: Number | None = None
    tag: Line | None = Field(None, description="Has this tag. Staff only.")
    updated_since: Moment | None = Field(None, description="Changed then or later.")
    merged: Literal["no", "only", "any"] = Field(
        "no", description="Whether tickets merged into others are among them."
    )
    not_request: Literal["no", "only", "any"] = Field(
        "no", description="Whether tickets that somebody said are no requests are among them."
    )
    order: Literal["latest", "oldest", "number"] = Field(
        "latest",
        description="By last message, newest or oldest first; or by number, for copying everything once.",
    )
    q: Asked | None = Field(
        None, description="A search besides the filters, in the language of docs/search.md."
    )


@router.get("/tickets", response=Tickets)
def list_tickets(request: HttpRequest, wanted: Query[TicketFilter]) -> Tickets:
    """Lists tickets.

    Everything the one who asks may see, narrowed by the filters, page by page.
    """
    person = person_of(request)
    rows, following = _page(_narrowed(person, wanted), wanted, person)
    return Tickets(items=[shapes.in_list(row, person) for row in rows], next=following)


def _narrowed(person: Person, wanted: TicketFilter) -> QuerySet[Ticket]:
    tickets = view(person, wanted.view) if wanted.view else visible_to(person)
    if wanted.merged != "any":
        tickets = tickets.filter(merged_into__isnull=wanted.merged == "no")
    if wanted.view != "not_request" and wanted.not_request != "any":
        tickets = tickets.filter(not_request_at__isnull=wanted.not_request == "no")
    for name in ("type", "channel", "department", "assignee", "requester", "organization", "topic"):
        if (value := getattr(wanted, name)) is not None:
            tickets = tickets.filter(**{name: value})
    if wanted.status is not None:
        tickets = tickets.filter(status__in=wanted.status)
    if wanted.priority is not None:
        tickets = tickets.filter(priority__in=[Priority[name.upper()] for name in wanted.priority])
    if wanted.updated_since is not None:
        tickets = tickets.filter(updated_at__gte=wanted.updated_since)
    if wanted.tag is not None:
        if not person.is_staff:
            raise NotAllowed.for_role()
        tickets = tickets.filter(tag_rows__name=wanted.tag.strip().lstrip("#").lower())
    return tickets


def _page(tickets: QuerySet[Ticket], wanted: TicketFilter, person: Person) -> tuple[Any, str | None]:
    if wanted.q and wanted.order != "number":
        begin = wanted.cursor or ""
        hits = find(person, wanted.q, within=tickets, after=begin, limit=wanted.limit, order=wanted.order)
        return hits.tickets, hits.next or None
    if wanted.order == "number":
        if wanted.q:
            tickets = tickets.filter(pk__in=matching(person, parse(wanted.q)).values("pk"))
        if wanted.cursor:
            tickets = tickets.filter(pk__gt=read(wanted.cursor)[1])
        rows = list(listed(tickets).order_by("pk")[: wanted.limit + 1])
        more = len(rows) > wanted.limit
        return rows[: wanted.limit], f"0-{rows[wanted.limit - 1].pk}" if more else None
    after = Key(*read(wanted.cursor)) if wanted.cursor else None
    found = page(tickets, after, wanted.limit, newest_first=wanted.order == "latest")
    return found.tickets, write(found.next.at, found.next.number) if found.next else None


@router.post("/tickets", response={201: TicketShown})
@repeatable(201)
def open_ticket(request: HttpRequest, body: opening.NewTicket) -> TicketShown:
    """Opens a ticket.

    Customers open for themselves. Staff open for anybody: `requester` by id, or by email (added when new); the first
    message is the requester's, or with `from_desk` the agent's own, and then it goes out to the requester.
    """
    return shapes.whole(opening.open_for(actor_of(request), body), person_of(request))


@router.get("/tickets/{number}", response=TicketShown)
def get_ticket(request: HttpRequest, number: Path[Number]) -> TicketShown:
    """Reads a ticket."""
    return shapes.whole(obtain(actor_of(request), number), person_of(request))


@router.patch(
    "/tickets/{number}", response=TicketShown, openapi_extra={"responses": {200: {"headers": ACT_HEADER}}}
)
def change_ticket(
    request: HttpRequest, number: Path[Number], body: changing.TicketChange, response: HttpResponse
) -> TicketShown:
    """Changes a ticket.

    Only what the body names changes, all of it or nothing, as one act. The header `Opora-Act` holds the act's id, for
    …/undo. Customers may only set `status` to “solved”.
    """
    actor = actor_of(request)
    ticket = obtain(actor, number, "change" if actor.is_staff else "solve")
    with one_act() as act:
        changing.change(actor, ticket, body)
    response.headers["Opora-Act"] = str(act)
    return shapes.whole(fresh(number), person_of(request))


def fresh(number: int) -> Ticket:
    """The ticket after a verb, also when it has just gone where the one who asks may not follow."""
    return with_people([number]).select_related("topic", "brand").get()


def done(act: uuid.UUID, ticket: Ticket, person: Person) -> shapes.Done:
    """The answer to an act."""
    return shapes.Done(act=str(act), ticket=shapes.whole(fresh(ticket.pk), person))
