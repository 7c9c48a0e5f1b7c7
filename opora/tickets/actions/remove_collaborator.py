"""The verb: let somebody leave the conversation."""

from opora.events.public import Cause, one_act
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.kinds import CollaboratorRemoved
from opora.tickets.models import Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def remove_collaborator(
    *, actor: Actor, ticket: Ticket, person: Person, because: Cause | None = None
) -> Ticket:
    """This person gets no more answers and does not see the ticket any more."""
    ticket = allowed(actor, ticket, "collaborators")
    removed, _ = ticket.collaborators.filter(person=person).delete()
    if not removed:
        return ticket
    return settle(ticket, actor, CollaboratorRemoved(person.pk), because=because)
