"""The process in which files are read: it knows no database and no secret, and may use little of the machine.

It waits for files, and forks for each: whatever one of them does to the process that reads it ends with that process,
and none waits for Python and its libraries to be loaded again. Started by `extracting`; this is its own program.
"""

import contextlib
import gc
import json
import logging
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any

from opora.search.file_text.extracted import Extracted, Problem, tidy
from opora.search.file_text.formats.gathering import Enough, Gathered, Reader, Unreadable
from opora.search.file_text.limits import Limits
from opora.search.file_text.sorts import Sort

_READERS = {Sort.PDF: "pdf", Sort.OFFICE: "office", Sort.HTML: "hypertext"}
# Between the polite end of a reading, which keeps what was read so far, and the one by force.
_GRACE = 5


class TimeIsUp(BaseException):
    """Whatever a parser catches, it does not catch this."""


def serve(line: socket.socket) -> None:
    """Reads one file after the other until the other end of the line closes."""
    while request := _next(line):
        words, handles = request
        sort, limits = Sort(words["sort"]), Limits(**words["limits"])
        reader: Reader = import_module(f"opora.search.file_text.formats.{_READERS[sort]}").read
        gc.freeze()
        pid = os.fork()
        if not pid:
            _work(line, handles, reader, limits)
        for handle in handles:
            os.close(handle)
        os.waitpid(pid, 0)


def _next(line: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """One request: a line of JSON; with it come the file and where to write the answer."""
    words, handles, _flags, _from = socket.recv_fds(line, 4096, 2)
    while words and not words.endswith(b"\n"):
        if not (more := line.recv(4096)):
            return None
        words += more
    return (json.loads(words), handles) if words else None


def _work(line: socket.socket, handles: list[int], reader: Reader, limits: Limits) -> None:
    """The life of the process that reads one file. Never returns."""
    code = 1
    try:
        line.close()
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        with os.fdopen(handles[0], "rb") as file, os.fdopen(handles[1], "wb") as answer:
            found = _confined(reader, file, limits)
            answer.write(json.dumps([found.text, found.problem], ensure_ascii=False).encode("utf-8"))
        code = 0
    finally:
        os._exit(code)


def _confined(reader: Reader, file: IO[bytes], limits: Limits) -> Extracted:
    _confine(limits)
    gathered = Gathered(limits)
    problem = _tried(lambda: reader(file, gathered))
    for number in (signal.SIGXCPU, signal.SIGALRM):
        signal.signal(number, signal.SIG_IGN)
    text = tidy(gathered.text, limits.text_bytes)
    if problem is Problem.STOPPED and text:
        problem = Problem.CUT
    return Extracted(text, problem if text or problem else Problem.EMPTY)


def _tried(read: Callable[[], None]) -> Problem:
    """What hindered. Whatever a parser raises is the file's fault."""
    try:
        read()
    except Enough:
        return Problem.CUT
    except Unreadable as error:
        return error.problem
    except (TimeIsUp, MemoryError):
        return Problem.STOPPED
    except Exception:
        return Problem.BROKEN
    return Problem.NONE


def _confine(limits: Limits) -> None:
    """From here on this process may use so much, write no file, and start nothing that lasts."""
    for number in (signal.SIGXCPU, signal.SIGALRM):
        signal.signal(number, _time_is_up)
    signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds, 1)
    wanted = {
        resource.RLIMIT_CPU: (limits.cpu_seconds, limits.cpu_seconds + _GRACE),
        resource.RLIMIT_AS: (limits.memory_bytes, limits.memory_bytes),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    for what, (polite, hard) in wanted.items():
        with contextlib.suppress(ValueError, OSError):  # macOS knows not all of them
            resource.setrlimit(what, (polite, hard))


def _time_is_up(_number: int, _frame: object) -> None:
    raise TimeIsUp


def main() -> None:
    """The program: the number of the line's handle is its only word."""
    os.nice(5)
    logging.disable(logging.CRITICAL)
    # Not for words: without it no picture is decoded, and pypdf is loaded in half the time.
    sys.modules["PIL"] = None  # type: ignore[assignment]
    serve(socket.socket(fileno=int(sys.argv[1])))


if __name__ == "__main__":
    main()
