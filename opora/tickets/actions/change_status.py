"""The verb: change the status."""

from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, one_act
from opora.people.public import Actor, NotAllowed, Refusal
from opora.tickets import summary
from opora.tickets.changes import status_to
from opora.tickets.models import Status, Ticket
from opora.tickets.verb import allowed, require_request, settle


@one_act()
def change_status(*, actor: Actor, ticket: Ticket, status: str, because: Cause | None = None) -> Ticket:
    """Sets the status. Customers may only say that it is solved. Nothing goes back to “new”, but by undo."""
    customer = not actor.is_staff
    ticket = allowed(actor, ticket, "solve" if customer else "change")
    if status not in Status.values:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "status")
    if customer and status != Status.SOLVED:
        raise NotAllowed("not_allowed", _("To open it again, just write to us."), "status")
    if status == Status.NEW and ticket.status != Status.NEW:
        raise Refusal("bad_choice", _("A ticket is new only until somebody works on it."), "status")
    if ticket.merged_into_id is not None:
        raise Refusal(
            "merged", _("This ticket was merged into another. Change that one, or undo the merge."), "status"
        )
    require_request(ticket, actor)
    if ticket.status == status or (customer and ticket.status == Status.CLOSED):
        return ticket
    reopens = not ticket.is_open
    columns, happening = status_to(ticket, status)
    if reopens:
        summary.recount(ticket)  # the customer may still wait for an answer
    return settle(ticket, actor, happening, because=because, changed=columns)
