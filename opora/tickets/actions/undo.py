"""The verb: take an act back."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _

from opora.events.models import Event
from opora.events.public import Cause, one_act, record
from opora.people.public import Actor, NotFound, Refusal
from opora.tickets import access, pipeline
from opora.tickets.kinds import ActUndone
from opora.tickets.models import Ticket


@one_act()
def undo(*, actor: Actor, ticket: Ticket, act: uuid.UUID, because: Cause | None = None) -> Ticket:
    """Takes back everything that was done in one act (see an event's `act`), on all tickets that it touched.

    The undoing is an act itself and can be undone. Refuses what left the desk (messages), what was changed again
    since, and what was taken back already. A staff note written in the act stays. Whoever put a ticket out of their
    own sight may take that back for a while, as long as nobody has done anything to it since.
    """
    events = list(Event.objects.filter(act=act).order_by("-id"))
    touched = sorted({event.ticket for event in events if event.ticket})
    if ticket.pk not in touched:
        raise NotFound("unknown_act", _("There is no such step on this ticket."))
    out_of_sight = _asked_for(actor, act, touched)
    if _is_undone(act, touched):
        raise Refusal("undone_already", _("This was taken back already."))
    back = _going_back(events)
    if not back:
        raise Refusal("not_undoable", _("This can't be taken back: it may have been read already."))
    with pipeline.undoing(), access.taking_back(out_of_sight):
        for event in back:
            event.happening.undo(event.ticket or 0, actor)
    for number in touched:
        record(ActUndone(str(act)), actor=actor, ticket=number, because=because)
    ticket.refresh_from_db()
    return ticket


def _asked_for(actor: Actor, act: uuid.UUID, touched: Collection[int]) -> list[int]:
    """Locks the tickets and asks permission for all; returns those that only this act's own doer may touch."""
    rows = list(Ticket.objects.select_for_update().filter(pk__in=touched).order_by("pk"))
    for row in rows:
        access.require(actor, row, "undo")
    out_of_sight = [row.pk for row in rows if not access.may(actor, row, "undo")]
    for number in out_of_sight:
        if Event.objects.filter(ticket=number).latest("id").act != act:
            raise access.unknown_ticket()
    return out_of_sight


def is_undoable(act: uuid.UUID) -> bool:
    """Whether the act is of a sort that can be taken back at all: what pages ask before they offer it."""
    return bool(_going_back(Event.objects.filter(act=act)))


def _going_back(events: Iterable[Event]) -> list[Event]:
    """The events that an undo takes back; none when one of them left the desk."""
    back = [event for event in events if event.ticket and not event.happening.lasting]
    return back if all(event.happening.undoable for event in back) else []


def _is_undone(act: uuid.UUID, touched: Collection[int]) -> bool:
    """Whether an undoing of the act is in force, that is, not undone itself."""
    told = Event.objects.filter(ticket__in=touched, kind=ActUndone.name).values_list("act", "data")
    undoers: defaultdict[str, set[str]] = defaultdict(set)
    for undoer, data in told:
        undoers[data["act"]].add(str(undoer))

    def undone(key: str) -> bool:
        return any(not undone(undoer) for undoer in undoers[key])

    return undone(str(act))
