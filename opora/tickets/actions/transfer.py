"""The verb: transfer a ticket to another department."""

from django.utils.translation import gettext_lazy as _

from opora.desk.models import Department, Level
from opora.desk.public import level_in
from opora.events.public import Cause, Kind, one_act
from opora.people.models import Person
from opora.people.public import Actor, Refusal
from opora.tickets.actions.add_note import add_note
from opora.tickets.actions.assign import assign, require_member
from opora.tickets.content.words import Words
from opora.tickets.kinds import Assigned, Transferred
from opora.tickets.models import Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def transfer(
    *,
    actor: Actor,
    ticket: Ticket,
    department: Department,
    to: Person | None = None,
    note: str = "",
    because: Cause | None = None,
) -> Ticket:
    """Moves the ticket to another department or to another agent in its own, with a staff note if given.

    The assignee stays if they may answer there too; otherwise nobody has it. The whole is one act.
    """
    ticket = allowed(actor, ticket, "transfer")
    if not department.is_active:
        raise Refusal("gone", _("This department is not in use any more."), "department")
    if to is not None:
        require_member(to, department.pk)
    same = ticket.department_id == department.pk
    if same and (to is None or to.pk == ticket.assignee_id):
        return ticket
    if note.strip():
        add_note(actor=actor, ticket=ticket, words=Words(text=note), because=because)
        ticket.refresh_from_db()
    if same:
        return assign(actor=actor, ticket=ticket, to=to, because=because)
    return _move(ticket, actor, department, to, because)


def _move(
    ticket: Ticket, actor: Actor, department: Department, to: Person | None, because: Cause | None
) -> Ticket:
    before, assignee = ticket.department_id, ticket.assignee
    stays = assignee if assignee is not None and level_in(assignee, department.pk) >= Level.REPLY else None
    ticket.department, ticket.assignee, ticket.brand = department, to or stays, department.brand
    had, has = (assignee.pk if assignee else None), ticket.assignee_id
    happenings: list[Kind] = [Transferred(before, department.pk, had, has)]
    if to is not None and has != had:
        # First, so that an undo, which goes backwards, gives it back where the one before may have it.
        happenings.insert(0, Assigned(had, has))
    return settle(ticket, actor, *happenings, because=because, changed=("department", "assignee", "brand"))
