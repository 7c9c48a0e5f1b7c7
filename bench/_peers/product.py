"""What every desk of the comparison can do, each in its own way."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bench._peers.browser import Browser
from bench._peers.machine import Server, free_port
from bench._peers.measuring import Meter

AGENT, PASSWORD = "bench-agent@bench.example", "password-of-bench"
MAILBOX = "help@bench.example"
WORKERS = 8  # of the peers' servers: as many as clients, so that no open connection waits for a worker
REPLY = "Здравствуйте! Уже проверяем."


@dataclass(frozen=True)
class Work:
    """What this run is about: its folder, the neutral file, the PostgreSQL, the tickets with about twenty messages."""

    folder: Path
    lines: Path
    server: Server
    tickets: int
    mails: int
    long: Sequence[int]
    open: int  # how many are not solved: what the list has to show


@dataclass(frozen=True)
class Count:
    """How many tickets and messages a desk holds, and how many mails wait in it."""

    tickets: int
    messages: int
    waiting: int = 0


@dataclass
class Product(ABC):
    """One desk. The order of calls: install, fill, start, then anything, stop, remove."""

    work: Work
    port: int = field(default_factory=free_port)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    name = ""

    @property
    def database(self) -> str:
        """Its database in PostgreSQL; empty for none."""
        return f"opora_peers_{self.name.replace('-', '_')}_{os.getpid()}"

    @property
    def folder(self) -> Path:
        """Where it may write."""
        path = self.work.folder / self.name
        path.mkdir(exist_ok=True)
        return path

    @abstractmethod
    def install(self) -> None:
        """Whatever is missing on the machine. Raises Missing."""

    @abstractmethod
    def version(self) -> str:
        """Itself, and what serves it."""

    @abstractmethod
    def fill(self) -> None:
        """An empty database and all tickets in it; afterwards the agent AGENT may sign in."""

    @abstractmethod
    def start(self) -> None:
        """Its server is running and answers."""

    @abstractmethod
    def sign_in(self) -> Browser:
        """The agent, signed in."""

    @abstractmethod
    def list_page(self, browser: Browser) -> int:
        """Fifty open tickets, those that changed last; returns how many rows were shown."""

    @abstractmethod
    def ticket_page(self, browser: Browser, number: int) -> str:
        """All requests until a ticket with its messages is there; returns what came."""

    @abstractmethod
    def search(self, browser: Browser, question: str) -> None:
        """The first page of what is found."""

    @abstractmethod
    def found(self, browser: Browser, question: str) -> int:
        """How many tickets are found in all."""

    @abstractmethod
    def reply(self, browser: Browser, number: int) -> Callable[[], object]:
        """Looks at the ticket, writes REPLY; the call that is returned sends it."""

    @abstractmethod
    def take_in(self, mails: Sequence[bytes]) -> None:
        """Gives it the mails by its documented command; returns when nothing more can be expected of it."""

    @abstractmethod
    def count(self) -> Count:
        """How much it holds now."""

    def ready(self) -> None:
        """Waits for what goes on in the background after a start: with most, nothing does."""
        return

    def more(self) -> list[tuple[str, str]]:
        """Further findings for the report, taken last: what, figure."""
        return []

    def meter(self) -> Meter:
        """Its processor time."""
        return Meter(
            roots=lambda: [process.pid for process in self.processes],
            backends=lambda: self.work.server.backends(self.database) if self.database else [],
        )

    def stop(self) -> None:
        """Ends its processes."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.processes.clear()

    def remove(self) -> None:
        """Nothing is left of it but what was installed."""
        if self.database:
            self.work.server.drop(self.database)

    def run(self, words: Sequence[str], environment: Mapping[str, str], **more: object) -> str:
        """Runs a command to its end; returns what it prints. Raises RuntimeError with its last words when it fails."""
        done = subprocess.run(
            list(words), env={**os.environ, **environment}, check=False, capture_output=True, text=True,
            **({"stdin": subprocess.DEVNULL} if "input" not in more else {}), **more,  # type: ignore[call-overload]
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(
                f"{' '.join(words[:4])} … ended with {done.returncode}:\n{done.stderr[-2000:]}"
            )
        return str(done.stdout)

    def serve(self, words: Sequence[str], environment: Mapping[str, str], path: str) -> None:
        """Starts a server and waits until this page answers; it writes into its log."""
        with (self.folder / "server.log").open("ab") as log:
            process = subprocess.Popen(
                words,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        for _attempt in range(600):
            if process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"{self.name} does not start:\n{(self.folder / 'server.log').read_text()[-2000:]}")


def piped(words: Sequence[str], mails: Sequence[bytes], environment: Mapping[str, str]) -> None:
    """One run of the command for each mail, as many at once as there are cores, as mail servers do.

    Failures are left to the count afterwards.
    """

    def one(raw: bytes) -> None:
        subprocess.run(words, input=raw, env={**os.environ, **environment}, check=False, capture_output=True)

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(one, mails))
