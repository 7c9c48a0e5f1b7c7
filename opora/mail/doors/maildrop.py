"""What is new in a POP3 server's maildrop (RFC 1939), while signed in."""

import hashlib
import poplib
import time
from datetime import timedelta

from django.db import transaction

from opora.conf.database import durably
from opora.desk.models import AfterFetch, Mailbox
from opora.events.public import clock
from opora.mail import raw as raw_mails
from opora.mail.models import FetchedMail, IncomingMail
from opora.mail.receiving.receive import receive
from opora.mail.settings import MAIL_MEGABYTES

IN_ONE_SESSION = 200
HEADER_BYTES = 1_000_000
MOST_ATTEMPTS = 20
RESTS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440)]
# A maildrop as large as at the last look is not listed again before this time is over.
LOOK_SECONDS = 600.0
_looked: dict[tuple[object, ...], tuple[tuple[int, int], float]] = {}


class TooMuch(Exception):
    """The mail goes on beyond what the server said."""


class Maildrop:
    """One session's look into it. Mails are known by their UIDL, where the server has none by their header."""

    def __init__(self, box: poplib.POP3, mailbox: Mailbox) -> None:
        self.box, self.mailbox = box, mailbox
        self.limit = MAIL_MEGABYTES.get() * 1024 * 1024

    def take_some(self) -> tuple[int, bool]:
        """Takes what is new, some hundred at most; how many, and whether there is more."""
        stat = self.box.stat()
        which = self.mailbox
        key = (which.pk, which.in_host, which.in_port, which.in_login, which.after_fetch)
        seen, at = _looked.get(key, ((-1, -1), 0.0))
        rows = FetchedMail.objects.filter(mailbox=self.mailbox, folder__isnull=True)
        due = rows.filter(is_taken=False, next_attempt_at__lte=clock.now()).exists()
        if stat == seen and not due and time.monotonic() - at < LOOK_SECONDS:
            return 0, False
        there = self._listed()
        known = {
            uid: (taken, tried)
            for uid, taken, tried in rows.values_list("uid", "is_taken", "next_attempt_at")
        }
        gone = [uid for uid in known if uid not in there]
        for start in range(0, len(gone), 500):
            rows.filter(uid__in=gone[start : start + 500]).delete()
        count = done = 0
        for uid, number in there.items():
            taken, again = known.get(uid, (False, clock.now()))
            if not taken and again is not None and again <= clock.now():
                if done >= IN_ONE_SESSION:
                    return count, True
                done += 1
                taken = self._take(uid, number)
                count += taken
            if taken and self.mailbox.after_fetch == AfterFetch.DELETE:
                self.box.dele(number)
        _looked[key] = stat, time.monotonic()
        return count, False

    def _listed(self) -> dict[str, int]:
        """The mails by what they are known by, with their numbers in this session."""
        try:
            lines = self.box.uidl()[1]
        except poplib.error_proto as error:
            if "EOF" in str(error):
                raise
            return self._by_header()
        return {_uid(line.partition(b" ")[2]): int(line.split()[0]) for line in lines if line[:1].isdigit()}

    def _by_header(self) -> dict[str, int]:
        """Where there is no UIDL: by the digest of the header, and the how manieth with that header it is."""
        found: dict[str, int] = {}
        for line in self.box.list()[1]:
            number = int(line.split()[0])
            digest = hashlib.sha256(self._read(f"TOP {number} 0", HEADER_BYTES)).hexdigest()[:60]
            same = 0
            while f"h:{digest}:{same}" in found:
                same += 1
            found[f"h:{digest}:{same}"] = number
        return found

    def _take(self, uid: str, number: int) -> bool:
        """Keeps one mail; True when it is here. What the server does not give is noted and tried later; the connection
        may break at it some times before those after it come first."""
        try:
            size = int(self.box._shortcmd(f"LIST {number}").split()[2])  # type: ignore[attr-defined]
            if size > self.limit:
                self._keep_header(uid, number, size)
                return False
            raw = self._read(f"RETR {number}", self.limit + 1_000_000)
        except (OSError, poplib.error_proto, TooMuch) as error:
            self._note(uid)
            if isinstance(error, poplib.error_proto) and "EOF" not in str(error):
                return False
            raise poplib.error_proto("-ERR EOF") from error
        raw_mails.keep(raw)
        with durably(), transaction.atomic():
            receive(raw, source="pop3", mailbox=self.mailbox)
            self._know(uid)
        return True

    def _keep_header(self, uid: str, number: int, size: int) -> None:
        """A mail that is larger than the desk takes stays where it is; its header is kept, for a decision."""
        header = self._read(f"TOP {number} 0", HEADER_BYTES)
        with durably(), transaction.atomic():
            row = receive(header, source="pop3", mailbox=self.mailbox)
            told = {"too_large": {"size": size, "folder": "", "uid": uid}}
            IncomingMail.objects.filter(pk=row.pk).update(why=told)
            # Never deleted there: it is not taken, and not asked for again.
            FetchedMail.objects.update_or_create(
                mailbox=self.mailbox,
                folder=None,
                uid=uid,
                defaults={"is_taken": False, "next_attempt_at": None},
            )

    def _know(self, uid: str) -> None:
        values = {"is_taken": True, "next_attempt_at": None}
        FetchedMail.objects.update_or_create(mailbox=self.mailbox, folder=None, uid=uid, defaults=values)

    def _note(self, uid: str) -> None:
        row, _ = FetchedMail.objects.get_or_create(
            mailbox=self.mailbox, folder=None, uid=uid, defaults={"is_taken": False}
        )
        row.attempts += 1
        rest = RESTS[min(row.attempts, len(RESTS)) - 1] if row.attempts < MOST_ATTEMPTS else None
        row.next_attempt_at = clock.now() + rest if rest else None
        row.save(update_fields=["attempts", "next_attempt_at"])

    def _read(self, command: str, most: int) -> bytes:
        """A mail or its header; the list of lines that poplib makes of it would be several times as large."""
        self.box._shortcmd(command)  # type: ignore[attr-defined]
        found = bytearray()
        while (line := self.box._getline()[0]) != b".":  # type: ignore[attr-defined]
            found += (line[1:] if line.startswith(b"..") else line) + b"\r\n"
            if len(found) > most:
                raise TooMuch
        return bytes(found)


def _uid(said: bytes) -> str:
    uid = said.strip().decode("ascii", "replace")
    return uid if len(uid) <= 70 else f"s:{hashlib.sha256(uid.encode()).hexdigest()}"
