"""The verb: change the type."""

from django.utils.translation import gettext_lazy as _

from opora.desk.models import TicketType
from opora.events.public import Cause, one_act
from opora.people.public import Actor, Refusal
from opora.tickets.kinds import TypeChanged
from opora.tickets.models import Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def change_type(*, actor: Actor, ticket: Ticket, type: str, because: Cause | None = None) -> Ticket:
    """Sets the type: question, incident, problem, task."""
    ticket = allowed(actor, ticket, "change")
    if type not in TicketType.values:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "type")
    if ticket.type == type:
        return ticket
    before, ticket.type = ticket.type, TicketType(type)
    return settle(ticket, actor, TypeChanged(before, str(type)), because=because, changed=("type",))
