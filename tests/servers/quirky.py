"""An IMAP server that answers as some providers' servers do and Dovecot never would; it has one folder."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Quirky:
    """`mails` by UID. Switches, each after somebody's server: `peek_gives_nothing` (Exchange, for mails that it can't
    show), `uid_comes_last` (Exchange), `search_fails` (Yandex), `tells_before_idling`, `breaks_at` a UID."""

    mails: dict[int, bytes]
    peek_gives_nothing: set[int] = field(default_factory=set)
    breaks_at: set[int] = field(default_factory=set)
    uid_comes_last: bool = False
    search_fails: bool = False
    idles: bool = False
    tells_before_idling: bool = False
    port: int = 0

    def talk(self, line: socket.socket) -> None:
        """One session."""
        file = line.makefile("rwb")

        def say(*words: bytes) -> None:
            file.write(b"".join(word + b"\r\n" for word in words))
            file.flush()

        say(b"* OK ready")
        while command := file.readline().strip().decode():
            tag, _, rest = command.partition(" ")
            if not self._answer(tag, rest.upper(), say, file):
                line.shutdown(socket.SHUT_RDWR)
                return

    def _answer(self, tag: str, verb: str, say: Callable[..., None], file: Any) -> bool:
        """False: the line is cut."""
        done = f"{tag} OK done".encode()
        if verb == "CAPABILITY":
            say(b"* CAPABILITY IMAP4rev1" + (b" IDLE" if self.idles else b""), done)
        elif verb.startswith("SELECT"):
            say(f"* {len(self.mails)} EXISTS".encode(), b"* OK [UIDVALIDITY 7] ok")
            say(f"* OK [UIDNEXT {max(self.mails, default=0) + 1}] ok".encode(), done)
        elif verb.startswith("UID SEARCH") and self.search_fails:
            say(f"{tag} NO [UNAVAILABLE] UID SEARCH Backend error".encode())
        elif verb.startswith("UID SEARCH"):
            say(b"* SEARCH " + " ".join(map(str, self.mails)).encode(), done)
        elif verb.startswith("UID FETCH") and not self._fetch(verb, say):
            return False
        else:
            if verb == "IDLE":
                self._idle(say)
                assert file.readline().strip() == b"DONE"
            say(done)
        return True

    def _idle(self, say: Callable[..., None]) -> None:
        if not self.tells_before_idling:
            say(b"+ idling")
            return
        # In one packet with what begins the waiting.
        self.mails[max(self.mails, default=0) + 1] = b"Subject: late\r\nMessage-ID: <late@v>\r\n\r\nlate\r\n"
        self.tells_before_idling = False
        say(b"* 1 RECENT", b"+ idling", f"* {len(self.mails)} EXISTS".encode())

    def _fetch(self, verb: str, say: Callable[..., None]) -> bool:
        wanted = [uid for part in verb.split()[2].split(",") for uid in self._span(part)]
        for at, uid in enumerate(wanted, 1):
            raw = self.mails[uid]
            if "RFC822.SIZE" in verb:
                say(f"* {at} FETCH (UID {uid} RFC822.SIZE {len(raw)})".encode())
            elif "BODY" not in verb:
                say(f"* {at} FETCH (UID {uid} FLAGS ())".encode())
            elif uid in self.breaks_at:
                return False
            elif uid not in self.peek_gives_nothing or "PEEK" not in verb:
                head, tail = (b"", b" UID %d" % uid) if self.uid_comes_last else (b"UID %d " % uid, b"")
                say(b"* %d FETCH (%sBODY[] {%d}\r\n%s%s)" % (at, head, len(raw), raw, tail))
        return True

    def _span(self, part: str) -> list[int]:
        first, _, last = part.partition(":")
        end = max(self.mails, default=0) if last == "*" else int(last or first)
        return [uid for uid in self.mails if int(first) <= uid <= end]


@contextmanager
def answering(server: Quirky) -> Iterator[Quirky]:
    """The server, listening until the end of the block."""
    listening = socket.create_server(("127.0.0.1", 0))
    server.port = listening.getsockname()[1]
    sessions: list[socket.socket] = []

    def serve() -> None:
        with suppress(OSError):
            while True:
                line, _ = listening.accept()
                sessions.append(line)
                threading.Thread(target=_session, args=(server, line), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield server
    listening.close()
    for line in sessions:
        line.close()


def _session(server: Quirky, line: socket.socket) -> None:
    with suppress(OSError, ValueError):
        server.talk(line)
    line.close()
