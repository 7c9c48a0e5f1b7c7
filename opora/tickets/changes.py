"""The status of a ticket, and the moments that go with it."""

from datetime import datetime

from opora.events.public import Kind, clock
from opora.tickets.kinds import StatusChanged
from opora.tickets.models import OPEN_STATUSES, Status, Ticket


def status_to(ticket: Ticket, status: str, *, yields: bool = False) -> tuple[tuple[str, ...], Kind]:
    """Sets the status on the (locked) ticket; returns the columns to save and the event to record."""
    happening = StatusChanged(
        ticket.status, str(status), _iso(ticket.solved_at), _iso(ticket.closed_at), ticket.reopened, yields
    )
    before, ticket.status = ticket.status, Status(status)
    now = clock.now()
    if status == Status.SOLVED:
        ticket.solved_at, ticket.closed_at, ticket.waiting_since = now, None, None
    if status == Status.CLOSED:
        ticket.closed_at, ticket.waiting_since = now, None
        ticket.solved_at = ticket.solved_at or now
    if status in OPEN_STATUSES and before in {Status.SOLVED, Status.CLOSED}:
        ticket.reopened += 1
        ticket.solved_at = ticket.closed_at = None
    columns = ("status", "solved_at", "closed_at", "waiting_since", "reopened")
    return columns, happening


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
