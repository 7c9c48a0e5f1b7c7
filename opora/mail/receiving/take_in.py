"""The second step of every mail: read it, decide, act, all or nothing."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation

from opora.desk.public import settings as desk_settings
from opora.events.public import clock, record
from opora.mail.kinds import MailFailed, MailHeld
from opora.mail.models import IncomingMail, IncomingState
from opora.mail.receiving.judging import Outcome, judge
from opora.mail.receiving.letter import Letter, read, whole
from opora.mail.receiving.own_desk import OwnDesk
from opora.people.public import Actor, Refusal
from opora.tickets.public import keep as keep_file

log = logging.getLogger(__name__)
WAITING = (IncomingState.KEPT, IncomingState.FAILED)
RESTS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440, 1440)]

# How long a mail rests after an attempt of which nothing was heard: the process may just have been stopped.
DEATHS = [timedelta(seconds=seconds) for seconds in (2, 10, 60, 300)]


def take_in(incoming: IncomingMail, desk: OwnDesk | None = None) -> IncomingMail:
    """Takes a kept mail in, once; returns its row as it is then. What goes wrong is noted on it, never raised.

    `desk`: the desk's addresses where the caller has just looked them up.
    """
    letter: Letter | None = None
    if not _begun(incoming):
        return incoming
    try:
        letter = read(incoming, desk)
        _keep_files(letter)
        with transaction.atomic(), translation.override(letter.spoken or _desk_language()):
            return _take_in(letter)
    except Exception as error:
        log.warning(
            "Mail %s could not be taken in: %s", incoming.pk, error, exc_info=not isinstance(error, Refusal)
        )
        return _failed(incoming, letter, error)


def due(now: datetime | None = None, limit: int = 50) -> list[IncomingMail]:
    """Mails to take in now, in the order in which they came."""
    waiting = IncomingMail.objects.filter(Q(state__in=WAITING), next_attempt_at__lte=now or clock.now())
    return list(waiting.order_by("id")[:limit])


def take_in_due() -> int:
    """Takes in all that waits; returns how many were tried. For commands, tests and the intake."""
    count = 0
    while rows := due():
        desk = OwnDesk.look()
        for row in rows:
            take_in(row, desk)
        count += len(rows)
    return count


def _begun(incoming: IncomingMail) -> bool:
    """Counts the attempt before it is made: a mail that kills the process must not be the first thing the next one
    meets, and after some deaths it is a card for people. False when there is nothing to take in."""
    waiting = IncomingMail.objects.filter(pk=incoming.pk, state__in=WAITING)
    attempts = waiting.values_list("attempts", flat=True).first()
    if attempts is None:
        incoming.refresh_from_db()
        return False
    rest = [*DEATHS, *RESTS[len(DEATHS) :], None][min(attempts, len(RESTS))]
    waiting.update(attempts=F("attempts") + 1, next_attempt_at=clock.now() + rest if rest else None)
    died = waiting.filter(state=IncomingState.KEPT, attempts__gt=len(DEATHS))
    if died.update(state=IncomingState.FAILED, reason="failed"):
        record(MailFailed(incoming.pk), actor=Actor.system())
    return True


def _take_in(letter: Letter) -> IncomingMail:
    row = IncomingMail.objects.select_for_update().get(pk=letter.row.pk)
    if row.state not in WAITING:
        return row
    if row.mailbox_id is None:
        addressed = [
            *letter.parsed.delivered_to,
            *(one.email for one in (*letter.parsed.to, *letter.parsed.cc)),
        ]
        row.mailbox = letter.desk.mailbox_of([row.envelope_to, *addressed])
    else:
        row.mailbox = next((box for box in letter.desk.mailboxes.values() if box.pk == row.mailbox_id), None)
    letter.row = row
    outcome = judge(letter)
    _settle(letter, outcome)
    return row


def _settle(letter: Letter, outcome: Outcome) -> None:
    row = letter.row
    letter.note_on_row()
    row.state, row.reason, row.failure, row.next_attempt_at = outcome.state, outcome.reason, "", None
    row.ticket, row.message = outcome.ticket, outcome.message
    row.save()
    if outcome.state == IncomingState.HELD:
        number = outcome.ticket.pk if outcome.ticket else None
        record(MailHeld(row.pk, outcome.reason), actor=Actor.system(), ticket=number, because=letter.because)


def _failed(incoming: IncomingMail, letter: Letter | None, error: Exception) -> IncomingMail:
    """Notes the failure and when to try again: soon, then ever later, then only when somebody asks."""
    with transaction.atomic():
        row = IncomingMail.objects.select_for_update().get(pk=incoming.pk)
        if row.state not in WAITING:
            return row
        if letter is not None:
            letter.row = row
            letter.note_on_row()
        rest = RESTS[row.attempts - 1] if row.attempts <= len(RESTS) else None
        row.next_attempt_at = clock.now() + rest if rest else None
        first, row.state, row.reason = row.state == IncomingState.KEPT, IncomingState.FAILED, _reason(error)
        words = str(error.message) if isinstance(error, Refusal) else f"{type(error).__name__}: {error}"
        row.failure = whole(words)[:2000]
        row.save()
        if first:
            record(MailFailed(row.pk), actor=Actor.system())
    return row


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "raw_gone"
    return "refused" if isinstance(error, Refusal) else "failed"


def _keep_files(letter: Letter) -> None:
    """Puts larger files on the storage before the transaction, so that nobody waits for a disk inside it."""
    limit = desk_settings.ATTACHMENT_MEGABYTES.get() * 1024 * 1024
    for file in letter.parsed.attachments:
        if 20_000 < file.size <= limit:
            keep_file(file.data)


def _desk_language() -> str:
    language = desk_settings.DESK_LANGUAGE.get()
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
