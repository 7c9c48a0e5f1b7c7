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
    # So many events behind, `begin_anew` is quicker than following them; None: it always follows.
    anew_beyond: ClassVar[int | None] = None

    def follow(self, events: Sequence[Event]) -> None:
        """Take in some events, in order. It must not touch anything but the database."""
        raise NotImplementedError

    def forget(self) -> None:
        """Remove everything this reader has made, for a rebuild from zero."""
        raise NotImplementedError(f"The reader {self.name} cannot be rebuilt: what it does leaves the desk.")

    def begin_anew(self) -> None:
        """Begin a rebuild from what is there now, whatever the log says; for readers with `anew_beyond`."""
        raise NotImplementedError(f"The reader {self.name} is rebuilt from the log alone.")

    def state(self) -> str:
        """What else there is to say of how it stands (a rebuild that runs)."""
        return ""


@dataclass(frozen=True)
class Standing:
    """How a reader stands: its position, how many events it is behind, its failure if it is stuck, its own words."""

    name: str
    position: int
    behind: int
    failure: str
    failures: int
    state: str = ""


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
        if _is_far_behind(reader, place):
            _begin_anew(reader, place)
            return 1
        events = list(Event.objects.filter(position__gt=place.position).order_by("position")[: reader.batch])
        if not events:
            return 0
        wanted = [event for event in events if reader.kinds is None or event.kind in reader.kinds]
        if wanted:
            reader.follow(wanted)
        _set(place, events[-1].position or place.position)
        return len(events)


def _is_far_behind(reader: Reader, place: ReaderPlace) -> bool:
    return reader.anew_beyond is not None and last_position() - place.position > reader.anew_beyond


def _begin_anew(reader: Reader, place: ReaderPlace) -> None:
    """What was recorded until now is in what it makes anew; what comes later it follows."""
    _set(place, number_committed())
    reader.begin_anew()


def _set(place: ReaderPlace, position: int) -> None:
    place.position, place.moved_at = position, timezone.now()
    place.failure, place.failed_at, place.failures = "", None, 0
    place.save()


def catch_up(*names: str) -> None:
    """Runs readers (all, or those named) until nothing is left; for tests, the demo and small commands."""
    number_committed()
    for reader in [reader for name, reader in _READERS.items() if not names or name in names]:
        while step(reader):
            pass


def reset(name: str) -> None:
    """Rebuilds a reader: from what is there now if it can, else from the first event, after removing what it made."""
    reader = _READERS[name]
    with transaction.atomic():
        place, _ = ReaderPlace.objects.select_for_update().get_or_create(name=name)
        if reader.anew_beyond is not None:
            _begin_anew(reader, place)
        else:
            reader.forget()
            _set(place, 0)


def standings() -> list[Standing]:
    """How each reader stands now."""
    top = number_committed()
    places = {place.name: place for place in ReaderPlace.objects.all()}
    return [_standing(reader, places.get(name), top) for name, reader in sorted(_READERS.items())]


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


def _standing(reader: Reader, place: ReaderPlace | None, top: int) -> Standing:
    position = place.position if place else 0
    failure, failures = (place.failure, place.failures) if place else ("", 0)
    return Standing(reader.name, position, top - position, failure, failures, reader.state())


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
