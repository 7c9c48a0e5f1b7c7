"""Visits to an IMAP mailbox: takes what is new in its folders, once, a bounded part of each in turn, and touches a mail
there only after it is kept here."""

import imaplib
import threading
import time
from array import array
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from imap_tools import BaseMailBox

from opora.conf.database import durably
from opora.desk.models import Mailbox
from opora.events.public import clock
from opora.mail import raw as raw_mails
from opora.mail.doors.failing import EXPECTED, FetchFailed, failure_of
from opora.mail.doors.visits import afterwards, places, reading
from opora.mail.doors.visits.folders import folders_of
from opora.mail.doors.visits.idling import can_idle, forget_what_was_told, wait_for_more, was_told
from opora.mail.models import FetchedMail, IncomingMail, MailboxFolder, MailboxState
from opora.mail.receiving.receive import receive
from opora.mail.settings import MAIL_MEGABYTES

AT_ONCE = 50
# While more is waiting: some servers read the whole folder anew after each change.
PUT_AWAY_AT_ONCE = 500
MOST_ATTEMPTS = 20
# So often may the connection break at a mail before those after it are taken first.
BREAKS = 3
RESTS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440)]
LIVE_SECONDS, OTHERS_SECONDS, POLL_SECONDS, LISTED_SECONDS = 240.0, 60.0, 30.0, 900.0
# Folders at whose mails a connection broke lately: their mails are asked for one by one.
_fragile: set[int] = set()


