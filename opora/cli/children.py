"""The processes that `up` runs and keeps running."""

import gc
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from opora.cli.boot import end_with_parent

# Forking after Django is loaded shares its memory between the processes. macOS's own libraries do not survive a fork.
FORKS = sys.platform.startswith("linux")
FIRST_REST = 0.5
LONGEST_REST = 30.0
PATIENCE = 10.0


@dataclass
class Child:
    """One process: `work` is what it does when forked, `command` the words that do the same as a program of its own."""

    name: str
    work: Callable[[], None]
    command: list[str]
    shared: list[socket.socket] = field(default_factory=list)
    pid: int = 0
    rest: float = FIRST_REST
    began: float = 0.0
    due: float = 0.0

    def start(self, lifeline: tuple[int, int]) -> None:
        """Starts the process. It ends by itself when the other end of the lifeline (a pipe) closes: the parent died."""
        self.began = time.monotonic()
        self.pid = self._fork(lifeline) if FORKS else self._spawn(lifeline[0])

    def _fork(self, lifeline: tuple[int, int]) -> int:
        gc.freeze()  # keeps the collector from touching, and so copying, what is shared
        pid = os.fork()
        if pid:
            return pid
        code = 1
        try:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            os.close(lifeline[1])
            end_with_parent(lifeline[0])
            self.work()
            code = 0
        except SystemExit as asked:
            code = asked.code if isinstance(asked.code, int) else 1
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _spawn(self, lifeline: int) -> int:
        handles = [lifeline, *(listening.fileno() for listening in self.shared)]
        words = [sys.executable, "-P", "-m", "opora", *self.command, "--lifeline", str(lifeline)]
        return subprocess.Popen(words, pass_fds=handles).pid


class Family:
    """Runs children until SIGINT or SIGTERM; one that dies is started again, after a rest that doubles."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = False
        self.lifeline = os.pipe()
        self.bell = os.pipe()

    def run(self) -> None:
        """Starts all, watches them, and on a signal stops all: politely first, by force after ten seconds."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, self._ring)
        for child in self.children:
            child.start(self.lifeline)
        while not self.stopping:
            self._restart_the_dead()
            self._pause(1.0)
        self._stop()

    def _ring(self, signum: int, frame: object) -> None:
        self.stopping = self.stopping or signum != signal.SIGCHLD
        os.write(self.bell[1], b".")

    def _pause(self, seconds: float) -> None:
        if select.select([self.bell[0]], [], [], seconds)[0]:
            os.read(self.bell[0], 512)

    def _restart_the_dead(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.pid and _ended(child.pid):
                lived = now - child.began
                child.rest = FIRST_REST if lived > LONGEST_REST else min(child.rest * 2, LONGEST_REST)
                child.pid, child.due = 0, now + child.rest
                print(f"The {child.name} process ended and starts again.", file=sys.stderr)
            if not child.pid and now >= child.due:
                child.start(self.lifeline)

    def _stop(self) -> None:
        for child in self._alive():
            os.kill(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while self._alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        for child in self._alive():
            os.kill(child.pid, signal.SIGKILL)

    def _alive(self) -> list[Child]:
        for child in self.children:
            if child.pid and _ended(child.pid):
                child.pid = 0
        return [child for child in self.children if child.pid]


def _ended(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True
