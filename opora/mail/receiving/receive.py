"""The first step of every mail, whatever door it came through: keep it durably, understand nothing yet."""

import hashlib
import threading

from django.db import DatabaseError, IntegrityError, transaction

from opora.conf.database import durably
from opora.desk.models import Mailbox
from opora.events.public import clock
from opora.mail import raw as folder
from opora.mail.models import IncomingMail, IncomingState
from opora.mail.raw import NotKept

ONCE = {"imap", "pop3", "http", "mailgun", "postmark", "sendgrid"}
# Set when a mail was kept in this process: the intake here need not wait for its next look.
arrived = threading.Event()


def receive(
    raw: bytes,
    *,
    source: str,
    mailbox: Mailbox | None,
    envelope_from: str | None = None,
    envelope_to: str = "",
    peer: str | None = None,
    peer_name: str = "",
) -> IncomingMail:
    """Keeps a raw mail: the file first, then the row. Raises NotKept: then nothing was taken over.

    The same bytes at the same mailbox again are a row in state duplicate, for the record. `envelope_from`: None when
    nobody said, "" for the null sender. `peer`: the address of the machine that brought it; `peer_name`: its HELO.
    """
    digest = folder.keep(raw)
    row = IncomingMail(
        source=source,
        mailbox=mailbox,
        digest=digest,
        kept_once=_once(digest, mailbox, raw, source),
        size=len(raw),
        envelope_from=None if envelope_from is None else clean(envelope_from, 254),
        envelope_to=clean(envelope_to, 254),
        peer=peer,
        peer_name=clean(peer_name, 255),
        received_at=clock.now(),
        next_attempt_at=clock.now(),
    )
    try:
        with durably():
            _save(row)
    except DatabaseError as error:
        raise NotKept(f"The mail could not be noted in the database: {error}") from error
    transaction.on_commit(arrived.set)
    return row


def clean(text: str, length: int) -> str:
    """Text that any database takes: one line, no NUL, no lone surrogates, not too long."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join(whole.replace("\x00", "").split())[:length]


def _save(row: IncomingMail) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        row.kept_once, row.state, row.reason, row.next_attempt_at = (
            None,
            IncomingState.DUPLICATE,
            "twice",
            None,
        )
        row.save(force_insert=True)


def _once(digest: str, mailbox: Mailbox | None, raw: bytes, source: str) -> str | None:
    """What only the first copy has. A mail without Message-ID may honestly come twice, but not out of a mailbox, nor
    from a service, which says it again when our answer was lost."""
    head = raw[:100_000].replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower()
    has_id = head.startswith(b"message-id:") or b"\nmessage-id:" in head
    if not has_id and source not in ONCE:
        return None
    return hashlib.sha256(f"{mailbox.pk if mailbox else 0}:{digest}".encode()).hexdigest()
