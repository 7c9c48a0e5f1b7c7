"""The two doors to tickets: `visible_to` for many, `obtain` for one. Everything that shows or counts goes through."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from opora.conf.prepared import Prepared
from opora.desk.models import Level
from opora.desk.public import departments_at, is_everywhere, level_in
from opora.events.models import Event
from opora.events.public import clock
from opora.people.models import Person
from opora.people.public import Actor, NotAllowed, NotFound
from opora.tickets.models import Message, MessageKind, Ticket

# The level in the ticket's department that each verb needs of staff.
STAFF_VERBS = {
    "see": Level.READ,
    "reply": Level.REPLY,
    "note": Level.REPLY,
    "assign": Level.REPLY,
    "transfer": Level.REPLY,
    "change": Level.REPLY,
    "collaborators": Level.REPLY,
    "split": Level.REPLY,
    "merge": Level.REPLY,
    "link": Level.REPLY,
    "undo": Level.REPLY,
}
# How long somebody may take back an act by which a ticket went out of their sight.
REGRET = timedelta(minutes=10)
_taken_back: ContextVar[frozenset[int]] = ContextVar("opora_taken_back", default=frozenset())
CUSTOMER_VERBS = frozenset({"see", "reply", "customer_note", "solve"})
_RELATED = ("requester", "organization", "department", "assignee", "topic", "brand")
_by_number = Prepared(lambda number: Ticket.objects.select_related(*_RELATED).filter(pk=number))


def visible_to(person: Person) -> QuerySet[Ticket]:
    """Every ticket this person may know of. Customers: their own, those they follow, their company's if it shares."""
    if not person.is_active:
        return Ticket.objects.none()
    if person.is_staff:
        return Ticket.objects.filter(_seen_by_staff(person))
    own = Q(requester=person) | Q(pk__in=Ticket.objects.filter(collaborators__person=person).values("pk"))
    if person.organization_id and person.organization and person.organization.shares_tickets:
        own |= Q(organization=person.organization_id)
    return Ticket.objects.filter(own)


def seen_from(departments: Sequence[int], person: int) -> Q:
    """The tickets that a member of staff sees: those of the departments they read, and those assigned to them."""
    return Q(department__in=departments) | Q(assignee=person)


def departments_read_by(person: Person) -> list[int] | None:
    """Staff see the tickets of these departments and those assigned to them; None: everything there is."""
    return None if is_everywhere(person) else departments_at(person, Level.READ)


def obtain(who: Person | Actor, number: int, verb: str = "see") -> Ticket:
    """One ticket for doing something with it. Raises NotFound for what this person may not know of, NotAllowed else."""
    actor = who if isinstance(who, Actor) else Actor.of(who)
    found = _by_number(number) if 0 < number < 2**63 else []
    if not found:
        raise unknown_ticket()
    ticket = found[0]
    if not may(actor, ticket, "see") and not (verb == "undo" and gave_away(actor, ticket)):
        raise unknown_ticket()
    require(actor, ticket, verb)
    return ticket


def may(actor: Actor, ticket: Ticket, verb: str) -> bool:
    """Whether the actor may do this with the ticket as it is now. Opora itself and rules may do everything."""
    if actor.person is None:
        return True
    if not actor.person.is_active:
        return False
    if not actor.person.is_staff:
        return verb in CUSTOMER_VERBS and _is_customer_of(actor.person, ticket)
    if verb not in STAFF_VERBS:
        return False
    if ticket.pk in _taken_back.get():
        return True
    if ticket.assignee_id == actor.person.pk and STAFF_VERBS[verb] <= Level.REPLY:
        return True
    return level_in(actor.person, ticket.department_id) >= STAFF_VERBS[verb]


def require(actor: Actor, ticket: Ticket, verb: str) -> None:
    """Raises NotFound or NotAllowed unless `may`; an API token needs the scope "write" for all but seeing."""
    actor.require_scope("read" if verb == "see" else "write")
    if may(actor, ticket, verb) or (verb == "undo" and gave_away(actor, ticket)):
        return
    if not may(actor, ticket, "see"):
        raise unknown_ticket()
    raise NotAllowed("not_allowed", _("You can see this ticket, but not do this with it."))


def gave_away(actor: Actor, ticket: Ticket) -> bool:
    """Whether this member of staff was the last who did something to the ticket, a moment ago.

    They may take that back, although by a transfer they put it out of their own sight.
    """
    if actor.person is None or not actor.person.is_staff or not actor.person.is_active:
        return False
    last = Event.objects.filter(ticket=ticket.pk).order_by("-id").first()
    by_them = last is not None and (last.actor_kind, last.actor_id) == (actor.kind, actor.id)
    return by_them and last is not None and last.at > clock.now() - REGRET


@contextmanager
def taking_back(tickets: Collection[int]) -> Iterator[None]:
    """Inside, staff may do with these tickets what the undo of their own act needs. For the verb `undo`."""
    token = _taken_back.set(frozenset(tickets))
    try:
        yield
    finally:
        _taken_back.reset(token)


def messages_for(person: Person | None, ticket: Ticket) -> QuerySet[Message]:
    """The ticket's messages that this side may read, oldest first (None: Opora itself, all of them).

    Customers do not see what has not left yet.
    """
    messages = Message.objects.filter(ticket=ticket)
    if person is None:
        return messages
    if person.is_staff:
        return messages.exclude(kind=MessageKind.CUSTOMER_NOTE)
    return shown_to_customers(ticket)


def shown_to_customers(ticket: Ticket) -> QuerySet[Message]:
    """The messages that the customer's side reads: no staff notes, and no answer that may still be taken back."""
    waits = Q(leaves_at__gt=clock.now())
    return Message.objects.filter(ticket=ticket).exclude(kind=MessageKind.NOTE).exclude(waits)


def unknown_ticket() -> NotFound:
    """The one answer for a ticket that is not there and for one that is none of this person's business."""
    return NotFound("unknown_ticket", _("There is no such ticket, or it is not one of yours."))


def _seen_by_staff(person: Person) -> Q:
    places = departments_read_by(person)
    return Q() if places is None else seen_from(places, person.pk)


def _is_customer_of(person: Person, ticket: Ticket) -> bool:
    if ticket.requester_id == person.pk:
        return True
    if ticket.organization_id and ticket.organization_id == person.organization_id:
        organization = person.organization
        if organization is not None and organization.shares_tickets:
            return True
    return ticket.collaborators.filter(person=person).exists()
