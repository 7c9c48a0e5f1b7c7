"""Follows the event log once for the whole process and passes on to each open stream what its reader may see."""

import asyncio
import contextlib
import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.db import close_old_connections, connections

from opora.events.public import recorded
from opora.live.changes import Change, since
from opora.live.viewer import Viewer

log = logging.getLogger(__name__)
# Between two looks into the log for what other processes recorded; what this one records is passed on at once.
PAUSE = 0.4
AFTER_FAILURE = 3.0
MOST_STREAMS = 2000


@dataclass(eq=False)
class Stream:
    """One open page: who reads, how far it was told, and what it is to be told next. `stirred`: something changed
    that is no ticket (a health card)."""

    viewer: Viewer
    position: int
    changed: set[int] = field(default_factory=set)
    new: set[int] = field(default_factory=set)
    stale: bool = False
    stirred: bool = False
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def offer(self, changes: Iterable[Change]) -> None:
        """Takes note of those changes that this reader may see and has not been told of."""
        for change in changes:
            if change.position <= self.position:
                continue
            self.position = change.position
            if self.viewer.outdated_by(change):
                self.stale = True
                self.woken.set()
            if change.of_health and self.viewer.is_supervisor:
                self.stirred = True
                self.woken.set()
            if change.ticket is not None and self.viewer.sees(change):
                self._note(change.ticket, change.is_new)

    def _note(self, ticket: int, is_new: bool) -> None:
        self.changed.add(ticket)
        if is_new:
            self.new.add(ticket)
        self.woken.set()


class Hub:
    """The streams of this process and the one thread that looks into the log for all of them."""

    def __init__(self) -> None:
        self.streams: set[Stream] = set()
        self.closing = False
        self._somebody = asyncio.Event()
        self._looker = ThreadPoolExecutor(1, thread_name_prefix="live")
        self._task: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Starts following. Called once, inside the event loop."""
        self._loop = loop
        self._task = loop.create_task(self._follow())

    async def close(self) -> None:
        """Ends all streams and stops following."""
        self._end_streams()
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await asyncio.get_running_loop().run_in_executor(self._looker, connections.close_all)
        self._looker.shutdown(wait=False)

    def close_from_signal(self) -> None:
        """Ends all streams; safe inside a signal's handler."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._end_streams)

    def add(self, stream: Stream) -> None:
        """Lets a stream take part from its position on."""
        self.streams.add(stream)
        self._somebody.set()

    def remove(self, stream: Stream) -> None:
        """The page went away."""
        self.streams.discard(stream)
        if not self.streams:
            self._somebody.clear()

    @property
    def full(self) -> bool:
        """Whether another stream would be too many for one process."""
        return len(self.streams) >= MOST_STREAMS

    def _end_streams(self) -> None:
        self.closing = True
        for stream in self.streams:
            stream.woken.set()

    async def _follow(self) -> None:
        loop = asyncio.get_running_loop()
        while not self.closing:
            await self._somebody.wait()
            position = min((stream.position for stream in self.streams), default=None)
            if position is None:
                continue
            try:
                changes = await loop.run_in_executor(self._looker, _look, position)
            except Exception:
                log.exception("Looking into the event log failed; live updates continue in a moment")
                await asyncio.sleep(AFTER_FAILURE)
                continue
            # Whoever came while the thread was looking takes part, unless they stand before what was looked at:
            # what is between would be skipped. The next look begins with them.
            for stream in self.streams:
                if stream.position >= position:
                    stream.offer(changes)


def _look(position: int) -> list[Change]:
    """Waits until something may have happened, at most the pause, and reads it. Runs in the hub's own thread."""
    recorded.wait(PAUSE)
    recorded.clear()
    try:
        return since(position)
    except Exception:
        close_old_connections()
        raise
