"""The verb: leave an answer undelivered."""

from collections.abc import Sequence

from opora.events.public import Cause, clock, one_act, record
from opora.mail.models import OutgoingMail
from opora.mail.undelivered.kinds import LeftUndelivered
from opora.mail.undelivered.noting import unsettled
from opora.people.public import Actor
from opora.tickets.actions import note_undelivered, settle_undelivered
from opora.tickets.models import Message, Ticket
from opora.tickets.public import obtain


@one_act()
def leave_undelivered(*, actor: Actor, message: Message, because: Cause | None = None) -> Ticket:
    """Nothing more is done about the copies of this answer that did not arrive; the history keeps that they did not.

    Needs the right to reply. Can be undone. Nothing to leave: nothing happens.
    """
    ticket = obtain(actor, message.ticket_id, "reply")
    keys = [mail.pk for mail in unsettled([message.pk])]
    if not keys:
        return ticket
    OutgoingMail.objects.filter(pk__in=keys).update(settled_at=clock.now())
    record(LeftUndelivered(message.pk, keys), actor=actor, ticket=ticket.pk, because=because)
    return settle_undelivered(actor=actor, message=message, because=because)


def take_up_again(actor: Actor, message: int, mails: Sequence[int]) -> None:
    """The undoing."""
    OutgoingMail.objects.filter(pk__in=mails).update(settled_at=None)
    row = Message.objects.filter(pk=message).first()
    if row is not None and unsettled([message]):
        note_undelivered(actor=actor, message=row, reopens=False)
