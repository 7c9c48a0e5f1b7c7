"""The service “words of files”: reads what is due, one file after the other."""

import logging
import threading
import time
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import close_old_connections, transaction
from django.db.models import Exists, F, OuterRef

from opora.events.public import clock
from opora.search.file_text import extracting, wanting
from opora.search.file_text.extracted import Extracted, Problem
from opora.search.models.file_text import FileText, FileTextState
from opora.tickets.models import Attachment, Blob

log = logging.getLogger(__name__)
LOOK_SECONDS = 2.0
AT_ONCE = 50
# The texts of files that are gone go too, so often.
TIDY_SECONDS = 3600.0
# Longer than reading takes: a row of which nothing was heard so long is due again, its process was killed.
LEASE = timedelta(minutes=5)
RESTS = [timedelta(minutes=minutes) for minutes in (1, 10, 60, 360)]
# What may be otherwise next time, and how often it is tried. A file that kills its process is tried as often as one
# that was stopped.
ATTEMPTS = {Problem.STOPPED: 2, Problem.MISSING: 4, Problem.UNREAD: 5}
NOTHING_TO_DO = {Problem.KIND, Problem.TOO_LARGE, Problem.ENCRYPTED}


def run(stop: threading.Event) -> None:
    """Until `stop`. A file that is being read then is given back, as if nobody had touched it."""
    tidied = float("-inf")
    try:
        while not stop.is_set():
            close_old_connections()
            if time.monotonic() - tidied > TIDY_SECONDS:
                forget_gone()
                tidied = time.monotonic()
            if not read_due(stop):
                extracting.rest()
                stop.wait(LOOK_SECONDS)
    finally:
        extracting.rest()


def read_due(stop: threading.Event | None = None) -> int:
    """Reads what is due now, the newest wishes last; returns how many were tried. For the service, commands, tests."""
    due = FileText.objects.filter(due_at__lte=clock.now()).order_by("due_at", "pk")
    count = 0
    while keys := list(due.filter(due_at__lte=clock.now()).values_list("pk", flat=True)[:AT_ONCE]):
        for key in keys:
            if stop is not None and stop.is_set():
                return count
            count += read(key, stop)
    return count


def read(blob_id: int, stop: threading.Event | None = None) -> bool:
    """Reads one file, if it is due and nobody else is about it; whether it was tried."""
    row = FileText.objects.defer("text").filter(pk=blob_id, due_at__lte=clock.now()).first()
    if row is None or not _claimed(row):
        return False
    if row.attempts >= max(ATTEMPTS.values()):  # it was begun so often and nothing was ever heard
        _keep(row, Extracted(problem=Problem.STOPPED))
        return True
    try:
        _keep(row, _words(row.pk, stop))
    except extracting.Interrupted:
        FileText.objects.filter(pk=row.pk).update(due_at=row.due_at, attempts=row.attempts)
    return True


def forget_gone() -> int:
    """Removes the texts of files that are no more; returns how many."""
    gone = FileText.objects.filter(~Exists(Blob.objects.filter(pk=OuterRef("pk"))))
    return gone.delete()[0]


def _claimed(row: FileText) -> bool:
    mine = FileText.objects.filter(pk=row.pk, due_at=row.due_at)
    return bool(mine.update(due_at=clock.now() + LEASE, attempts=F("attempts") + 1))


def _words(blob_id: int, stop: threading.Event | None) -> Extracted:
    """Outside of any transaction."""
    file = Attachment.objects.select_related("blob").filter(blob_id=blob_id).order_by("id").first()
    if file is None:
        return Extracted(problem=Problem.MISSING)
    try:
        with default_storage.open(file.blob.path) as stream:
            return extracting.extract(stream, file.name, file.type, stop=stop)
    except FileNotFoundError:
        return Extracted(problem=Problem.MISSING)
    except OSError as error:
        log.warning("File %s could not be read: %s", blob_id, error)
        return Extracted(problem=Problem.UNREAD)


@transaction.atomic
def _keep(row: FileText, found: Extracted) -> None:
    """The text and what follows from it are kept together, or neither."""
    attempts = row.attempts + 1
    again = attempts < ATTEMPTS.get(found.problem, 0)
    FileText.objects.filter(pk=row.pk).update(
        state=FileTextState.WAITING if again else _state(found),
        problem=found.problem,
        text=found.text,
        due_at=clock.now() + RESTS[min(attempts, len(RESTS)) - 1] if again else None,
        made_at=None if again else clock.now(),
    )
    if found.text:
        wanting.made(row.pk)


def _state(found: Extracted) -> FileTextState:
    if found.text or found.problem in {Problem.NONE, Problem.EMPTY}:
        return FileTextState.DONE
    return FileTextState.SKIPPED if found.problem in NOTHING_TO_DO else FileTextState.FAILED
