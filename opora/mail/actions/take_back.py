"""The verb: take an answer back before it leaves."""

from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, clock, one_act
from opora.mail.models import OutgoingMail, OutgoingState, Purpose
from opora.people.public import Actor, NotFound
from opora.tickets.actions import withdraw
from opora.tickets.models import Draft, Message, Ticket
from opora.tickets.public import has_left, obtain


@one_act()
def take_back(*, actor: Actor, message: Message, because: Cause | None = None) -> Draft:
    """Stops the mails of an answer that waits to leave, and gives its words back as a draft of its author.

    For its author, and for whoever manages the department. Refused once a copy has left or is leaving: the mails are
    stopped by the same conditional update by which the postman takes them, so only one of the two can have them.
    """
    here = Message.objects.filter(pk=message.pk).first()
    if here is None:
        raise NotFound("unknown_message", _("There is no such message any more."))
    obtain(actor, here.ticket_id, "reply")
    # In the order in which verbs lock: the ticket, the message, then its mails. Nobody makes mails of it meanwhile.
    Ticket.objects.select_for_update().filter(pk=here.ticket_id).first()
    Message.objects.select_for_update().filter(pk=here.pk).first()
    _stop(here)
    return withdraw(actor=actor, message=here, because=because)


def _stop(message: Message) -> None:
    mails = OutgoingMail.objects.filter(message=message)
    mails.filter(state=OutgoingState.QUEUED, attempts=0, next_attempt_at__gt=clock.now()).delete()
    if mails.exists():
        raise has_left()
    # “It is solved”, which was to follow the answer.
    notices = OutgoingMail.objects.filter(
        ticket=message.ticket_id, purpose__in=[Purpose.SOLVED, Purpose.SURVEY]
    )
    waiting = notices.filter(state=OutgoingState.QUEUED, created_at__gte=message.at)
    waiting.filter(next_attempt_at__gt=clock.now()).delete()
