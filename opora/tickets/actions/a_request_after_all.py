"""The verb: this is a request after all."""

from datetime import datetime

from opora.events.models import Event
from opora.events.public import Cause, one_act
from opora.people.public import Actor
from opora.tickets import summary
from opora.tickets.kinds import NotARequest, RequestAfterAll
from opora.tickets.models import Status, Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def a_request_after_all(*, actor: Actor, ticket: Ticket, because: Cause | None = None) -> Ticket:
    """Takes `not_a_request` back, however long ago: the ticket has the status again that it had before.

    Needs the right to reply. A ticket that is a request stays as it is.
    """
    ticket = allowed(actor, ticket, "change")
    if ticket.not_request_at is None:
        return ticket
    before = _before(ticket)
    ticket.not_request_at = None
    ticket.status = Status(before.status)
    ticket.solved_at, ticket.closed_at = _moment(before.solved_at), _moment(before.closed_at)
    summary.recount(ticket)
    changed = ("not_request_at", "status", "solved_at", "closed_at")
    return settle(ticket, actor, RequestAfterAll(before.status), because=because, changed=changed)


def _before(ticket: Ticket) -> NotARequest:
    """What the ticket was when somebody said that it is no request."""
    said = Event.objects.filter(ticket=ticket.pk, kind=NotARequest.name).order_by("-id").first()
    found = said.happening if said is not None else None
    return found if isinstance(found, NotARequest) else NotARequest(Status.OPEN)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
