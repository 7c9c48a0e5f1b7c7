"""The verb: change the priority."""

from django.utils.translation import gettext_lazy as _

from opora.desk.models import Priority
from opora.events.public import Cause, one_act
from opora.people.public import Actor, Refusal
from opora.tickets.kinds import PriorityChanged
from opora.tickets.models import Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def change_priority(*, actor: Actor, ticket: Ticket, priority: int, because: Cause | None = None) -> Ticket:
    """Sets the priority: 1 low, 2 normal, 3 high, 4 urgent."""
    ticket = allowed(actor, ticket, "change")
    if priority not in Priority.values:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "priority")
    if ticket.priority == priority:
        return ticket
    before, ticket.priority = ticket.priority, Priority(priority)
    return settle(
        ticket, actor, PriorityChanged(before, int(priority)), because=because, changed=("priority",)
    )
