"""A mail server with bad manners: at any step it refuses, closes, says nothing, or says one letter at a time."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

GOOD = {
    "GREETING": "220 rude.example ESMTP", "EHLO": "250 rude.example", "HELO": "250 rude.example", "RSET": "250 OK",
    "NOOP": "250 OK", "MAIL": "250 OK", "RCPT": "250 OK", "DATA": "354 Go on", "END": "250 taken",
    "QUIT": "221 Bye", "AUTH": "235 welcome",
}  # fmt: skip


@dataclass
class Rude:
    """`manners` says by step what happens instead of the polite answer: a reply, “drop”, “hang” (until the end of the
    test), “drip” (a letter now and then), “take and drop” (END only: the mail is taken, the 250 never said).

    Steps are the commands, GREETING, and END, the dot after a mail. A step with a number, “MAIL#2”, is the second such
    command of all sessions. `heard` are the commands of all sessions in order.
    """

    port: int = 0
    manners: dict[str, str] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    sessions: int = 0
    at_once: int = 0
    most_at_once: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def serve(self, connection: socket.socket) -> None:
        """One session."""
        with self._lock:
            self.sessions += 1
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            with connection, connection.makefile("rb") as lines:
                self._answer(connection, "GREETING")
                while line := lines.readline():
                    step = line.split()[0].decode().upper() if line.split() else ""
                    self._answer(connection, step)
                    if step == "QUIT":
                        return
                    if step == "DATA" and self._manner("DATA", peek=True).startswith("354"):
                        self._take(connection, lines)
        except (OSError, _Closed):
            pass
        finally:
            with self._lock:
                self.at_once -= 1

    def _take(self, connection: socket.socket, lines: object) -> None:
        content = b""
        while (line := lines.readline()) != b".\r\n":  # type: ignore[attr-defined]
            if not line:
                raise _Closed
            content += line[1:] if line.startswith(b".") else line
        manner = self._manner("END", peek=True)
        if manner.startswith("250") or manner == "take and drop":
            self.mails.append(content)
        self._answer(connection, "END")

    def _manner(self, step: str, *, peek: bool = False) -> str:
        count = sum(1 for one in self.heard if one == step) + (0 if peek else 1)
        return self.manners.get(f"{step}#{count}") or self.manners.get(step) or GOOD.get(step, "502 what?")

    def _answer(self, connection: socket.socket, step: str) -> None:
        manner = self._manner(step)
        self.heard.append(step)
        if manner in {"drop", "take and drop"}:
            raise _Closed
        if manner == "hang":
            self.over.wait(60)
            raise _Closed
        if manner == "drip":
            while not self.over.wait(0.05):
                connection.sendall(b"2")
            raise _Closed
        connection.sendall(manner.encode() + b"\r\n")
        if manner.startswith("421"):
            raise _Closed


class _Closed(Exception):
    pass


@contextmanager
def rude(**manners: str) -> Iterator[Rude]:
    """Such a server on a port of its own."""
    made = Rude(manners=dict(manners))
    listener = socket.create_server(("127.0.0.1", 0))
    made.port = listener.getsockname()[1]

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _address = listener.accept()
                threading.Thread(target=made.serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
