"""Shared reads about tickets: lists by key, counts with a bound, history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext

from opora.events.models import Audience, Event
from opora.people.models import Person
from opora.tickets.access import visible_to
from opora.tickets.models import OPEN_STATUSES, Status, Ticket, TicketTag

COUNT_LIMIT = 1000
_LISTED = (
    "id", "subject", "secret", "status", "priority", "channel", "snippet", "last_author", "last_by_staff",
    "last_message_at",
    "waiting_since", "has_files", "has_undelivered", "message_count", "created_at", "updated_at", "type", "language",
    "requester_id",
    "requester__name", "requester__email", "assignee_id", "assignee__name", "assignee__email", "department_id",
    "department__name", "department__translations", "organization_id", "organization__name", "merged_into_id",
    "not_request_at",
)  # fmt: skip


@dataclass(frozen=True)
class Key:
    """Where a page of a list ends: the next one begins after this row."""

    at: datetime
    number: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.number}"

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """The key that a page's address holds; None for none or nonsense."""
        moment, _, number = text.partition("_")
        try:
            key = cls(datetime.fromisoformat(moment.replace(" ", "+")), int(number))
        except ValueError:
            return None
        return key if key.at.tzinfo is not None and 0 < key.number < 2**63 else None


@dataclass(frozen=True)
class Page:
    """Some tickets of a list, and the key after which there are more (None: the end)."""

    tickets: Sequence[Ticket]
    next: Key | None


VIEWS: Mapping[str, str] = {
    "mine": "mine",
    "unassigned": "unassigned",
    "open": "all open",
    "pending": "waiting for the customer",
    "solved": "solved",
    "undelivered": "with answers that did not arrive",
    "all": "all",
    "not_request": "not a request",
}
# What any list leaves out: what lives on in another ticket, and what is no request.
LISTED = {"merged_into__isnull": True, "not_request_at__isnull": True}


def view(person: Person, name: str) -> QuerySet[Ticket]:
    """The tickets of a standard view, unordered; `name` is one of VIEWS."""
    tickets = visible_to(person)
    if name == "not_request":
        return tickets.filter(not_request_at__isnull=False)
    tickets = tickets.filter(**LISTED)
    working = Q(status__in=[Status.NEW, Status.OPEN, Status.HOLD])
    conditions = {
        "mine": Q(status__in=OPEN_STATUSES, assignee=person),
        "unassigned": working & Q(assignee__isnull=True),
        "open": Q(status__in=OPEN_STATUSES),
        "pending": Q(status=Status.PENDING),
        "solved": Q(status__in=[Status.SOLVED, Status.CLOSED]),
        "undelivered": Q(has_undelivered=True),
        "all": Q(),
    }
    return tickets.filter(conditions[name])


def page(
    tickets: QuerySet[Ticket], after: Key | None = None, limit: int = 50, *, newest_first: bool = True
) -> Page:
    """One page in the order of the last message: newest first, or longest silent first. Always the same three queries.

    The keys are found first and alone, so that no database sorts wide rows; the bound on the time, said twice, lets an
    index begin where the last page ended.
    """
    sign, way = ("-", "lt") if newest_first else ("", "gt")
    order = (f"{sign}last_message_at", f"{sign}id")
    if after is not None:
        later = Q(**{f"last_message_at__{way}": after.at})
        later |= Q(last_message_at=after.at, **{f"id__{way}": after.number})
        tickets = tickets.filter(Q(**{f"last_message_at__{way}e": after.at}), later)
    keys = list(tickets.order_by(*order).values_list("pk", flat=True)[: limit + 1])
    rows = list(listed(Ticket.objects.filter(pk__in=keys[:limit])).order_by(*order))
    more = len(keys) > limit and bool(rows)
    return Page(rows, Key(rows[-1].last_message_at, rows[-1].pk) if more else None)


def listed(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """With all that a list shows, and no more."""
    tags = Prefetch("tag_rows", TicketTag.objects.only("ticket_id", "name"))
    related = ("requester", "assignee", "department", "organization")
    return tickets.select_related(*related).prefetch_related(tags).only(*_LISTED)


def bounded_count(tickets: QuerySet[Ticket], limit: int = COUNT_LIMIT) -> int:
    """How many, but never looking at more than limit + 1: show limit + 1 as “1000+”."""
    return tickets.order_by().values("pk")[: limit + 1].count()


def names_of_tickets(keys: set[int]) -> Mapping[int, str]:
    """What sentences call tickets: their number."""
    return {key: gettext("No. %(number)s") % {"number": key} for key in keys}


def history(person: Person | None, ticket: Ticket) -> QuerySet[Event]:
    """The ticket's events that this side may read, oldest first (None: Opora itself, all of them)."""
    events = Event.objects.filter(ticket=ticket.pk).order_by("id")
    if person is None:
        return events
    return events.exclude(audience=Audience.CUSTOMER_SIDE if person.is_staff else Audience.STAFF)


def with_people(numbers: Iterable[int]) -> QuerySet[Ticket]:
    """Tickets by number with requester, organization, department and assignee."""
    return Ticket.objects.select_related("requester", "organization", "department", "assignee").filter(
        pk__in=numbers
    )
