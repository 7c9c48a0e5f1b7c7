"""An IMAP folder: takes what is new in it, once, and touches a mail there only after it is kept here."""

import contextlib
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessageFlags

from opora.conf.database import durably
from opora.desk.models import AfterFetch, Mailbox, Security, SignIn
from opora.events.public import clock
from opora.mail.doors.failing import EXPECTED, failure_of
from opora.mail.models import FetchedMail, MailboxFolder
from opora.mail.oauth.sasl import sign_in_imap
from opora.mail.receiving.receive import receive

TIMEOUT = 60
AT_ONCE = 50
MOST_ATTEMPTS = 20
IDLE_SECONDS = 240
PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.PLAIN: 143}


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[BaseMailBox]:
    """The mailbox's folder, signed in. Raises FetchFailed, also for what breaks inside."""
    box: BaseMailBox | None = None
    try:
        box = connect(mailbox)
        sign_in(box, mailbox)
        box.folder.set(mailbox.folder or "INBOX")
        yield box
    except EXPECTED as error:
        raise failure_of(error) from error
    finally:
        if box is not None:
            with contextlib.suppress(*EXPECTED):
                box.logout()


def connect(mailbox: Mailbox, seconds: int = TIMEOUT) -> BaseMailBox:
    """A session that is not signed in yet."""
    port = mailbox.in_port or PORTS[Security(mailbox.in_security)]
    if mailbox.in_security == Security.TLS:
        return MailBox(mailbox.in_host, port, seconds, ssl_context=ssl.create_default_context())
    if mailbox.in_security == Security.STARTTLS:
        return MailBoxStartTls(mailbox.in_host, port, seconds, ssl_context=ssl.create_default_context())
    return MailBoxUnencrypted(mailbox.in_host, port, seconds)


def sign_in(box: BaseMailBox, mailbox: Mailbox) -> None:
    """Signs in, with a token or a password; names and passwords may be of any script."""
    login = mailbox.in_login or mailbox.address
    if mailbox.in_sign_in == SignIn.OAUTH:
        sign_in_imap(box.client, login, mailbox.pk)
        return
    plain = login.isascii() and mailbox.in_password.isascii()
    (box.login if plain else box.login_utf8)(login, mailbox.in_password, initial_folder=None)


def collect(box: BaseMailBox, mailbox: Mailbox, stop: threading.Event | None = None) -> int:
    """Takes what is new in the open folder; returns how many mails. Raises NotKept when they can't be kept here."""
    state = _seen_so_far(box, mailbox)
    _put_away_rest(box, mailbox, state)
    fresh, count = _fresh(box, mailbox, state), 0
    for start in range(0, len(fresh), AT_ONCE):
        some = fresh[start : start + AT_ONCE]
        for uid in some:
            count += _take(box, mailbox, state, uid)
        _put_away_rest(box, mailbox, state)
        if stop is not None and stop.is_set():
            break
    return count


def wait_for_more(box: BaseMailBox, stop: threading.Event) -> None:
    """IDLE until something happens in the folder, four minutes have passed, or `stop`."""
    before = list(box.client.untagged_responses.get("EXISTS", []))
    box.idle.start()  # type: ignore[no-untyped-call]
    try:
        # What came between our last look and IDLE was told while we entered it.
        if list(box.client.untagged_responses.get("EXISTS", [])) != before:
            return
        for _second in range(IDLE_SECONDS):
            if stop.is_set() or box.idle.poll(timeout=1):
                return
    finally:
        box.idle.stop()  # type: ignore[no-untyped-call]


def can_idle(box: BaseMailBox) -> bool:
    """Whether the server tells of new mail by itself."""
    return "IDLE" in box.client.capabilities


def _seen_so_far(box: BaseMailBox, mailbox: Mailbox) -> MailboxFolder:
    """The place in the folder. When the server has renumbered it (UIDVALIDITY), all is looked through again from two
    days before our last visit; what we have is recognised by its bytes."""
    state, _ = MailboxFolder.objects.get_or_create(mailbox=mailbox, name=mailbox.folder or "INBOX")
    validity, following = _number(box, "UIDVALIDITY"), _number(box, "UIDNEXT")
    if state.uid_validity == validity:
        return state
    known_before = state.uid_validity is not None
    visited = state.checked_at or clock.now()
    state.since = (visited - timedelta(days=2)).date() if known_before else None
    state.uid_validity, state.last_uid = validity, 0
    state.first_uid = following or max(map(int, box.uids("ALL")), default=0) + 1
    state.save(update_fields=["uid_validity", "last_uid", "first_uid", "since"])
    FetchedMail.objects.filter(folder=state).exclude(uid_validity=validity).delete()
    return state


