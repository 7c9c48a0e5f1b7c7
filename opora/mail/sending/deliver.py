"""Carrying one mail of the queue: claim it, hand it over, note how it went.

Between the server's “250 taken” and our note of it lies the one moment at which a crash leads to a second sending; it
has the same Message-ID, by which mail programs and servers know the copy for what it is.
"""

import logging
from collections.abc import Collection
from datetime import timedelta

from django.db.models import F, Q

from opora.events.public import clock
from opora.mail import owners
from opora.mail.models import OutgoingMail, OutgoingState
from opora.mail.sending import outcome
from opora.mail.sending.compose import NotComposed, compose
from opora.mail.sending.queueing import mailbox_of
from opora.mail.sending.servers import standing
from opora.mail.sending.servers.route import Route
from opora.mail.sending.servers.sessions import sessions
from opora.mail.sending.servers.smtp import NotSent

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=90)
RELATED = (
    "message__author", "message__ticket__department", "ticket__department", "ticket__brand",
    "mailbox__department__brand", "mailbox__out_server", "person", "answers",
)  # fmt: skip


def due_keys(limit: int = 50) -> list[int]:
    """What is to be carried now, oldest first: queued and due, or left lying by a process that is gone."""
    return [key for key, _mailbox in due(limit)]


def due(limit: int, without: Collection[int] = ()) -> list[tuple[int, int | None]]:
    """The same with the mailbox of each; none of the mailboxes `without`."""
    rows = OutgoingMail.objects.filter(_claimable()).order_by("next_attempt_at", "id")
    rows = rows.exclude(mailbox__in=standing.silent_mailboxes())
    if without:
        rows = rows.exclude(mailbox__in=without)
    return list(rows.values_list("pk", "mailbox_id")[:limit])


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
    try:
        return _carry(mail)
    except Exception as error:
        log.exception("Mail %s could not be put together", key)
        outcome.put_off(mail, NotSent("not_composed", f"{type(error).__name__}: {error}"))
        return False


def deliver_due() -> int:
    """Carries all that is due, one by one; returns how many were sent. For commands and tests."""
    count = sum(deliver(key) for key in due_keys(1000))
    sessions.close()
    return count


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


def _carry(mail: OutgoingMail) -> bool:
    if mail.mailbox is None and mail.ticket is not None:
        mail.mailbox = mailbox_of(mail.ticket)  # the desk may have got one since
    if mail.mailbox is None:
        outcome.put_off(mail, NotSent("no_mailbox", ""))
        return False
    route = Route.of(mail.mailbox)
    known = standing.standing(route.road)
    if not standing.may_try(route.road, known):
        outcome.give_back(mail, reason=known.failure)
        return False
    try:
        composed = compose(mail)
        turn = standing.take_turn(route)
        if turn is not None:
            outcome.give_back(mail, turn)
            return False
        sessions.send(route, composed)
    except NotComposed as failure:
        outcome.put_off(mail, NotSent(str(failure), "", is_final=str(failure) == "not_composed"))
    except NotSent as failure:
        if failure.concerns_route:
            outcome.wait_for_road(mail, route.road, failure)
        else:
            outcome.put_off(mail, failure)
    else:
        outcome.sent(mail, route.road, known)
        return True
    return False


def _claimable() -> Q:
    now = clock.now()
    waiting = Q(state=OutgoingState.QUEUED, next_attempt_at__lte=now)
    return waiting | Q(state=OutgoingState.SENDING, next_attempt_at__isnull=False, lease_until__lt=now)
