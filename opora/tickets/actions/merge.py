"""The verb: merge one ticket into another."""

from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, clock, one_act
from opora.people.models import Person
from opora.people.public import Actor, Refusal
from opora.tickets import access, summary
from opora.tickets.actions.add_collaborator import add_collaborator
from opora.tickets.changes import status_to
from opora.tickets.kinds import Absorbed, Merged
from opora.tickets.models import Message, Status, Ticket
from opora.tickets.verb import locked_pair, require_request, settle


@one_act()
def merge(*, actor: Actor, ticket: Ticket, into: Ticket, because: Cause | None = None) -> Ticket:
    """Moves all messages of `ticket` into the other and closes it; returns the survivor.

    The merged ticket's people join the conversation; replies to its thread reach the survivor, which opens again if
    the merged one was open: nobody who waits falls out of every list. Needs permission on both. Already merged there:
    nothing happens. One act; undo brings everything back (see `returning`).
    """
    ticket, into = locked_pair(ticket, into) if ticket.pk != into.pk else (ticket, into)
    access.require(actor, ticket, "merge")
    access.require(actor, into, "merge")
    if ticket.pk == into.pk:
        raise Refusal("same", _("A ticket can't be merged into itself. Choose another one."), "into")
    if ticket.merged_into_id == into.pk:
        return into
    if ticket.merged_into_id is not None or into.merged_into_id is not None:
        raise Refusal(
            "merged", _("One of the two was merged already. Choose the ticket it was merged into."), "into"
        )
    require_request(ticket, actor)
    require_request(into, actor)
    return _merge(actor, ticket, into, because)


def _merge(actor: Actor, ticket: Ticket, into: Ticket, because: Cause | None) -> Ticket:
    keys = list(Message.objects.filter(ticket=ticket).values_list("pk", flat=True))
    Message.objects.filter(pk__in=keys).update(ticket=into)
    solved, closed, was_open = ticket.solved_at, ticket.closed_at, ticket.is_open
    merged = Merged(
        into.pk,
        keys,
        ticket.status,
        solved.isoformat() if solved else None,
        closed.isoformat() if closed else None,
    )
    ticket.merged_into, ticket.status, ticket.closed_at = into, Status.CLOSED, clock.now()
    ticket.save(update_fields=["merged_into", "status", "closed_at"])
    summary.recount(ticket)
    summary.recount(into)
    settle(ticket, actor, merged, because=because)
    into = settle(into, actor, Absorbed(ticket.pk, keys), because=because)
    if was_open and not into.is_open:
        columns, opened = status_to(into, Status.OPEN, yields=True)
        summary.recount(into)
        into = settle(into, actor, opened, because=because, changed=columns)
    for person in _people(ticket):
        into = add_collaborator(actor=actor, ticket=into, person=person, because=because)
    return into


def _people(ticket: Ticket) -> list[Person]:
    return [ticket.requester, *(row.person for row in ticket.collaborators.select_related("person"))]
