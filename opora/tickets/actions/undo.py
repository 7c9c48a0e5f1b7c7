"""The verb: take an act back."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.events.models import Event
from opora.events.public import Cause, one_act, record
from opora.people.public import Actor, NotFound, Refusal
from opora.tickets import access
from opora.tickets.kinds import ActUndone
from opora.tickets.models import Ticket


@transaction.atomic
def undo(*, actor: Actor, ticket: Ticket, act: uuid.UUID, because: Cause | None = None) -> Ticket:
    """Takes back everything that was done in one act (see an event's `act`), on all tickets that it touched.

    The undoing is an act itself and can be undone. Refuses what left the desk (messages), what was changed again
    since, and what was taken back already.
    """
    events = list(Event.objects.filter(act=act).order_by("-id"))
    touched = sorted({event.ticket for event in events if event.ticket})
    if ticket.pk not in touched:
        raise NotFound("unknown_act", _("There is no such step on this ticket."))
    for row in Ticket.objects.select_for_update().filter(pk__in=touched).order_by("pk"):
        access.require(actor, row, "undo")
    undone = set(
        Event.objects.filter(ticket__in=touched, kind=ActUndone.name).values_list("data__act", flat=True)
    )
    if str(act) in undone:
        raise Refusal("undone_already", _("This was taken back already."))
    for event in events:
        if event.ticket and not event.happening.undoable:
            raise Refusal("not_undoable", _("This can't be taken back: it may have been read already."))
    with one_act():
        for event in events:
            if event.ticket:
                event.happening.undo(event.ticket, actor)
        for number in touched:
            record(ActUndone(str(act)), actor=actor, ticket=number, because=because)
    ticket.refresh_from_db()
    return ticket
