"""Readers: whatever follows the log from its own saved place."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from opora.events.models import Event, ReaderPlace
from opora.events.numbering import last_position, number_committed
from opora.events.recording import recorded

log = logging.getLogger(__name__)
POLL_SECONDS = 0.5
LONGEST_REST = timedelta(minutes=5)
_READERS: dict[str, "Reader"] = {}


class Reader:
    """Follows the log. `follow` runs inside the transaction that also saves the place: its rows, or nothing."""

    name: ClassVar[str]
    batch: ClassVar[int] = 200
    kinds: ClassVar[frozenset[str] | None] = None

    def follow(self, events: Sequence[Event]) -> None:
        """Take in some events, in order. It must not touch anything but the database."""
        raise NotImplementedError

    def forget(self) -> None:
        """Remove everything this reader has made, for a rebuild from zero."""
        raise NotImplementedError(f"The reader {self.name} cannot be rebuilt: what it does leaves the desk.")


@dataclass(frozen=True)
class Standing:
    """How a reader stands: its position, how many events it is behind, and its failure if it is stuck."""

    name: str
    position: int
    behind: int
    failure: str
    failures: int


def announce(reader: Reader) -> None:
    """Registers a reader. Called from a room's apps.py."""
    _READERS[reader.name] = reader


def announced() -> dict[str, Reader]:
    """All readers by name."""
    return dict(_READERS)


def step(reader: Reader) -> int:
    """One batch of one reader; how many events it took in, 0 when there is nothing or another process has it."""
    with transaction.atomic():
        place = _locked_place(reader.name)
        if place is None:
            return 0
        events = list(Event.objects.filter(position__gt=place.position).order_by("position")[: reader.batch])
        if not events:
            return 0
        wanted = [event for event in events if reader.kinds is None or event.kind in reader.kinds]
        if wanted:
            reader.follow(wanted)
        place.position = events[-1].position or place.position
        place.moved_at, place.failure, place.failed_at, place.failures = timezone.now(), "", None, 0
        place.save()
        return len(events)


def catch_up(*names: str) -> None:
    """Runs readers (all, or those named) until nothing is left; for tests, the demo and small commands."""
    number_committed()
    for reader in [reader for name, reader in _READERS.items() if not names or name in names]:
        while step(reader):
            pass


def reset(name: str) -> None:
    """Rebuilds a reader from the first event: what it made is removed, its place goes back to zero."""
    with transaction.atomic():
        place, _ = ReaderPlace.objects.select_for_update().get_or_create(name=name)
        _READERS[name].forget()
        place.position, place.failure, place.failed_at, place.failures = 0, "", None, 0
        place.save()


def standings() -> list[Standing]:
    """How each reader stands now."""
    top = number_committed()
    places = {place.name: place for place in ReaderPlace.objects.all()}
    return [_standing(name, places.get(name), top) for name in sorted(_READERS)]


def run_readers(stop: threading.Event) -> None:
    """Follows the log for ever, in the worker. A reader that fails rests (twice as long each time) and tries again."""
    while not stop.is_set():
        recorded.clear()
        try:
            busy = _round()
        except Exception:
            log.exception("The readers' round failed; it starts again")
            close_old_connections()
            busy = False
        if not busy:
            recorded.wait(POLL_SECONDS)
    connection.close()


def _round() -> bool:
    top = number_committed()
    places = {place.name: place for place in ReaderPlace.objects.all()}
    busy = False
    for name, reader in _READERS.items():
        place = places.get(name)
        if (place is None or place.position < top) and not _resting(place):
            busy = _attempt(reader) or busy
    return busy


def _attempt(reader: Reader) -> bool:
    try:
        return step(reader) > 0
    except Exception as error:
        log.exception("Reader %s failed", reader.name)
        with transaction.atomic():
            place, _ = ReaderPlace.objects.select_for_update().get_or_create(name=reader.name)
            place.failure, place.failed_at = f"{type(error).__name__}: {error}"[:2000], timezone.now()
            place.failures += 1
            place.save()
        return False


def _resting(place: ReaderPlace | None) -> bool:
    if place is None or place.failed_at is None:
        return False
    rest = min(timedelta(seconds=2 ** min(place.failures, 10)), LONGEST_REST)
    return timezone.now() < place.failed_at + rest


def _locked_place(name: str) -> ReaderPlace | None:
    ReaderPlace.objects.get_or_create(name=name)
    skip = connection.features.has_select_for_update_skip_locked
    return ReaderPlace.objects.select_for_update(skip_locked=skip).filter(name=name).first()


def _standing(name: str, place: ReaderPlace | None, top: int) -> Standing:
    position = place.position if place else 0
    return Standing(
        name, position, top - position, place.failure if place else "", place.failures if place else 0
    )


__all__ = [
    "Reader",
    "Standing",
    "announce",
    "announced",
    "catch_up",
    "last_position",
    "reset",
    "run_readers",
    "standings",
]
