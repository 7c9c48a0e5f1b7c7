"""Undoing split and merge: what goes back where.

"Exactly what was" means: every message returns to the ticket that it was on. Messages that came later stay with the
conversation they were written to: after an undone split those on the split-off ticket join the source (nothing may be
left in a ticket that no longer is one); after an undone merge those written to the merged ticket's thread go back with
it, all others stay where they are.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from opora.events.public import clock, record
from opora.people.public import Actor, Conflict
from opora.tickets import summary
from opora.tickets.kinds.relations import Returned
from opora.tickets.models import Message, Status, Ticket
from opora.tickets.verb import locked_pair

if TYPE_CHECKING:
    from opora.tickets.kinds.relations import Merged, Split


def give_back_split(happening: "Split", *, source: int, actor: Actor) -> None:
    """Everything on the split-off ticket returns; what remains of it is closed and points to the source."""
    origin, part = locked_pair(Ticket(pk=source), Ticket(pk=happening.into))
    if part.merged_into_id is not None or Ticket.objects.filter(merged_into=part).exists():
        raise Conflict("merged_since", _("The new ticket was merged since then. Undo that first."))
    Message.objects.filter(ticket=part).update(ticket=origin)
    Message.objects.filter(ticket=origin, thread=part.pk, pk__in=happening.messages).update(thread=origin.pk)
    _close(part, origin, actor)
    summary.recount(origin)
    summary.recount(part)


def give_back_merged(happening: "Merged", *, source: int, actor: Actor) -> None:
    """The merged ticket gets its messages, later ones of its thread and its status back."""
    part, survivor = locked_pair(Ticket(pk=source), Ticket(pk=happening.into))
    if part.merged_into_id != survivor.pk or survivor.merged_into_id is not None:
        raise Conflict(
            "changed_since", _("It was changed again since then, so this can't be undone by itself.")
        )
    Message.objects.filter(ticket=survivor, pk__in=happening.messages).update(ticket=part)
    Message.objects.filter(ticket=survivor, thread=part.pk).update(ticket=part)
    part.merged_into = None
    before, part.status = part.status, happening.status
    part.solved_at, part.closed_at = _moment(happening.solved_at), _moment(happening.closed_at)
    part.save(update_fields=["merged_into", "status", "solved_at", "closed_at"])
    record(Returned(survivor.pk, before, part.status), actor=actor, ticket=part.pk)
    summary.recount(part)
    summary.recount(survivor)


def _close(part: Ticket, into: Ticket, actor: Actor) -> None:
    before, part.status, part.merged_into = part.status, Status.CLOSED, into
    part.closed_at = clock.now()
    part.save(update_fields=["status", "merged_into", "closed_at"])
    record(Returned(into.pk, before, Status.CLOSED), actor=actor, ticket=part.pk)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
