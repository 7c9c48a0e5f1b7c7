"""Telling staff that an answer has not arrived yet, hours before it is given up."""

from datetime import timedelta

from django.db import transaction

from opora.events.public import clock, record
from opora.mail.kinds import Delayed
from opora.mail.models import OutgoingMail, OutgoingState, Purpose
from opora.people.public import Actor

LONG = timedelta(hours=4)
AT_ONCE = 200


def tell_delayed() -> int:
    """Notes on their tickets which answers have been trying to leave for four hours; each once. How many there were."""
    late = OutgoingMail.objects.filter(
        state=OutgoingState.QUEUED,
        purpose=Purpose.ANSWER,
        message__isnull=False,
        delayed_at=None,
        created_at__lt=clock.now() - LONG,
    ).exclude(reason="")
    return sum(_tell(key) for key in late.order_by("id").values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _tell(key: int) -> bool:
    mail = OutgoingMail.objects.select_related("message").get(pk=key)
    still = OutgoingMail.objects.filter(pk=key, state=OutgoingState.QUEUED, delayed_at=None)
    if mail.message is None or not still.update(delayed_at=clock.now()):
        return False
    happening = Delayed(mail.pk, mail.person_id, mail.reason)
    record(happening, actor=Actor.system(), ticket=mail.message.ticket_id)
    return True