class Visit:
    """One session's visits to the folders of a mailbox. `trouble` is what was wrong with some folder last time, while
    the others went well; None when nothing was."""

    def __init__(self, box: BaseMailBox, mailbox: Mailbox) -> None:
        self.box, self.mailbox = box, mailbox
        self.trouble: FetchFailed | None = None
        self._names: list[str] = []
        self._listed_at = self._others_at = float("-inf")
        self._waiting: list[str] = []
        self._found: dict[str, array[int]] = {}
        self._ends: dict[str, tuple[int, int]] = {}
        self._read_only, self._not_put_away = False, 0
        self._place: MailboxFolder | None = None

    def take_all(self) -> int:
        """Takes everything that is new; returns how many mails. For a visit by command."""
        count, more = self.take_some()
        while more:
            taken, more = self.take_some()
            count += taken
        return count

    def take_some(self) -> tuple[int, bool]:
        """Takes some of what is new in each folder; how many mails, and whether more is waiting. Raises NotKept."""
        if not self._waiting:
            self._begin_round()
        count, left = 0, list[str]()
        for name in self._waiting:
            try:
                taken, more = self._take_from(name)
            except FetchFailed as failure:
                self.trouble = self.trouble or failure
                continue
            count += taken
            left += [name] if more else []
        self._waiting = left
        return count, bool(left)

    def wait(self, stop: threading.Event) -> None:
        """Until the first folder has something new, or it is time to look at the others, or `stop`."""
        others = max(0.0, self._others_at + OTHERS_SECONDS - time.monotonic())
        several = len(self._names) > 1
        if not can_idle(self.box) or self._open(self._names[0]) is None:
            stop.wait(min(POLL_SECONDS, others) if several else POLL_SECONDS)
            return
        if was_told(self.box):
            return
        wait_for_more(self.box, stop, min(LIVE_SECONDS, others) if several else LIVE_SECONDS)

    def _begin_round(self) -> None:
        now = time.monotonic()
        self.trouble = None
        if now - self._listed_at > LISTED_SECONDS:
            self._names, self._listed_at = folders_of(self.box, self.mailbox), now
        self._waiting = self._names[:1]
        if now - self._others_at >= OTHERS_SECONDS:
            self._others_at = now
            # The first one last: between our look into it and IDLE nothing else is asked.
            self._waiting = [name for name in self._names[1:] if self._has_changed(name)] + self._waiting

    def _has_changed(self, name: str) -> bool:
        """Asks without opening the folder; a server that can't say makes us look."""
        try:
            told = self.box.folder.status(name, ["UIDVALIDITY", "UIDNEXT"])
        except imaplib.IMAP4.abort:
            raise
        except EXPECTED:
            return True
        end = told.get("UIDVALIDITY", 0), told.get("UIDNEXT", 0)
        if self._ends.get(name) == end and all(end) and not self._unfinished(name).exists():
            return False
        self._ends[name] = end
        return True

    def _unfinished(self, name: str) -> QuerySet[FetchedMail]:
        mine = FetchedMail.objects.filter(mailbox=self.mailbox, folder__name=name)
        return mine.filter(is_taken=True) | mine.filter(next_attempt_at__lte=clock.now())

    def _open(self, name: str) -> MailboxFolder | None:
        """Opens the folder unless it is open; its place, None when it can't be opened now."""
        if self._place is not None and self._place.name == name:
            return self._place
        self._place = None
        try:
            self._read_only = _select(self.box, name)
        except imaplib.IMAP4.abort:
            raise
        except EXPECTED as error:
            failure = failure_of(error)
            raise FetchFailed(failure.reason, f"{name}: {failure.words}") from error
        self._place = places.place_in(self.box, self.mailbox, name)
        return self._place

    def _take_from(self, name: str) -> tuple[int, bool]:
        place = self._open(name)
        assert place is not None
        if name not in self._found:
            self._put_away(place)
            forget_what_was_told(self.box)
            self._found[name] = places.fresh(self.box, self.mailbox, place)
        found = self._found[name]
        some, rest = found[:AT_ONCE], found[AT_ONCE:]
        count = self._take(place, some)
        self._not_put_away += count
        if self._not_put_away >= PUT_AWAY_AT_ONCE or not rest:
            self._put_away(place)
            self._not_put_away = 0
        if rest:
            self._found[name] = rest
            return count, True
        del self._found[name]
        if retried := self._retry(place):
            count += retried
            self._put_away(place)
        places.advance(place, place.first_uid - 1)
        place.checked_at = clock.now()
        place.save(update_fields=["checked_at"])
        return count, False

    def _take(self, place: MailboxFolder, uids: Sequence[int]) -> int:
        if not uids:
            return 0
        size_of, limit = reading.sizes(self.box, uids), MAIL_MEGABYTES.get() * 1024 * 1024
        alone = place.pk in _fragile
        count = 0
        for group in [[uid] for uid in uids] if alone else reading.groups(uids, size_of):
            if size_of.get(group[0], 0) > limit:
                count += self._keep_header(place, group[0], size_of[group[0]])
                continue
            try:
                raws = reading.read(self.box, group)
            except EXPECTED:
                self._note_break(place, group)
                raise
            self._keep(place, group, raws)
            count += len(raws)
        _fragile.discard(place.pk)
        return count

    def _keep(self, place: MailboxFolder, uids: Sequence[int], raws: dict[int, bytes]) -> None:
        """The files first; then the rows and our place in one transaction."""
        for raw in raws.values():
            raw_mails.keep(raw)
        with durably(), transaction.atomic():
            for uid in uids:
                if uid in raws:
                    receive(raws[uid], source="imap", mailbox=self.mailbox)
                self._note(place, uid, is_taken=uid in raws)
            places.advance(place, uids[-1])

    def _keep_header(self, place: MailboxFolder, uid: int, size: int) -> int:
        """A mail that is larger than the desk takes stays where it is; its header is kept, for a decision."""
        header = reading.read_header(self.box, uid)
        if header:
            raw_mails.keep(header)
        with durably(), transaction.atomic():
            if header:
                row = receive(header, source="imap", mailbox=self.mailbox)
                told = {"too_large": {"size": size, "folder": place.name, "uid": uid}}
                IncomingMail.objects.filter(pk=row.pk).update(why=told)
            else:
                self._note(place, uid, is_taken=False)
            places.advance(place, uid)
        return 1 if header else 0

    def _note(self, place: MailboxFolder, uid: int, *, is_taken: bool) -> None:
        """What is still to be done about a mail: to be put away there, or to be tried again."""
        key: dict[str, Any] = {"folder": place, "uid_validity": place.uid_validity or 0, "uid": str(uid)}
        if is_taken and self._read_only:
            FetchedMail.objects.filter(**key).delete()
        elif is_taken:
            FetchedMail.objects.update_or_create(**key, defaults={"mailbox": self.mailbox, "is_taken": True})
        else:
            row, _ = FetchedMail.objects.get_or_create(
                **key, defaults={"mailbox": self.mailbox, "is_taken": False}
            )
            row.attempts, row.is_taken = row.attempts + 1, False
            rest = RESTS[min(row.attempts, len(RESTS)) - 1] if row.attempts < MOST_ATTEMPTS else None
            row.next_attempt_at = clock.now() + rest if rest else None
            row.save(update_fields=["attempts", "is_taken", "next_attempt_at"])

    def _note_break(self, place: MailboxFolder, uids: Sequence[int]) -> None:
        """The connection broke while these were read. Asked for one by one, the one at which it breaks again and again
        is left for later, so that those after it come in."""
        if len(uids) > 1 or place.pk not in _fragile:
            _fragile.add(place.pk)
            return
        with transaction.atomic():
            self._note(place, uids[0], is_taken=False)
            tried = FetchedMail.objects.filter(folder=place, uid=str(uids[0]), attempts__gte=BREAKS)
            if tried.exists():
                places.advance(place, uids[0])

    def _retry(self, place: MailboxFolder) -> int:
        """Mails that the server did not give before. Those that somebody has deleted or moved there are forgotten."""
        due = FetchedMail.objects.filter(
            folder=place,
            uid_validity=place.uid_validity or 0,
            is_taken=False,
            next_attempt_at__lte=clock.now(),
        )
        uids = sorted(int(uid) for uid in due.values_list("uid", flat=True) if int(uid) <= place.last_uid)
        if not uids:
            return 0
        there = set(reading.search(self.box, "UID", afterwards.as_set(uids)))
        FetchedMail.objects.filter(
            folder=place, is_taken=False, uid__in=[str(uid) for uid in uids if uid not in there]
        ).delete()
        count = 0
        for uid in [uid for uid in uids if uid in there][:AT_ONCE]:
            try:
                raws = reading.read(self.box, [uid])
            except EXPECTED:
                self._note(place, uid, is_taken=False)
                raise
            self._keep(place, [uid], raws)
            count += len(raws)
        return count

    def _put_away(self, place: MailboxFolder) -> None:
        """Marks, moves or deletes on the server what is kept here. What breaks is done at the next visit."""
        kept = FetchedMail.objects.filter(folder=place, uid_validity=place.uid_validity or 0, is_taken=True)
        uids = sorted(int(uid) for uid in kept.values_list("uid", flat=True)[:1000])
        words, is_done = "", True
        if uids and not self._read_only:
            try:
                is_done = afterwards.put_away(self.box, self.mailbox, uids)
            except afterwards.NotPutAway as refused:
                words, is_done = f"{place.name}: {refused}"[:2000], False
        if is_done:
            kept.filter(uid__in=[str(uid) for uid in uids]).delete()
        if uids:
            MailboxState.objects.filter(mailbox=self.mailbox).exclude(after_failure=words).update(
                after_failure=words
            )


def _select(box: BaseMailBox, name: str) -> bool:
    """Opens the folder; True when nothing may be changed in it."""
    try:
        box.folder.set(name)
    except imaplib.IMAP4.readonly:
        box.folder.set(name, readonly=True)
        return True
    return False
