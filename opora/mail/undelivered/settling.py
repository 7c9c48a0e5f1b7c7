"""What the verbs about undelivered answers share: the row as it is now, and whether the actor may decide."""

from django.utils.translation import gettext_lazy as _

from opora.mail.models import OutgoingMail
from opora.mail.undelivered.noting import LOST
from opora.people.public import Actor, Conflict, Refusal
from opora.tickets.models import Message
from opora.tickets.public import obtain


def lost_row(actor: Actor, outgoing: OutgoingMail) -> tuple[OutgoingMail, Message]:
    """The row, locked, and its message. Needs the right to reply; refuses a mail that is on its way or arrived."""
    row = OutgoingMail.objects.select_for_update().get(pk=outgoing.pk)
    message = row.message
    if message is None:
        raise Refusal("no_ticket", _("The message of this mail is gone, so it can't be sent again."))
    obtain(actor, message.ticket_id, "reply")
    if row.state not in LOST:
        raise Conflict("not_lost", _("This mail is on its way, or has arrived: there is nothing to settle."))
    return row, message
