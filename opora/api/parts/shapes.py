"""How tickets and what belongs to them look in answers, for the one who asks.

Customers see of people their names, and nothing of what is the desk's own: tags, notes, how many messages there are.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Literal

from pydantic import Field

from opora.api.protocol.values import Moment, Shown
from opora.desk.models import Priority
from opora.events.public import clock
from opora.people.models import Organization, Person
from opora.tickets.models import Link, LinkKind, Ticket
from opora.tickets.public import LONGEST_UNDO, visible_to

StatusName = Literal["new", "open", "pending", "hold", "solved", "closed"]
PriorityName = Literal["low", "normal", "high", "urgent"]
TypeName = Literal["question", "incident", "problem", "task"]
ChannelName = Literal["mail", "web", "portal", "api", "phone", "chat", "messenger", "desk"]
LinkName = Literal["related", "follow_up", "duplicate", "caused_by"]


class Named(Shown):
    """Something by id and name."""

    id: int
    name: str


class Somebody(Shown):
    """A person in short. `email` is for staff (and for oneself)."""

    id: int
    name: str
    email: str | None = None


class TicketInList(Shown):
    """A ticket as lists have it."""

    number: int
    subject: str
    status: StatusName
    priority: PriorityName
    type: TypeName
    channel: ChannelName
    language: str
    requester: Somebody
    organization: Named | None
    department: Named
    assignee: Somebody | None
    merged_into: int | None = Field(description="The ticket that this one was merged into.")
    not_request_at: Moment | None = Field(
        description="Since when somebody says that this is no request. Staff only."
    )
    snippet: str = Field(description="How the last public message begins.")
    last_author: str
    last_by_staff: bool
    last_message_at: Moment
    waiting_since: Moment | None = Field(
        description="When the customer wrote what nobody has answered yet. Staff only."
    )
    tags: list[str] | None = Field(description="Staff only.")
    message_count: int | None = Field(description="With notes. Staff only.")
    has_files: bool | None = Field(description="Staff only.")
    has_undelivered: bool | None = Field(
        description="Whether an answer on it did not reach somebody, and nobody has settled that. Staff only."
    )
    created_at: Moment
    updated_at: Moment


class LinkShown(Shown):
    """A link, read from this ticket: “`kind` `number`”, or backwards when `is_backwards`."""

    number: int
    kind: LinkName
    is_backwards: bool


class TicketShown(TicketInList):
    """A ticket with everything but its messages and history."""

    brand: Named
    topic: Named | None
    fields: dict[str, Any] = Field(description="Values of the topic's custom fields.")
    collaborators: list[Somebody]
    links: list[LinkShown]
    first_replied_at: Moment | None
    solved_at: Moment | None
    closed_at: Moment | None
    reopened: int


class Done(Shown):
    """What became of an act; send `act` to …/undo to take it back."""

    act: str = Field(json_schema_extra={"format": "uuid"})
    ticket: TicketShown


def somebody(person: Person, viewer: Person) -> Somebody:
    """A person as the viewer may see them."""
    told = viewer.is_staff or person.pk == viewer.pk
    return Somebody(
        id=person.pk,
        name=person.name or (person.called if told else ""),
        email=person.email if told else None,
    )


def organization(row: Organization | None) -> Named | None:
    """An organization in short."""
    return Named(id=row.pk, name=row.name) if row else None


def in_list(ticket: Ticket, viewer: Person) -> TicketInList:
    """A ticket of a list; rows come from `tickets.public.listed`, so that this asks the database nothing."""
    return TicketInList(**_common(ticket, viewer))


def whole(ticket: Ticket, viewer: Person) -> TicketShown:
    """One ticket. Queries: tags, collaborators, links both ways (and brand, topic when not there yet)."""
    people = ticket.collaborators.select_related("person")
    return TicketShown(
        **_common(ticket, viewer),
        brand=Named(id=ticket.brand.pk, name=ticket.brand.called),
        topic=Named(id=ticket.topic.pk, name=ticket.topic.called) if ticket.topic else None,
        fields=ticket.fields,
        collaborators=[somebody(row.person, viewer) for row in people],
        links=list(links(ticket, viewer)),
        first_replied_at=ticket.first_replied_at,
        solved_at=ticket.solved_at,
        closed_at=ticket.closed_at,
        reopened=ticket.reopened,
    )


def links(ticket: Ticket, viewer: Person) -> Iterable[LinkShown]:
    """The links to tickets that the viewer may see."""
    seen = visible_to(viewer).values("pk")
    for row in Link.objects.filter(ticket=ticket, other__in=seen).order_by("pk"):
        yield LinkShown(number=row.other_id, kind=_link(row), is_backwards=False)
    for row in Link.objects.filter(other=ticket, ticket__in=seen).order_by("pk"):
        yield LinkShown(number=row.ticket_id, kind=_link(row), is_backwards=True)


def _link(row: Link) -> Any:
    return LinkKind(row.kind).value


def _may_wait(ticket: Ticket) -> bool:
    """Whether the last words may be an answer that has not left yet: its customer is not to know them."""
    return ticket.last_by_staff and ticket.last_message_at > clock.now() - timedelta(seconds=LONGEST_UNDO)


def _common(ticket: Ticket, viewer: Person) -> dict[str, Any]:
    staff = viewer.is_staff
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "status": ticket.status,
        "priority": Priority(ticket.priority).name.lower(),
        "type": ticket.type,
        "channel": ticket.channel,
        "language": ticket.language,
        "requester": somebody(ticket.requester, viewer),
        "organization": organization(ticket.organization),
        "department": Named(id=ticket.department.pk, name=ticket.department.called),
        "assignee": somebody(ticket.assignee, viewer) if ticket.assignee else None,
        "merged_into": ticket.merged_into_id,
        "not_request_at": ticket.not_request_at if staff else None,
        "snippet": ticket.snippet if staff or not _may_wait(ticket) else "",
        "last_author": ticket.last_author,
        "last_by_staff": ticket.last_by_staff,
        "last_message_at": ticket.last_message_at,
        "waiting_since": ticket.waiting_since if staff else None,
        "tags": [row.name for row in ticket.tag_rows.all()] if staff else None,
        "message_count": ticket.message_count if staff else None,
        "has_files": ticket.has_files if staff else None,
        "has_undelivered": ticket.has_undelivered if staff else None,
        "created_at": ticket.created_at,
        "updated_at": ticket.updated_at,
    }