def _number(box: BaseMailBox, code: str) -> int:
    _, data = box.client.response(code)
    return int(data[0]) if data and data[0] else 0


def _fresh(box: BaseMailBox, mailbox: Mailbox, state: MailboxFolder) -> list[int]:
    """UIDs to take now, ascending. Of what was there before us only the unread, unless we also clear the folder."""
    start = max(state.last_uid + 1, state.first_uid)
    # “n:*” always names the last mail, also when it is older than n.
    found = {int(uid) for uid in box.uids(f"UID {start}:*") if int(uid) >= start}
    if state.last_uid + 1 < state.first_uid:
        found |= {int(uid) for uid in box.uids(_older(mailbox, state))}
    again = FetchedMail.objects.filter(folder=state, uid_validity=state.uid_validity or 0, is_taken=False)
    _forget_gone(box, again)
    retried = {int(uid) for uid in again.filter(attempts__lt=MOST_ATTEMPTS).values_list("uid", flat=True)}
    return sorted({uid for uid in found if uid > state.last_uid} | retried)


def _forget_gone(box: BaseMailBox, again: QuerySet[FetchedMail]) -> None:
    """Mails that could not be read and that somebody has since deleted or moved there are nobody's trouble any more."""
    uids = list(again.values_list("uid", flat=True))
    if uids:
        there = set(box.uids(f"UID {','.join(uids)}"))
        again.filter(uid__in=[uid for uid in uids if uid not in there]).delete()


def _older(mailbox: Mailbox, state: MailboxFolder) -> str:
    if mailbox.after_fetch != AfterFetch.SEEN:
        return "ALL"
    return f"OR UNSEEN SINCE {state.since:%d-%b-%Y}" if state.since else "UNSEEN"


def _take(box: BaseMailBox, mailbox: Mailbox, state: MailboxFolder, uid: int) -> int:
    """Keeps one mail and our place in one transaction; a mail the server can't give is noted and tried again later."""
    raw = _read(box, uid)
    with durably(), transaction.atomic():
        place: dict[str, Any] = {
            "mailbox": mailbox,
            "folder": state,
            "uid_validity": state.uid_validity or 0,
            "uid": str(uid),
        }
        if raw is None:
            row, _ = FetchedMail.objects.get_or_create(**place, defaults={"is_taken": False})
            FetchedMail.objects.filter(pk=row.pk).update(attempts=row.attempts + 1)
        else:
            receive(raw, source="imap", mailbox=mailbox)
            FetchedMail.objects.update_or_create(**place, defaults={"is_taken": True})
        if uid > state.last_uid:
            state.last_uid = uid
            state.save(update_fields=["last_uid"])
    return 0 if raw is None else 1


def _read(box: BaseMailBox, uid: int) -> bytes | None:
    answer, data = box.client.uid("FETCH", str(uid), "(BODY.PEEK[])")
    if answer != "OK":
        return None
    return next((bytes(part[1]) for part in data if isinstance(part, tuple) and len(part) > 1), b"") or None


def _put_away_rest(box: BaseMailBox, mailbox: Mailbox, state: MailboxFolder) -> None:
    """Marks, moves or deletes on the server what is kept here. What this breaks at is done at the next visit."""
    taken = FetchedMail.objects.filter(folder=state, uid_validity=state.uid_validity or 0, is_taken=True)
    uids = list(taken.values_list("uid", flat=True))
    if uids:
        _put_away(box, mailbox, uids)
        taken.filter(uid__in=uids).delete()


def _put_away(box: BaseMailBox, mailbox: Mailbox, uids: Sequence[str]) -> None:
    if mailbox.after_fetch == AfterFetch.DELETE:
        box.delete(uids)
    elif mailbox.after_fetch == AfterFetch.MOVE and mailbox.move_to:
        if not box.folder.exists(mailbox.move_to):
            box.folder.create(mailbox.move_to)
        box.move(uids, mailbox.move_to)
    else:
        box.flag(uids, MailMessageFlags.SEEN, True)
