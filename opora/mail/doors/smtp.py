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

from aiosmtpd.smtp import SMTP, Envelope, Session, syntax
from django.conf import settings
from django.db import close_old_connections, connection

from opora.desk.models import Mailbox
from opora.desk.public import mailbox_of_address
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


class Protocol(SMTP):
    """SMTP, and LMTP for those who say LHLO. Lines may be as long as careless programs make them."""

    line_length_limit = 2**20

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speaks_lmtp = False

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:
        """LMTP's greeting: from now on each recipient gets an answer of its own."""
        self.speaks_lmtp = True
        await super().smtp_EHLO(arg)


class Door:
    """What aiosmtpd asks for each step of a session. Database and disk are used in threads of their own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="mail door")

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
    """The service: listens at OPORA_SMTP_DOOR until `stop`."""
    host, _, port = settings.ENV.smtp_door.rpartition(":")
    asyncio.run(serve(host.strip("[]"), int(port), stop))


async def serve(host: str, port: int, stop: threading.Event, opened: threading.Event | None = None) -> None:
    """Listens until `stop`; sets `opened` when it does. Raises OSError when the address is taken or not ours."""
    door, loop = Door(), asyncio.get_running_loop()
    size = await loop.run_in_executor(None, _with_fresh_connection, MAIL_MEGABYTES.get, ())

    def protocol() -> Protocol:
        return Protocol(
            door,
            hostname=_own_name(),
            ident="Opora",
            enable_SMTPUTF8=True,
            data_size_limit=size * 1024 * 1024,
            timeout=300,
            loop=loop,
        )

    server = await loop.create_server(protocol, host, port, family=socket.AF_UNSPEC)
    if opened is not None:
        opened.set()
    try:
        while not stop.is_set():
            await asyncio.sleep(0.25)
    finally:
        server.close()
        door.close()


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
