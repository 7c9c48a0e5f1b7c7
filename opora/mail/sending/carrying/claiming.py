"""Taking mails out of the queue: this process says that it is about them, and reads all that is needed to carry them.

Some at a time, because reading twenty costs little more than reading one.
"""

import logging
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import F, Q, prefetch_related_objects

from opora.desk.models import Mailbox
from opora.events.public import clock
from opora.mail import owners
from opora.mail.models import OutgoingMail, OutgoingState
from opora.mail.sending.queueing import mailbox_of
from opora.mail.sending.servers import standing
from opora.mail.sending.servers.route import Road, Route

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=90)
FRESH_SECONDS = 1.0
RELATED = (
    "mailbox__department__brand", "mailbox__out_server", "ticket__department", "ticket__brand", "ticket__requester",
    "message__author", "message__attachments__blob", "person", "answers",
)  # fmt: skip


@dataclass
class Claimed:
    """A mail that this process is about now, its way, and how that stood a moment ago. No `route`: no mailbox."""

    mail: OutgoingMail
    route: Route | None
    known: standing.Standing
    read_at: float = field(default_factory=time.monotonic)


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


def claim(keys: Sequence[int]) -> list[Claimed]:
    """Those of these mails that nobody else is about, oldest first; they are this process's now."""
    until = clock.now() + LEASE
    mine = {
        "state": OutgoingState.SENDING, "owner": owners.own(), "lease_until": until, "attempts": F("attempts") + 1,
    }  # fmt: skip
    if not keys or not OutgoingMail.objects.filter(_claimable(), pk__in=keys).update(**mine):
        return []
    # To the microsecond: what another had claimed before has another end of its lease.
    won = OutgoingMail.objects.filter(pk__in=keys, owner=owners.own(), lease_until=until)
    mails = list(won.filter(state=OutgoingState.SENDING).order_by("next_attempt_at", "pk"))
    prefetch_related_objects(mails, *RELATED)
    return _with_routes(mails)


def afresh(claimed: Claimed) -> Claimed:
    """The same mail as it is now, if it was read a while ago: meanwhile its message may have been taken back."""
    if time.monotonic() - claimed.read_at < FRESH_SECONDS:
        return claimed
    mails = list(OutgoingMail.objects.filter(pk=claimed.mail.pk))
    prefetch_related_objects(mails, *RELATED)
    return next(iter(_with_routes(mails)), claimed)


def renew(keys: Iterable[int]) -> None:
    """Says that this process is still about these mails."""
    mine = OutgoingMail.objects.filter(pk__in=keys, owner=owners.own(), state=OutgoingState.SENDING)
    mine.update(lease_until=clock.now() + LEASE)


def release_of_the_dead() -> None:
    """What processes of this machine were about when they were killed need not wait for its lease to run out."""
    left = OutgoingMail.objects.filter(state=OutgoingState.SENDING, next_attempt_at__isnull=False)
    gone = [owner for owner in left.values_list("owner", flat=True).distinct() if owners.is_gone(owner)]
    if gone:
        left.filter(owner__in=gone).update(lease_until=clock.now())


def _with_routes(mails: list[OutgoingMail]) -> list[Claimed]:
    routes: dict[int, Route] = {}
    stands: dict[Road, standing.Standing] = {}
    made = []
    for mail in mails:
        if mail.message is not None and mail.message.ticket_id == mail.ticket_id and mail.ticket is not None:
            mail.message.ticket = mail.ticket
        if mail.mailbox is None and mail.ticket is not None:
            mail.mailbox = mailbox_of(mail.ticket)  # the desk may have got one since
        route = _route_of(mail.mailbox, routes)
        if route is not None and route.road not in stands:
            stands[route.road] = standing.standing(route.road)
        made.append(Claimed(mail, route, stands[route.road] if route else standing.Standing()))
    return made


def _route_of(mailbox: Mailbox | None, known: dict[int, Route]) -> Route | None:
    if mailbox is None:
        return None
    if mailbox.pk not in known:
        known[mailbox.pk] = Route.of(mailbox)
    return known[mailbox.pk]


def _claimable() -> Q:
    now = clock.now()
    waiting = Q(state=OutgoingState.QUEUED, next_attempt_at__lte=now)
    return waiting | Q(state=OutgoingState.SENDING, next_attempt_at__isnull=False, lease_until__lt=now)
