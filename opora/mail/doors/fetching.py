"""The service “mailboxes”: one thread for each mailbox to fetch, started and stopped as the desk is set up."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import close_old_connections, connection
from django.db.models import Q

from opora.desk.models import Incoming, Mailbox
from opora.events.public import clock
from opora.mail import owners
from opora.mail.doors import imap, pop3
from opora.mail.doors.failing import FetchFailed
from opora.mail.doors.visits.visit import Visit
from opora.mail.models import IncomingMail, IncomingState, MailboxState
from opora.mail.raw import NotKept
from opora.mail.receiving.letter import whole

log = logging.getLogger(__name__)
LOOK_SECONDS = 5.0
POLL_SECONDS = 30.0
NOTE_SECONDS = 60.0
FIRST_REST, LONGEST_REST = 1.0, 300.0
LEASE = timedelta(minutes=8)
# Mails of one mailbox that may wait to be taken in. More stay on their server, where they are as safe: what comes by
# another mailbox or at the door meanwhile has at most so many before it.
MOST_WAITING = 200
CONFIGURED = (
    "incoming", "in_host", "in_port", "in_security", "in_login", "in_sealed", "in_sign_in", "sign_in_app_id", "folder",
    "more_folders", "first_visit", "after_fetch", "move_to",
)  # fmt: skip


@dataclass(frozen=True)
class Fetched:
    """How fetching one mailbox went: how many mails came, or why none could."""

    mailbox: Mailbox
    count: int
    failure: FetchFailed | None = None


class Rest:
    """How long to rest before the next attempt: short after a connection that was well, ever longer after others."""

    def __init__(self) -> None:
        self.failures = 0

    def well(self) -> None:
        """A visit has gone well."""
        self.failures = 0

    def next(self) -> float:
        """Seconds; counts the failure."""
        self.failures += 1
        return float(min(FIRST_REST * 2 ** (self.failures - 1), LONGEST_REST))


def run(stop: threading.Event) -> None:
    """Until `stop`: follows every active mailbox that is fetched, each in a thread of its own."""
    followers: dict[tuple[Any, ...], tuple[threading.Thread, threading.Event]] = {}
    while not stop.is_set():
        close_old_connections()
        wanted = {_fingerprint(mailbox): mailbox.pk for mailbox in to_fetch()}
        for key in [key for key in followers if key not in wanted or not followers[key][0].is_alive()]:
            followers.pop(key)[1].set()
        for key, pk in wanted.items():
            if key not in followers:
                followers[key] = _start(pk)
        stop.wait(LOOK_SECONDS)
    for _thread, own_stop in followers.values():
        own_stop.set()
    for thread, _own_stop in followers.values():
        thread.join(3.0)


def fetch_all() -> list[Fetched]:
    """Fetches every mailbox once, now; for the command. What is being followed elsewhere is fetched all the same."""
    return [fetch_once(mailbox) for mailbox in to_fetch()]


def fetch_once(mailbox: Mailbox) -> Fetched:
    """Fetches one mailbox once and notes on its state how it went."""
    try:
        if mailbox.incoming == Incoming.POP3:
            count, trouble = pop3.fetch(mailbox), None
        else:
            with imap.opened(mailbox) as box:
                visit = Visit(box, mailbox)
                count, trouble = visit.take_all(), visit.trouble
    except FetchFailed as failure:
        note(mailbox, failure)
        return Fetched(mailbox, 0, failure)
    note(mailbox, trouble)
    return Fetched(mailbox, count, trouble)


def to_fetch() -> list[Mailbox]:
    """Active mailboxes whose mail does not come by itself."""
    fetched = Mailbox.objects.select_related("department", "grant").filter(is_active=True)
    return list(fetched.filter(incoming__in=[Incoming.IMAP, Incoming.POP3]))


def follow(pk: int, stop: threading.Event) -> None:
    """One mailbox until `stop`; failures are noted on its state, and the rests between attempts double."""
    rest = Rest()
    while not stop.is_set():
        try:
            mailbox = Mailbox.objects.get(pk=pk)
            if not _lease(mailbox):
                stop.wait(POLL_SECONDS)
                continue
            _stay(mailbox, stop, rest.well)
        except FetchFailed as failure:
            # A connection that was well and broke is made again at once; only if that fails too is it a failure.
            if rest.failures or failure.reason not in {"interrupted", "no_connection"}:
                note(mailbox, failure)
        except NotKept as problem:
            note(mailbox, FetchFailed("not_kept", str(problem)))
        except Exception:
            log.exception("Following mailbox %s failed", pk)
            connection.close()
        if not stop.is_set():
            stop.wait(rest.next())
    MailboxState.objects.filter(mailbox=pk, owner=owners.own()).update(owner="", lease_until=None)


def note(mailbox: Mailbox, failure: FetchFailed | None) -> None:
    """How the last visit went, on the mailbox's state."""
    state, _ = MailboxState.objects.get_or_create(mailbox=mailbox)
    if failure is None:
        state.checked_at, state.in_failure, state.in_words, state.in_failures = clock.now(), "", "", 0
        state.in_failed_at = None
    else:
        state.in_failure, state.in_words = failure.reason, whole(failure.words)
        state.in_failures += 1
        state.in_failed_at = state.in_failed_at or clock.now()
    state.save(update_fields=["checked_at", "in_failure", "in_words", "in_failures", "in_failed_at"])


