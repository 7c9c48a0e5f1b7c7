"""The verb: bring somebody into the conversation."""

from opora.events.public import Cause, one_act
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.kinds import CollaboratorAdded
from opora.tickets.models import Collaborator, Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def add_collaborator(*, actor: Actor, ticket: Ticket, person: Person, because: Cause | None = None) -> Ticket:
    """From now on this person gets the answers, sees the public conversation and may reply."""
    ticket = allowed(actor, ticket, "collaborators")
    if ticket.requester_id == person.pk or ticket.collaborators.filter(person=person).exists():
        return ticket
    Collaborator(ticket=ticket, person=person).save(force_insert=True)
    return settle(ticket, actor, CollaboratorAdded(person.pk), because=because)
