"""A real SMTP server on loopback that keeps what it is given, and can be told to refuse."""

import asyncio
import base64
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Sink:
    """`mails` holds (sender, recipients, bytes) as accepted, `safe` whether each came over TLS, `sessions` the
    number of connections. `answers` are said instead of 250, by recipient."""

    port: int = 0
    mails: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    password: str = ""
    sessions: int = 0
    safe: list[bool] = field(default_factory=list)
    knows: Callable[[str, str], bool] | None = None

    async def auth_XOAUTH2(self, server: SMTP, words: list[str]) -> AuthResult:
        """A token, said at once or after “334”; a refusal is told in JSON, answered with nothing."""
        said = base64.b64decode(words[1]) if len(words) > 1 else await server.challenge_auth("")
        assert isinstance(said, bytes)
        result = self.authenticate(server, server.session, server.envelope, "XOAUTH2", said)
        if not result.success:
            await server.challenge_auth('{"status":"400","schemes":"Bearer"}')
            await server.push("535 5.7.3 Authentication unsuccessful")
            return AuthResult(success=False, handled=True)
        return result

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if "DATA" in self.answers:
            return self.answers["DATA"]
        assert isinstance(envelope.content, bytes)
        self.mails.append((envelope.mail_from or "", list(envelope.rcpt_tos), envelope.content))
        self.safe.append(server.transport.get_extra_info("sslcontext") is not None)
        return "250 taken"

    def last(self) -> EmailMessage:
        """The last mail, parsed by the standard library."""
        made = message_from_bytes(self.mails[-1][2], policy=policy.default)
        assert isinstance(made, EmailMessage)
        return made

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        """Only the right password, or a token that is asked about."""
        if self.knows is not None and isinstance(data, bytes):
            found = re.fullmatch(rb"user=([^\x01]*)\x01auth=Bearer ([^\x01]*)\x01\x01", data)
            return AuthResult(
                success=bool(found and self.knows(*map(bytes.decode, found.groups()))), handled=False
            )
        good = isinstance(data, LoginPassword) and data.password.decode() == self.password
        return AuthResult(success=good, handled=False)


@contextmanager
def listening(
    port: int = 0,
    password: str = "",
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    host: str = "127.0.0.1",
    knows: Callable[[str, str], bool] | None = None,
) -> Iterator[Sink]:
    """A sink on a port of its own (or that one); with a password it wants a login before anything else.

    `starttls`: it offers STARTTLS with that certificate; `tls`: it speaks TLS from the first letter.
    `knows`: it takes tokens that this says to be a login's.
    """
    sink, ready, loop = Sink(password=password, knows=knows), threading.Event(), asyncio.new_event_loop()
    ended = asyncio.Event()
    auth = (
        {"auth_require_tls": False, "auth_required": True, "authenticator": sink.authenticate}
        if password or knows
        else {}
    )

    async def serve() -> None:
        def protocol() -> SMTP:
            sink.sessions += 1
            return SMTP(sink, enable_SMTPUTF8=True, loop=loop, tls_context=starttls, **auth)

        server = await loop.create_server(protocol, host, port, ssl=tls)
        sink.port = server.sockets[0].getsockname()[1]
        ready.set()
        await ended.wait()
        server.close()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()

    thread = threading.Thread(target=run, name="smtp sink", daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield sink
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(5)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
