"""When customers are asked how it went: some time after solving, if a person wrote and a person answered."""

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from opora.events.models import Event
from opora.events.public import Reader, clock
from opora.feedback.models import RatingRequest
from opora.feedback.queries import last_agent
from opora.feedback.settings import ASK_AGAIN_DAYS, ASK_HOURS
from opora.tickets.models import Status, Ticket

DONE = (Status.SOLVED, Status.CLOSED)
# Older solvings (of an import, or from before the room was there) are not asked about.
LATEST = timedelta(days=2)


class Solvings(Reader):
    """Plans a question for each solving and drops it on reopening. Cannot be rebuilt: it would ask again."""

    name: ClassVar[str] = "ratings"
    kinds: ClassVar[frozenset[str] | None] = frozenset({"ticket.status_changed"})

    def follow(self, events: Sequence[Event]) -> None:
        """Of each ticket the last change counts."""
        last = {event.ticket: event for event in events if event.ticket}
        solved = {key: event for key, event in last.items() if event.data.get("after") in DONE}
        opened = [key for key in last if key not in solved]
        RatingRequest.objects.filter(ticket__in=opened, due_at__isnull=False).update(due_at=None)
        fresh = {
            key: event
            for key, event in solved.items()
            if event.data.get("after") == Status.SOLVED and event.at > clock.now() - LATEST
        }
        asking = Ticket.objects.filter(pk__in=fresh, department__asks_rating=True).values_list(
            "pk", flat=True
        )
        for number in asking:
            due = fresh[number].at + timedelta(hours=ASK_HOURS.get())
            RatingRequest.objects.update_or_create(ticket_id=number, defaults={"due_at": due, "reason": ""})


def why_not(ticket: Ticket, request: RatingRequest) -> str:
    """A code for why this ticket's customer is not to be asked now; empty when they are."""
    customer = ticket.requester
    if ticket.status not in DONE or ticket.merged_into_id is not None:
        return "open"
    if not ticket.department.asks_rating:
        return "not_wanted"
    if customer.is_staff or not customer.is_active or not customer.email:
        return "nobody"
    if customer.notices_refused_at is not None:
        return "refused"
    if request.asked_at is not None and request.asked_at > clock.now() - timedelta(days=ASK_AGAIN_DAYS.get()):
        return "asked"
    wrote = ticket.messages.filter(kind="public", author=customer, author_role="customer").exists()
    return "" if wrote and last_agent(ticket) is not None else "no_conversation"


def due() -> list[Ticket]:
    """Tickets whose customers are to be asked now."""
    rows = RatingRequest.objects.filter(due_at__lte=clock.now()).select_related("ticket").order_by("due_at")
    return [row.ticket for row in rows[:200]]