def has_room(mailbox: Mailbox) -> bool:
    """Whether more of this mailbox's mails may be fetched, or those that are here should be taken in first."""
    waiting = IncomingMail.objects.filter(
        next_attempt_at__lte=clock.now(), mailbox=mailbox, state=IncomingState.KEPT
    )
    return waiting[:MOST_WAITING].count() < MOST_WAITING


def _stay(mailbox: Mailbox, stop: threading.Event, well: Callable[[], None]) -> None:
    """Fetches and waits for more, in one session as long as it lasts."""
    if mailbox.incoming == Incoming.POP3:
        while not stop.is_set() and _lease(mailbox):
            more = has_room(mailbox) and pop3.fetch_some(mailbox)[1]
            note(mailbox, None)
            well()
            stop.wait(1.0 if more or not has_room(mailbox) else POLL_SECONDS)
        return
    with imap.opened(mailbox) as box:
        visit, noted = Visit(box, mailbox), 0.0
        while not stop.is_set() and _lease(mailbox):
            close_old_connections()
            busy = _no_room(mailbox, visit, stop) or visit.take_some()[1]
            if not busy or time.monotonic() - noted > NOTE_SECONDS:
                note(mailbox, visit.trouble)
                noted = time.monotonic()
            if not busy:
                well()
                visit.wait(stop)


def _no_room(mailbox: Mailbox, visit: Visit, stop: threading.Event) -> bool:
    """Waits a while where there is no room, long enough ago that the server hears of us again."""
    end = time.monotonic() + POLL_SECONDS
    if has_room(mailbox):
        return False
    while not has_room(mailbox) and not stop.is_set() and time.monotonic() < end:
        stop.wait(0.2)
    visit.box.client.noop()
    return True


def _lease(mailbox: Mailbox) -> bool:
    """Whether this process follows the mailbox: of several workers one does, and another if it dies."""
    state, _ = MailboxState.objects.get_or_create(mailbox=mailbox)
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=clock.now()) | Q(owner=owners.own())
    if owners.is_gone(state.owner):
        free |= Q(owner=state.owner)
    mine = MailboxState.objects.filter(free, mailbox=mailbox)
    return bool(mine.update(owner=owners.own(), lease_until=clock.now() + LEASE))


def _start(pk: int) -> tuple[threading.Thread, threading.Event]:
    own_stop = threading.Event()
    thread = threading.Thread(target=_follow, args=(pk, own_stop), name=f"mailbox {pk}", daemon=True)
    thread.start()
    return thread, own_stop


def _follow(pk: int, stop: threading.Event) -> None:
    try:
        follow(pk, stop)
    finally:
        connection.close()


def _fingerprint(mailbox: Mailbox) -> tuple[Any, ...]:
    """What makes a follower begin anew; a fresh sign-in among it."""
    grant = getattr(mailbox, "grant", None)
    granted = grant.granted_at if grant else None
    return (mailbox.pk, granted, *(str(getattr(mailbox, name)) for name in CONFIGURED))
