"""The verb: send an answer again that did not arrive."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, clock, record
from opora.mail.kinds import SentAgain
from opora.mail.models import OutgoingMail, OutgoingState
from opora.mail.sending.waking import wake
from opora.mail.undelivered.noting import settle_if_over
from opora.people.public import Actor, Refusal
from opora.tickets.public import obtain

FINISHED = {OutgoingState.FAILED, OutgoingState.BOUNCED}


@transaction.atomic
def send_again(*, actor: Actor, outgoing: OutgoingMail, because: Cause | None = None) -> OutgoingMail:
    """Puts a mail that failed or came back into the queue again, with the same Message-ID.

    It goes to the person's primary address of today, so a corrected address is used. Needs the right to reply. A mail
    that is on its way already stays as it is.
    """
    row = OutgoingMail.objects.select_for_update().get(pk=outgoing.pk)
    number = row.message.ticket_id if row.message else row.ticket_id
    if number is None:
        raise Refusal("no_ticket", _("The ticket of this mail is gone, so it can't be sent again."))
    obtain(actor, number, "reply")
    if row.state == OutgoingState.QUEUED and row.next_attempt_at is not None:
        OutgoingMail.objects.filter(pk=row.pk).update(next_attempt_at=clock.now())
    if row.state not in FINISHED:
        transaction.on_commit(wake)
        return row
    if row.person is not None and row.person.email:
        row.address = row.person.email
    row.state, row.attempts, row.next_attempt_at = OutgoingState.QUEUED, 0, clock.now()
    row.reason = row.failure = ""
    row.delayed_at = row.settled_at = None
    columns = [
        "state",
        "attempts",
        "next_attempt_at",
        "reason",
        "failure",
        "address",
        "delayed_at",
        "settled_at",
    ]
    row.save(update_fields=columns)
    record(SentAgain(row.pk, row.person_id), actor=actor, ticket=number, because=because)
    settle_if_over(actor, row.message, because)
    transaction.on_commit(wake)
    return row
