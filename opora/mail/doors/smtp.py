"""The SMTP and LMTP door: takes mail for the desk's own addresses and answers “taken” only when it is kept."""

import asyncio
import contextlib
import ipaddress
import logging
import socket
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiosmtpd.smtp import Envelope, Session
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from opora.desk.models import Mailbox
from opora.desk.public import mailbox_of_address
from opora.mail.doors.smtp_protocol import Limits, Protocol
from opora.mail.doors.smtp_tls import Certificate
from opora.mail.raw import NotKept
from opora.mail.receiving.receive import receive
from opora.mail.settings import MAIL_MEGABYTES

log = logging.getLogger(__name__)
TAKEN = "250 2.0.0 Taken"
LATER = "451 4.3.0 The mail could not be kept just now. Please try again later."
FULL = "452 4.3.1 There is no room to keep the mail just now. Please try again later."
UNKNOWN = "550 5.1.1 There is no such address here"
MOST_RECIPIENTS = 100
THREADS = 4
# Mails in hand at once, in the size of the largest one: their sum is what the door may need of memory, twice.
LARGEST_AT_ONCE = 4
REFRESH_SECONDS = 10.0


class Door:
    """What aiosmtpd asks for each step of a session. Database and disk are used in threads of their own."""

    def __init__(self) -> None:
        self.limits = Limits()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="mail door")

    async def handle_EHLO(
        self, server: Protocol, session: Session, envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        """What the door can do; no sign-in among it, whatever the library would offer."""
        session.host_name = hostname
        can = [line[4:] for line in answers if not line[4:].startswith(("AUTH", "HELP"))]
        can += ["PIPELINING", "ENHANCEDSTATUSCODES"]
        return [f"250-{line}" for line in can[:-1]] + [f"250 {can[-1]}"]

    async def handle_PROXY(self, server: Protocol, session: Session, envelope: Envelope, told: Any) -> bool:
        """A proxy of ours says for whom it speaks (the PROXY protocol); its own probes say nothing."""
        if told.src_addr and told.src_port:
            return server.is_proxied_by(str(told.src_addr), int(told.src_port))
        return True

    async def handle_RCPT(
        self, server: Protocol, session: Session, envelope: Envelope, address: str, options: Sequence[str]
    ) -> str:
        """Only the desk's own addresses are taken; anything else is told at once, to the sender's own server."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            mailbox = await self._in_thread(mailbox_of_address, tidy(address))
        except Exception:
            log.exception("The door could not ask for %s", address)
            return LATER
        if mailbox is None:
            return f"{UNKNOWN}: {tidy(address)}"
        envelope.rcpt_tos.append(tidy(address))
        return "250 2.1.5 Recipient is known"

    async def handle_DATA(self, server: Protocol, session: Session, envelope: Envelope) -> str:
        """Keeps the mail for each recipient. Over LMTP one answer for each, over SMTP the worst for all."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        source = "lmtp" if server.speaks_lmtp else "smtp"
        answers = [
            await self._in_thread(
                _keep, content, source, _peer(session), tidy(envelope.mail_from or ""), address
            )
            for address in _one_for_each_mailbox(envelope.rcpt_tos, each=server.speaks_lmtp)
        ]
        if server.speaks_lmtp:
            return "\r\n".join(answers)
        return next((answer for answer in answers if answer != TAKEN), TAKEN)

    async def handle_exception(self, error: Exception) -> str:
        """Whatever went wrong here is temporary to the other side: the mail is still theirs."""
        log.exception("The mail door failed", exc_info=error)
        return LATER

    async def look(self, certificate: Certificate | None) -> None:
        """Reads again what may change while the door is open: the size of the largest mail, the certificate."""
        megabytes = await self._in_thread(MAIL_MEGABYTES.get)
        self.limits.largest = megabytes * 1024 * 1024
        self.limits.most_bytes = LARGEST_AT_ONCE * self.limits.largest
        if certificate is not None:
            certificate.refresh()

    def close(self) -> None:
        """Ends the threads and their database connections."""
        together = threading.Barrier(THREADS)
        for _thread in range(THREADS):
            self._threads.submit(_part, together)
        self._threads.shutdown(wait=True)

    async def _in_thread(self, function: Any, *words: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, _with_fresh_connection, function, words
        )


def run(stop: threading.Event) -> None:
    """The service: listens at OPORA_SMTP_DOOR, and at OPORA_SMTP_DOOR_TLS if that is set, until `stop`."""
    env = settings.ENV
    certificate = (
        Certificate(env.smtp_door_certificate, env.smtp_door_key) if env.smtp_door_certificate else None
    )
    tls_at = _place(env.smtp_door_tls) if env.smtp_door_tls else None
    asyncio.run(
        serve(
            *_place(env.smtp_door),
            stop,
            certificate=certificate,
            tls_at=tls_at,
            behind_proxy=env.smtp_door_proxy,
        )
    )


async def serve(
    host: str,
    port: int,
    stop: threading.Event,
    opened: threading.Event | None = None,
    *,
    certificate: Certificate | None = None,
    tls_at: tuple[str, int] | None = None,
    behind_proxy: bool = False,
) -> None:
    """Listens until `stop`; sets `opened` when it does. With a certificate STARTTLS is offered, and at `tls_at` TLS
    begins at once. `behind_proxy`: every connection begins with a line of the PROXY protocol. Raises OSError when an
    address is taken or not ours."""
    door, loop = Door(), asyncio.get_running_loop()

    def protocol(*, begun: bool) -> Protocol:
        return Protocol(
            door,
            limits=door.limits,
            hostname=_own_name(),
            ident="Opora",
            enable_SMTPUTF8=True,
            data_size_limit=door.limits.largest,
            tls_context=certificate.context if certificate and not begun else None,
            proxy_protocol_timeout=10 if behind_proxy and not begun else None,
            loop=loop,
        )

    await door.look(certificate)
    servers = [await loop.create_server(lambda: protocol(begun=False), host, port, family=socket.AF_UNSPEC)]
    if certificate and tls_at:
        inside: dict[str, Any] = {"ssl": certificate.context, "ssl_handshake_timeout": 20}
        servers.append(await loop.create_server(lambda: protocol(begun=True), *tls_at, **inside))
    if opened is not None:
        opened.set()
    looked = loop.time()
    try:
        while not stop.is_set():
            await asyncio.sleep(0.25)
            if loop.time() - looked > REFRESH_SECONDS:
                looked = loop.time()
                with contextlib.suppress(DatabaseError):  # the next look comes soon
                    await door.look(certificate)
    finally:
        for server in servers:
            server.close()
        door.close()


def _place(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def tidy(address: str) -> str:
    """An address of the envelope as text that any database takes."""
    return (
        address.strip("<>")
        .encode("utf-8", "surrogateescape")
        .decode("utf-8", "replace")
        .replace("\x00", "")[:254]
    )


def _keep(
    content: bytes, source: str, peer: tuple[str | None, str], envelope_from: str, envelope_to: str
) -> str:
    mailbox: Mailbox | None = mailbox_of_address(envelope_to)
    try:
        receive(
            content,
            source=source,
            mailbox=mailbox,
            envelope_from=envelope_from,
            envelope_to=envelope_to,
            peer=peer[0],
            peer_name=peer[1],
        )
    except NotKept as problem:
        log.error("%s", problem)
        return FULL if isinstance(problem.__cause__, OSError) else LATER
    except Exception:
        log.exception("A mail could not be kept")
        return LATER
    return TAKEN


def _peer(session: Session) -> tuple[str | None, str]:
    """The other machine's address, None when it has none, and what it calls itself."""
    host = str(session.peer[0]).partition("%")[0] if isinstance(session.peer, tuple) else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None, tidy(session.host_name or "")
    plain = getattr(address, "ipv4_mapped", None) or address
    return str(plain), tidy(session.host_name or "")


def _one_for_each_mailbox(recipients: Sequence[str], *, each: bool) -> list[str]:
    """Over SMTP a mail to several of a mailbox's spellings is one mail; LMTP wants an answer for each of them."""
    if each:
        return list(recipients)
    plain = {address.lower(): address for address in reversed(recipients)}
    return list(reversed(plain.values()))


def _with_fresh_connection(function: Any, words: tuple[Any, ...]) -> Any:
    """A thread lives long and its database connection may have died meanwhile."""
    close_old_connections()
    try:
        return function(*words)
    except Exception:
        connection.close()
        raise


def _part(together: threading.Barrier) -> None:
    """Each thread waits for the others here, so that each comes by once."""
    with contextlib.suppress(threading.BrokenBarrierError):
        together.wait(5)
    connection.close()


def _own_name() -> str:
    host = str(settings.ENV.host)
    return host if host.isascii() and "." in host else "localhost"
