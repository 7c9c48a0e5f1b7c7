"""The verb: change the requester."""

from opora.events.public import Cause, one_act
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.kinds import RequesterChanged
from opora.tickets.models import Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def change_requester(
    *, actor: Actor, ticket: Ticket, requester: Person, because: Cause | None = None
) -> Ticket:
    """Makes somebody else the requester; the ticket then belongs to their organization. Links sent before stop."""
    ticket = allowed(actor, ticket, "change")
    if ticket.requester_id == requester.pk:
        return ticket
    before, ticket.requester, ticket.organization = ticket.requester_id, requester, requester.organization
    changed = ("requester", "organization")
    return settle(ticket, actor, RequesterChanged(before, requester.pk), because=because, changed=changed)
