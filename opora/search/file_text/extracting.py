"""The words of one file: what it is, and then read here (plain text) or by the child process (everything else)."""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO

from opora.search.file_text import plain
from opora.search.file_text.extracted import Extracted, Problem
from opora.search.file_text.limits import LIMITS, Limits
from opora.search.file_text.sorts import HEAD, Sort, sort_of

# The process that reads ends itself in time; should it not, so many seconds later we do it.
GRACE = 10.0
LOOK_SECONDS = 0.5
_ANSWER = 8  # bytes for each byte of text, at most: how JSON writes it, and some more


class Interrupted(Exception):
    """Somebody wanted us to stop before the file was read."""


class Child:
    """The process that reads files; started when there is one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    def read(self, file: IO[bytes], sort: Sort, limits: Limits, stop: threading.Event | None) -> Extracted:
        """Raises OSError when there is no process to be had, Interrupted when `stop` is set."""
        with self._lock:
            for _attempt in range(2):  # it may have been killed for something else while it waited
                answer = self._asked(file, sort, limits, stop)
                if answer or self._process is None or self._lives():
                    return _understood(answer)
                self._end()
        raise ChildProcessError("The process that reads files ends as soon as it begins.")

    def end(self) -> None:
        """Ends the process; the next file starts another."""
        with self._lock:
            self._end()

    def _asked(self, file: IO[bytes], sort: Sort, limits: Limits, stop: threading.Event | None) -> bytes:
        words = json.dumps({"sort": sort, "limits": asdict(limits)}).encode() + b"\n"
        line = self._started()
        ours, theirs = os.pipe()
        with os.fdopen(ours, "rb", buffering=0) as answer:
            try:
                socket.send_fds(line, [words], [file.fileno(), theirs])
            except BrokenPipeError:
                return b""
            finally:
                os.close(theirs)
            return self._heard(answer, limits, stop)

    def _heard(self, answer: IO[bytes], limits: Limits, stop: threading.Event | None) -> bytes:
        """The whole answer; nothing when it does not come, is too long, or we are to stop: then the process ends."""
        until = time.monotonic() + limits.wall_seconds + GRACE
        heard = bytearray()
        while time.monotonic() < until and len(heard) <= limits.text_bytes * _ANSWER:
            if stop is not None and stop.is_set():
                self._end()
                raise Interrupted
            if select.select([answer], [], [], LOOK_SECONDS)[0]:
                if not (piece := answer.read(1 << 16)):
                    return bytes(heard)
                heard += piece
        self._end()
        return b""

    def _started(self) -> socket.socket:
        if self._line is not None and self._process is not None and self._process.poll() is None:
            return self._line
        self._end()
        self._line, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-P", "-X", "utf8", "-m", "opora.search.file_text.child"]
            self._process = subprocess.Popen(
                [*command, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
        return self._line

    def _lives(self) -> bool:
        """One that has just died may not be known to be dead for a moment."""
        assert self._process is not None
        try:
            self._process.wait(LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            return True
        return False

    def _end(self) -> None:
        process, line = self._process, self._line
        self._process = self._line = None
        if line is not None:
            line.close()
        if process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _understood(answer: bytes) -> Extracted:
    """Whoever does not answer was stopped."""
    try:
        text, problem = json.loads(answer)
        return Extracted(str(text), Problem(problem))
    except (ValueError, TypeError):
        return Extracted(problem=Problem.STOPPED)


_child = Child()


def extract(
    source: Path | str | IO[bytes],
    name: str = "",
    type: str = "",
    *,
    limits: Limits = LIMITS,
    stop: threading.Event | None = None,
) -> Extracted:
    """The words of a file, whatever it is and whoever made it; at most as long as `limits.wall_seconds`.

    A stream is read from its beginning. Raises OSError when the file or the process that reads cannot be had,
    Interrupted when `stop` is set meanwhile. Not in a transaction: it takes from milliseconds to two minutes.
    """
    with _opened(source, limits) as file:
        if os.fstat(file.fileno()).st_size > limits.input_bytes:
            return Extracted(problem=Problem.TOO_LARGE)
        sort = sort_of(file.read(HEAD), name, type)
        file.seek(0)
        if sort is None:
            return Extracted(problem=Problem.KIND)
        if sort is Sort.PLAIN:
            return plain.read(file, limits)
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        return _child.read(file, sort, limits, stop)


def rest() -> None:
    """Nothing is to be read for now: the child process ends."""
    _child.end()


@contextlib.contextmanager
def _opened(source: Path | str | IO[bytes], limits: Limits) -> Iterator[IO[bytes]]:
    """A file of the system: what comes from another storage is first put into one."""
    if isinstance(source, Path | str):
        with open(source, "rb") as file:
            yield file
        return
    source.seek(0)
    try:
        source.fileno()
        yield source
    except (AttributeError, OSError):
        with tempfile.TemporaryFile() as file:
            file.write(source.read(limits.input_bytes + 1))
            file.seek(0)
            yield file


def _environment() -> dict[str, str]:
    """Where our modules are, and nothing else: no secret of ours is the child's to know."""
    places = [str(Path(__file__).parents[3]), *(path for path in sys.path if path)]
    return {"PYTHONPATH": os.pathsep.join(places), "PATH": os.defpath}
