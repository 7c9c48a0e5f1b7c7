"""Which files are to be read, and what those that were say."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from opora.events.public import clock
from opora.search.file_text.extracted import Problem
from opora.search.file_text.limits import LIMITS
from opora.search.file_text.sorts import has_no_words
from opora.search.models.file_text import FileText, FileTextState
from opora.tickets.models import Attachment

_AT_ONCE = 500
Callback = Callable[[Collection[int]], object]
_callbacks: list[Callback] = []


def announce_made(callback: Callback) -> None:
    """Registers what is to happen when the text of a file was made: it gets the ids of the tickets that have the file,
    in the transaction that keeps the text. Called from apps.py."""
    if callback not in _callbacks:
        _callbacks.append(callback)


def made(blob_id: int) -> None:
    """The text of a file has become known. In its transaction."""
    tickets = set(Attachment.objects.filter(blob_id=blob_id).values_list("message__ticket_id", flat=True))
    for callback in _callbacks if tickets else ():
        callback(tickets)


@dataclass(frozen=True)
class File:
    """An attachment: its blob and the blob's size (bytes), and what the sender says of it."""

    blob: int
    size: int
    name: str
    type: str


def wanted(files: Iterable[File]) -> int:
    """These files are to be read, if they have not been: once, however often and by whomever it is said.

    Those that are no text by all that is said of them get no row; too large ones get a settled one. Returns how many
    are new. Two queries at most, no file is opened; best inside the transaction that reads the messages. What the same
    bytes are called elsewhere is not asked: a picture in everybody's signature has thousands of names.
    """
    sizes = {file.blob: file.size for file in files if file.size and not has_no_words(file.name, file.type)}
    known = set(FileText.objects.filter(pk__in=list(sizes)).values_list("pk", flat=True)) if sizes else set()
    rows = {key: _row(key, size) for key, size in sizes.items() if key not in known}
    FileText.objects.bulk_create(rows.values(), batch_size=_AT_ONCE, ignore_conflicts=True)
    return len(rows)


def texts_of(blob_ids: Iterable[int]) -> dict[int, str]:
    """What these files say, of those that were read and say something. One query."""
    found = FileText.objects.filter(pk__in=set(blob_ids), state=FileTextState.DONE).exclude(text="")
    return dict(found.values_list("pk", "text"))


def _row(key: int, size: int) -> FileText:
    if size <= LIMITS.input_bytes:
        return FileText(pk=key, due_at=clock.now())
    return FileText(pk=key, state=FileTextState.SKIPPED, problem=Problem.TOO_LARGE, made_at=clock.now())
