"""A real SMTP server on loopback that keeps what it is given, and can be told to refuse."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
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
        """Only the right password."""
        good = isinstance(data, LoginPassword) and data.password.decode() == self.password
        return AuthResult(success=good, handled=False)


@contextmanager
def listening(
    port: int = 0,
    password: str = "",
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    host: str = "127.0.0.1",
) -> Iterator[Sink]:
    """A sink on a port of its own (or that one); with a password it wants a login before anything else.

    `starttls`: it offers STARTTLS with that certificate; `tls`: it speaks TLS from the first letter.
    """
    sink, ready, loop = Sink(password=password), threading.Event(), asyncio.new_event_loop()
    ended = asyncio.Event()
    auth = (
        {"auth_require_tls": False, "auth_required": True, "authenticator": sink.authenticate}
        if password
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
