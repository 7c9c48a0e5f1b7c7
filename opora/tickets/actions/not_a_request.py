"""The verb: this is no request at all."""

from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, clock, one_act
from opora.people.public import Actor, Refusal
from opora.tickets.kinds import NotARequest
from opora.tickets.models import Status, Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def not_a_request(*, actor: Actor, ticket: Ticket, because: Cause | None = None) -> Ticket:
    """Spam, a private letter, one for somebody else: out of every list and count, closed, never answered or surveyed.

    Later mails of the thread wait for a decision instead of bringing it back. Nothing is deleted; the view “Not a
    request” has it. Needs the right to reply. Said already: nothing happens. Refuses a merged ticket.
    """
    ticket = allowed(actor, ticket, "change")
    if ticket.not_request_at is not None:
        return ticket
    if ticket.merged_into_id is not None:
        raise Refusal("merged", _("This ticket was merged into another. Change that one, or undo the merge."))
    solved, closed = ticket.solved_at, ticket.closed_at
    happening = NotARequest(
        ticket.status, solved.isoformat() if solved else None, closed.isoformat() if closed else None
    )
    now = clock.now()
    ticket.not_request_at, ticket.status, ticket.closed_at, ticket.waiting_since = (
        now,
        Status.CLOSED,
        now,
        None,
    )
    changed = ("not_request_at", "status", "closed_at", "waiting_since")
    return settle(ticket, actor, happening, because=because, changed=changed)
