"""Who else follows a ticket and gets its answers."""

from django.http import HttpRequest
from ninja import Path, Router

from opora.api.parts import lookup, shapes
from opora.api.parts.opening import PersonNamed
from opora.api.protocol.door import actor_of, person_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import Number, Shown
from opora.events.public import one_act
from opora.tickets import actions
from opora.tickets.models import Ticket
from opora.tickets.public import obtain

router = Router(tags=["Collaborators"])


class Collaborators(Shown):
    """Everybody who follows the ticket besides its requester."""

    items: list[shapes.Somebody]


@router.get("/tickets/{number}/collaborators", response=Collaborators)
def list_collaborators(request: HttpRequest, number: Path[Number]) -> Collaborators:
    """Lists who else follows the ticket."""
    return _shown(request, obtain(actor_of(request), number))


@router.post("/tickets/{number}/collaborators", response={201: Collaborators})
@repeatable(201)
def add_collaborator(request: HttpRequest, number: Path[Number], body: PersonNamed) -> Collaborators:
    """Brings somebody into the conversation.

    By `id`, or by `email`: somebody new is added. Answers with everybody who follows the ticket now.
    """
    actor = actor_of(request)
    ticket = obtain(actor, number, "collaborators")
    with one_act():
        person = lookup.somebody(actor, body.id, body.email, body.name, "id")
        actions.add_collaborator(actor=actor, ticket=ticket, person=person)
    return _shown(request, ticket)


@router.delete("/tickets/{number}/collaborators/{person}", response={204: None})
def remove_collaborator(request: HttpRequest, number: Path[Number], person: Path[Number]) -> None:
    """Lets somebody leave the conversation.

    They get no more answers and do not see the ticket any more.
    """
    actor = actor_of(request)
    ticket = obtain(actor, number, "collaborators")
    row = lookup.person(person, "person")
    actions.remove_collaborator(actor=actor, ticket=ticket, person=row)


def _shown(request: HttpRequest, ticket: Ticket) -> Collaborators:
    viewer = person_of(request)
    people = ticket.collaborators.select_related("person")
    return Collaborators(items=[shapes.somebody(row.person, viewer) for row in people])
