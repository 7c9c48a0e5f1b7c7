"""The verb: assign a ticket."""

from django.utils.translation import gettext_lazy as _

from opora.desk.models import Level
from opora.desk.public import level_in
from opora.events.public import Cause, one_act
from opora.people.models import Person
from opora.people.public import Actor, Refusal
from opora.tickets.kinds import Assigned
from opora.tickets.models import Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def assign(*, actor: Actor, ticket: Ticket, to: Person | None, because: Cause | None = None) -> Ticket:
    """Gives the ticket to somebody who may reply in its department, or to nobody."""
    ticket = allowed(actor, ticket, "assign")
    if to is not None:
        require_member(to, ticket.department_id)
    if ticket.assignee_id == (to.pk if to else None):
        return ticket
    before, ticket.assignee = ticket.assignee_id, to
    return settle(ticket, actor, Assigned(before, ticket.assignee_id), because=because, changed=("assignee",))


def require_member(person: Person, department_id: int) -> None:
    """Raises Refusal unless this person may answer in the department."""
    if not person.is_active or level_in(person, department_id) < Level.REPLY:
        words = {"person": person.called}
        raise Refusal("no_member", _("%(person)s may not answer in this department.") % words, "assignee")
