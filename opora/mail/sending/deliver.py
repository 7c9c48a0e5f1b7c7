"""Carrying one mail of the queue: claim it, hand it over, note how it went.

Between the server's “250 taken” and our note of it lies the one moment at which a crash leads to a second sending; it
has the same Message-ID, by which mail programs and servers know the copy for what it is.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from opora.events.public import clock, record
from opora.mail import owners
from opora.mail.kinds import NotDelivered
from opora.mail.models import MailboxState, OutgoingMail, OutgoingState, Purpose
from opora.mail.receiving.letter import whole
from opora.mail.sending.compose import NotComposed, compose
from opora.mail.sending.queueing import mailbox_of
from opora.mail.sending.smtp import NotSent, Route, send
from opora.people.public import Actor

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=90)
# How long the others of a mailbox wait when one has met a silent server.
SILENCE = timedelta(minutes=5)
RESTS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440)]
RELATED = (
    "message__author", "message__ticket__department", "ticket__department", "ticket__brand",
    "mailbox__department__brand", "person", "answers",
)  # fmt: skip


def due_keys(limit: int = 50) -> list[int]:
    """What is to be carried now, oldest first: queued and due, or left lying by a process that is gone."""
    rows = OutgoingMail.objects.filter(_claimable()).order_by("next_attempt_at", "id")
    return list(rows.values_list("pk", flat=True)[:limit])


def deliver(key: int) -> bool:
    """Carries one mail if nobody else is about it; whether it was sent. Never raises."""
    claimed = OutgoingMail.objects.filter(_claimable(), pk=key).update(
        state=OutgoingState.SENDING,
        owner=owners.own(),
        lease_until=clock.now() + LEASE,
        attempts=F("attempts") + 1,
    )
    if not claimed:
        return False
    mail = OutgoingMail.objects.select_related(*RELATED).get(pk=key)
    if mail.mailbox is None and mail.ticket is not None:
        mail.mailbox = mailbox_of(mail.ticket)  # the desk may have got one since
    try:
        composed = compose(mail)
        assert mail.mailbox is not None
        send(Route.of(mail.mailbox), composed)
    except NotSent as failure:
        _put_off(mail, failure)
    except NotComposed as failure:
        _put_off(mail, NotSent(str(failure), "", is_final=str(failure) == "not_composed"))
    except Exception as error:
        log.exception("Mail %s could not be put together", key)
        _put_off(mail, NotSent("not_composed", f"{type(error).__name__}: {error}"))
    else:
        _done(mail)
        return True
    return False


def deliver_due() -> int:
    """Carries all that is due, one by one; returns how many were sent. For commands and tests."""
    return sum(deliver(key) for key in due_keys(1000))


def renew(keys: list[int]) -> None:
    """Says that this process is still about these mails."""
    mine = OutgoingMail.objects.filter(pk__in=keys, owner=owners.own(), state=OutgoingState.SENDING)
    mine.update(lease_until=clock.now() + LEASE)


def release_of_the_dead() -> None:
    """What processes of this machine were about when they were killed need not wait for its lease to run out."""
    left = OutgoingMail.objects.filter(state=OutgoingState.SENDING, next_attempt_at__isnull=False)
    gone = [owner for owner in left.values_list("owner", flat=True).distinct() if owners.is_gone(owner)]
    if gone:
        left.filter(owner__in=gone).update(lease_until=clock.now())


def _claimable() -> Q:
    now = clock.now()
    waiting = Q(state=OutgoingState.QUEUED, next_attempt_at__lte=now)
    return waiting | Q(state=OutgoingState.SENDING, next_attempt_at__isnull=False, lease_until__lt=now)


@transaction.atomic
def _done(mail: OutgoingMail) -> None:
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
    state = MailboxState.objects.filter(mailbox=mail.mailbox).exclude(out_failure="").first()
    if state is not None:
        _road_is_free(state)


def _kept_details(mail: OutgoingMail) -> dict[str, object]:
    """What letters say lets people in: once they are sent or given up it is not kept."""
    return {} if mail.purpose == Purpose.LETTER else mail.details


def _road_is_free(state: MailboxState) -> None:
    """The server works again: what waited for it, perhaps for hours to come, leaves now."""
    waiting = OutgoingMail.objects.filter(mailbox=state.mailbox, state=OutgoingState.QUEUED)
    waiting.filter(reason=state.out_failure).update(next_attempt_at=clock.now())
    state.out_failure = state.out_words = ""
    state.save(update_fields=["out_failure", "out_words"])


@transaction.atomic
def _put_off(mail: OutgoingMail, failure: NotSent) -> None:
    """Notes the failure and when to try again; what can't succeed becomes an event of the ticket."""
    rest = RESTS[mail.attempts - 1] if 0 < mail.attempts <= len(RESTS) else None
    is_over = failure.is_final or rest is None
    next_at = None if rest is None or is_over else clock.now() + rest
    reason = failure.reason if failure.is_final or not is_over else "given_up"
    OutgoingMail.objects.filter(pk=mail.pk).update(
        details=_kept_details(mail) if is_over else mail.details,
        state=OutgoingState.FAILED if is_over else OutgoingState.QUEUED,
        reason=reason,
        failure=whole(failure.words),
        next_attempt_at=next_at,
        lease_until=None,
        owner="",
    )
    if failure.concerns_route and mail.mailbox is not None:
        _note_route(mail, failure)
        if next_at is not None:
            # The others would wait for the same silence, one after the other; but not as long as an old mail rests.
            queued = OutgoingMail.objects.filter(mailbox=mail.mailbox, state=OutgoingState.QUEUED)
            soon = min(next_at, clock.now() + SILENCE)
            queued.filter(next_attempt_at__lt=soon).update(next_attempt_at=soon, reason=reason)
    ticket = mail.message.ticket_id if mail.message else None
    if is_over and ticket is not None:
        record(NotDelivered(mail.pk, mail.person_id, reason), actor=Actor.system(), ticket=ticket)


def _note_route(mail: OutgoingMail, failure: NotSent) -> None:
    words = {"out_failure": failure.reason, "out_words": whole(failure.words), "out_failed_at": clock.now()}
    MailboxState.objects.update_or_create(mailbox=mail.mailbox, defaults=words)
