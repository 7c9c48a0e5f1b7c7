"""Noting how the carrying of a mail went: sent, put off, given up, given back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from opora.events.public import clock, record
from opora.mail.kinds import NotDelivered
from opora.mail.models import OutgoingMail, OutgoingState, Purpose
from opora.mail.receiving.letter import whole
from opora.mail.sending.servers import standing
from opora.mail.sending.servers.route import Road
from opora.mail.sending.servers.smtp import NotSent
from opora.people.public import Actor

# Minutes until a mail is tried again; all in all five days (RFC 5321, 4.5.4.1).
RESTS = (1, 5, 15, 30, 60, 120, 240, 480, *[720] * 8, 480)


@transaction.atomic
def sent(mail: OutgoingMail, road: Road, known: standing.Standing) -> None:
    """The server has taken it over."""
    OutgoingMail.objects.filter(pk=mail.pk).update(
        details=_kept_details(mail),
        state=OutgoingState.SENT,
        sent_at=clock.now(),
        next_attempt_at=None,
        lease_until=None,
        owner="",
        failure="",
        reason="",
    )
    if known.failure:
        standing.note_free(road, known.failure)


@transaction.atomic
def put_off(mail: OutgoingMail, failure: NotSent) -> None:
    """Notes the failure and when to try again; what can't succeed becomes an event of the ticket."""
    rest = RESTS[mail.attempts - 1] if 0 < mail.attempts <= len(RESTS) else None
    is_over = failure.is_final or rest is None
    reason = failure.reason if failure.is_final or not is_over else "given_up"
    OutgoingMail.objects.filter(pk=mail.pk).update(
        details=_kept_details(mail) if is_over else mail.details,
        state=OutgoingState.FAILED if is_over else OutgoingState.QUEUED,
        reason=reason,
        failure=whole(failure.words),
        next_attempt_at=None if rest is None or is_over else clock.now() + timedelta(minutes=rest),
        lease_until=None,
        owner="",
    )
    ticket = mail.message.ticket_id if mail.message else None
    if is_over and ticket is not None:
        record(NotDelivered(mail.pk, mail.person_id, reason), actor=Actor.system(), ticket=ticket)


@transaction.atomic
def wait_for_road(mail: OutgoingMail, road: Road, failure: NotSent) -> None:
    """The server can't be reached or wants no mail of ours now: that is no attempt of this mail."""
    words = whole(failure.words)
    give_back(mail, reason=failure.reason, failure=words)
    standing.note_failure(road, failure.reason, words)


def give_back(mail: OutgoingMail, until: datetime | None = None, **values: object) -> None:
    """Nothing was tried: back to its place in the queue, as if it had not been taken; or until a moment."""
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=OutgoingState.QUEUED,
        attempts=F("attempts") - 1,
        next_attempt_at=until or mail.next_attempt_at,
        lease_until=None,
        owner="",
        **values,
    )


def _kept_details(mail: OutgoingMail) -> dict[str, object]:
    """What letters say lets people in: once they are sent or given up it is not kept."""
    return {} if mail.purpose == Purpose.LETTER else mail.details
