"""Undoing split, merge and status: what goes back where.

"Exactly what was" means: every message returns to the ticket and the thread that it was on. Messages that came later
stay with the conversation they were written to: after an undone split those on the split-off ticket join the source
(nothing may be left in a ticket that no longer is one); after an undone merge those written to the threads that the
merged ticket had brought go back with it, all others stay where they are. What was split off from the survivor in
between stays split off. Undoing the undo splits or merges again, with what is there then.
"""

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from opora.events.public import clock, record
from opora.people.public import Actor, Conflict
from opora.tickets import summary
from opora.tickets.kinds.properties import StatusChanged
from opora.tickets.kinds.relations import Returned, Split, SplitOff
from opora.tickets.models import Message, Status, Ticket
from opora.tickets.verb import allowed, locked_pair, settle

if TYPE_CHECKING:
    from opora.tickets.kinds.relations import Merged


def give_back_status(happening: StatusChanged, *, source: int, actor: Actor) -> None:
    """The status before, with the moments and the count of reopenings that went with it."""
    ticket = allowed(actor, Ticket(pk=source), "change")
    if ticket.merged_into_id is not None:
        raise _changed_since()
    now = StatusChanged(
        ticket.status, happening.before, _iso(ticket.solved_at), _iso(ticket.closed_at), ticket.reopened
    )
    ticket.status = Status(happening.before)
    ticket.solved_at, ticket.closed_at = _moment(happening.solved_before), _moment(happening.closed_before)
    if happening.reopened_before is not None:
        ticket.reopened = happening.reopened_before
    summary.recount(ticket)
    settle(ticket, actor, now, changed=("status", "solved_at", "closed_at", "reopened"))


def give_back_split(happening: Split, *, source: int, actor: Actor) -> None:
    """Everything on the split-off ticket returns; what remains of it is closed and points to the source."""
    origin, part = locked_pair(Ticket(pk=source), Ticket(pk=happening.into))
    if part.merged_into_id is not None or Ticket.objects.filter(merged_into=part).exists():
        raise Conflict("merged_since", _("The new ticket was merged since then. Undo that first."))
    if origin.merged_into_id is not None:
        raise Conflict("merged_since", _("This ticket was merged since then. Undo that first."))
    returning = list(Message.objects.filter(ticket=part).values_list("pk", flat=True))
    Message.objects.filter(pk__in=returning).update(ticket=origin)
    for thread, keys in _by_thread(happening, origin).items():
        Message.objects.filter(ticket=origin, thread=part.pk, pk__in=keys).update(thread=thread)
    before, part.status, part.merged_into = part.status, Status.CLOSED, origin
    part.closed_at = clock.now()
    part.save(update_fields=["status", "merged_into", "closed_at"])
    record(Returned(origin.pk, before, Status.CLOSED, "split", returning), actor=actor, ticket=part.pk)
    summary.recount(origin)
    summary.recount(part)


def split_again(happening: Returned, *, part: int, actor: Actor) -> None:
    """The redo of a split: the messages that went back come off again, into the same ticket."""
    origin, again = locked_pair(Ticket(pk=happening.other), Ticket(pk=part))
    moving = Message.objects.filter(ticket=origin, pk__in=happening.messages)
    threads = {str(key): thread for key, thread in moving.values_list("pk", "thread")}
    stays = Message.objects.filter(ticket=origin).exclude(pk__in=happening.messages).exists()
    if again.merged_into_id != origin.pk or origin.merged_into_id is not None or not threads or not stays:
        raise _changed_since()
    keys = [int(key) for key in threads]
    Message.objects.filter(pk__in=keys).update(ticket=again, thread=again.pk)
    again.merged_into, again.closed_at, again.status = None, None, Status(happening.status_before)
    again.save(update_fields=["merged_into", "closed_at", "status"])
    record(Split(again.pk, keys, threads), actor=actor, ticket=origin.pk)
    record(SplitOff(origin.pk, keys), actor=actor, ticket=again.pk)
    summary.recount(origin)
    summary.recount(again)


def give_back_merged(happening: "Merged", *, source: int, actor: Actor) -> None:
    """The merged ticket gets its messages, later ones of its threads and its status back."""
    part, survivor = locked_pair(Ticket(pk=source), Ticket(pk=happening.into))
    if part.merged_into_id != survivor.pk or survivor.merged_into_id is not None:
        raise _changed_since()
    Message.objects.filter(ticket=survivor, pk__in=happening.messages).update(ticket=part)
    Message.objects.filter(ticket=survivor, thread__in=_threads_of(part)).update(ticket=part)
    part.merged_into = None
    before, part.status = part.status, happening.status
    part.solved_at, part.closed_at = _moment(happening.solved_at), _moment(happening.closed_at)
    part.save(update_fields=["merged_into", "status", "solved_at", "closed_at"])
    record(Returned(survivor.pk, before, part.status), actor=actor, ticket=part.pk)
    summary.recount(part)
    summary.recount(survivor)


def merge_again(happening: Returned, *, part: int, actor: Actor) -> None:
    """The redo of a merge."""
    from opora.tickets.actions import merge

    again, survivor = locked_pair(Ticket(pk=part), Ticket(pk=happening.other))
    merge(actor=actor, ticket=again, into=survivor)


def _threads_of(part: Ticket) -> set[int]:
    """The thread of this ticket and of all that were merged into it, or into those."""
    threads: set[int] = set()
    found = {part.pk}
    while found:
        threads |= found
        found = set(Ticket.objects.filter(merged_into__in=found).values_list("pk", flat=True)) - threads
    return threads


def _by_thread(happening: Split, origin: Ticket) -> dict[int, list[int]]:
    threads: defaultdict[int, list[int]] = defaultdict(list)
    for key in happening.messages:
        threads[happening.threads.get(str(key), origin.pk)].append(key)
    return threads


def _changed_since() -> Conflict:
    return Conflict("changed_since", _("It was changed again since then, so this can't be undone by itself."))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
