"""The second step of every mail: read it, decide, act, all or nothing.

Ordinary mails are taken in some at a time, in one transaction with a savepoint for each: what one of them does wrong
touches no other. A mail that failed before, or may have killed the process, goes alone.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import F, Q
from django.utils import translation

from opora.desk.public import settings as desk_settings
from opora.events.public import clock, record
from opora.mail import owners
from opora.mail.kinds import MailFailed, MailHeld
from opora.mail.models import IncomingMail, IncomingState
from opora.mail.receiving.judging import Outcome, judge
from opora.mail.receiving.known import Known
from opora.mail.receiving.letter import Letter, read, whole
from opora.mail.receiving.own_desk import OwnDesk
from opora.mail.receiving.proving import prove
from opora.people.public import Actor, Refusal
from opora.tickets.public import keep as keep_file

log = logging.getLogger(__name__)
WAITING = (IncomingState.KEPT, IncomingState.FAILED)
RESTS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440, 1440)]

# How long a mail rests after an attempt of which nothing was heard: the process may just have been stopped.
# After some deaths a quarter of an hour and ever longer: three hours would punish it for what was done to its process.
DEATHS = [timedelta(seconds=seconds) for seconds in (2, 10, 60, 300)]

# Together, so that look-ups and the commit are shared; not more, so that others who write never wait long.
TOGETHER, TOGETHER_BYTES = 20, 4_000_000
SETTLED = [
    "state", "mailbox", "mail_id", "content", "from_email", "from_name", "subject", "snippet", "reason", "why",
    "ticket", "message", "failure", "next_attempt_at", "owner",
]  # fmt: skip
Failure = tuple[IncomingMail, Letter | None, Exception]


def take_in(incoming: IncomingMail, desk: OwnDesk | None = None) -> IncomingMail:
    """Takes a kept mail in, once; returns its row as it is then. What goes wrong is noted on it, never raised.

    `desk`: the desk's addresses where the caller has just looked them up.
    """
    incoming.refresh_from_db()
    take_in_together([incoming], desk)
    incoming.refresh_from_db()
    return incoming


def due(now: datetime | None = None, limit: int = 100) -> list[IncomingMail]:
    """Mails to take in now, in the order in which they came; of many a share for each mailbox, so that a full one
    does not make the others wait."""
    waiting = IncomingMail.objects.filter(Q(state__in=WAITING), next_attempt_at__lte=now or clock.now())
    waiting = waiting.order_by("id")
    first = list(waiting[:limit])
    boxes = (
        set(waiting.order_by().values_list("mailbox", flat=True).distinct()) if len(first) == limit else ()
    )
    if len(boxes) < 2:
        return first
    share = max(limit // len(boxes), 1)
    return sorted(
        (row for box in boxes for row in waiting.filter(mailbox=box)[:share]), key=lambda row: row.pk
    )


def take_in_due() -> int:
    """Takes in all that waits; returns how many were tried. For commands, tests and the intake."""
    count = 0
    while rows := due():
        desk = OwnDesk.look()
        for some in _parts(rows):
            take_in_together(some, desk)
        count += len(rows)
    return count


def release_of_the_dead() -> None:
    """What processes of this machine were about when they were killed is tried at once, before what came later: an
    answer must not overtake the mail it answers."""
    left = IncomingMail.objects.filter(state__in=WAITING, next_attempt_at__gt=clock.now()).exclude(owner="")
    gone = [
        owner for owner in left.order_by().values_list("owner", flat=True).distinct() if owners.is_gone(owner)
    ]
    if gone:
        left.filter(owner__in=gone).update(next_attempt_at=clock.now(), owner="")


def take_in_together(rows: Sequence[IncomingMail], desk: OwnDesk | None = None) -> None:
    """Takes in some mails that were tried equally often. What goes wrong is noted on their rows, never raised."""
    failures: list[Failure] = []
    letters = [letter for row in _begun(rows) if (letter := _read(row, desk, failures))]
    if letters:
        try:
            prove(letters)
            failures += _take_in(letters)
        except OperationalError as error:
            # The database took the whole back (MariaDB: two waited for each other) or is gone. It is no fault of these
            # mails: they rest for some seconds, as `_begun` said, and are tried again one by one.
            log.warning(
                "Mails %s wait for the next attempt: %s", [letter.row.pk for letter in letters], error
            )
        except Exception as error:  # the transaction itself: nothing of it has happened
            failures += [(letter.row, letter, error) for letter in letters]
    for row, letter, problem in failures:
        expected = isinstance(problem, Refusal)
        log.warning(
            "Mail %s could not be taken in: %s", row.pk, problem, exc_info=None if expected else problem
        )
        _failed(row, letter, problem)


def _parts(rows: Sequence[IncomingMail]) -> Iterator[list[IncomingMail]]:
    """New and ordinary ones together, those that failed or died before alone; the order stays."""
    part: list[IncomingMail] = []
    for row in rows:
        full = len(part) == TOGETHER or sum(one.size for one in part) + row.size > TOGETHER_BYTES
        if part and (full or row.attempts or part[0].attempts):
            yield part
            part = []
        part.append(row)
    if part:
        yield part


def _begun(rows: Sequence[IncomingMail]) -> list[IncomingMail]:
    """Counts the attempt before it is made: a mail that kills the process must not be the first thing the next one
    meets, and after some deaths it is a card for people. Leaves out what another worker is about."""
    attempts, now = rows[0].attempts, clock.now()
    rest = [*DEATHS, *RESTS[2:-2], None][min(attempts, len(RESTS))]
    until = now + rest + timedelta(seconds=len(rows)) if rest else None
    waiting = IncomingMail.objects.filter(pk__in=[row.pk for row in rows], state__in=WAITING)
    mine = waiting.filter(Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now), attempts=attempts)
    with transaction.atomic():
        keys = set(mine.select_for_update().values_list("pk", flat=True))
        begun = IncomingMail.objects.filter(pk__in=keys)
        begun.update(attempts=F("attempts") + 1, next_attempt_at=until, owner=owners.own())
        if attempts >= len(DEATHS):
            died = IncomingMail.objects.filter(pk__in=keys, state=IncomingState.KEPT)
            for row in rows if died.update(state=IncomingState.FAILED, reason="failed") else ():
                record(MailFailed(row.pk), actor=Actor.system())
    return [row for row in rows if row.pk in keys]


def _read(row: IncomingMail, desk: OwnDesk | None, failures: list[Failure]) -> Letter | None:
    letter: Letter | None = None
    try:
        letter = read(row, desk)
        _keep_files(letter)
    except Exception as error:
        failures.append((row, letter, error))
        return None
    return letter


@transaction.atomic
def _take_in(letters: Sequence[Letter]) -> list[Failure]:
    keys = [letter.row.pk for letter in letters]
    rows = IncomingMail.objects.select_for_update().filter(pk__in=keys, state__in=WAITING).in_bulk()
    letters = [letter for letter in letters if letter.row.pk in rows]
    known, failures = Known(letters, together=True), list[Failure]()
    for letter in letters:
        letter.row, letter.known, pending = rows[letter.row.pk], known, known.pending()
        try:
            with transaction.atomic(), translation.override(letter.spoken or _desk_language()):
                _decide(letter)
        except Exception as error:
            if transaction.get_rollback():
                raise
            known.forget(pending)
            failures.append((letter.row, letter, error))
    known.write()
    return failures


def _decide(letter: Letter) -> None:
    row = letter.row
    if row.mailbox_id is None:
        addressed = [
            *letter.parsed.delivered_to,
            *(one.email for one in (*letter.parsed.to, *letter.parsed.cc)),
        ]
        row.mailbox = letter.desk.mailbox_of([row.envelope_to, *addressed])
    else:
        row.mailbox = next((box for box in letter.desk.mailboxes.values() if box.pk == row.mailbox_id), None)
    _settle(letter, judge(letter))


def _settle(letter: Letter, outcome: Outcome) -> None:
    row = letter.row
    letter.note_on_row()
    row.state, row.reason, row.failure, row.next_attempt_at = outcome.state, outcome.reason, "", None
    row.owner = ""
    row.ticket, row.message = outcome.ticket, outcome.message
    row.save(update_fields=SETTLED)
    letter.known_now.learn(letter, outcome.person)
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
        row.next_attempt_at, row.owner = clock.now() + rest if rest else None, ""
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
