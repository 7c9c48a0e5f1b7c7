"""The SMTP and LMTP dialogue (RFC 5321, 2033): aiosmtpd's, within limits, with an answer for each LMTP recipient."""

import asyncio
import contextlib
import ipaddress
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, syntax

from opora.mail.doors.smtp_data import GivenUp, NoRoom, TooMuch, read_mail

MOST_CONNECTIONS, MOST_OF_ONE = 200, 20
IDLE_SECONDS = 300
# How often each command may be said in one session: who says NOOP all day is sent away.
COMMANDS = {"MAIL": 1000, "RCPT": 20_000, "DATA": 1000, "RSET": 1000, "*": 50}
BUSY = b"421 4.3.2 Too many connections at once. Please try again later.\r\n"
BUSY_WITH_YOU = b"421 4.7.0 Too many connections from your address at once. Please try again later.\r\n"
SLOW = b"421 4.4.2 Nothing was said for too long. Goodbye.\r\n"
TOO_MUCH = "552 5.3.4 The mail is larger than this desk takes"
NO_ROOM = "452 4.3.1 Too much mail comes at once. Please try again later."


@dataclass
class Limits:
    """What the door has in hand, of all its sessions: connections by peer, bytes of mails that are being read."""

    connections: Counter[str] = field(default_factory=Counter)
    in_hand: int = 0
    most_bytes: int = 0
    largest: int = 0

    def refusal(self, peer: str) -> bytes:
        """Why nobody else can come in; empty when somebody can."""
        if self.connections.total() >= MOST_CONNECTIONS:
            return BUSY
        return BUSY_WITH_YOU if peer and self.connections[peer] >= MOST_OF_ONE else b""


def network_of(peer: object) -> str:
    """Who counts as one: an IPv4 address, an IPv6 network of 64 bits; empty for our own machine."""
    host = str(peer[0]).partition("%")[0] if isinstance(peer, tuple) and peer else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    address = getattr(address, "ipv4_mapped", None) or address
    if address.is_loopback:
        return ""
    return str(address) if address.version == 4 else str(ipaddress.ip_network(f"{address}/64", strict=False))


_SMTP: Any = SMTP  # its types are those of a session that is at no point about to begin or to end


class Protocol(_SMTP):  # type: ignore[misc]
    """SMTP, and LMTP for those who say LHLO. Lines may be as long as careless programs make them."""

    line_length_limit = 2**16

    def __init__(self, *args: Any, limits: Limits, **kwargs: Any) -> None:
        super().__init__(
            *args,
            timeout=IDLE_SECONDS,
            command_call_limit=COMMANDS,
            auth_exclude_mechanism=["LOGIN", "PLAIN"],
            **kwargs,
        )
        self.speaks_lmtp = False
        self.limits = limits
        self._counted: str | None = None
        self._is_refused = False
        self._proxied: tuple[str, int] | None = None

    def connection_made(self, transport: Any) -> None:
        """A connection, or the same one again inside TLS."""
        if self._counted is None:
            peer = network_of(transport.get_extra_info("peername"))
            refusal = self.limits.refusal(peer)
            if refusal:
                self._is_refused = True
                transport.write(refusal)
                transport.close()
                return
            self._count(peer)
        super().connection_made(transport)
        if self._proxied is not None:
            self.session.peer = self._proxied

    def connection_lost(self, error: Exception | None) -> None:
        """The end of it."""
        if self._is_refused:
            return
        if self._counted is not None:
            self.limits.connections[self._counted] -= 1
            self.limits.connections += Counter()  # forgets those of whom nobody is left
            self._counted = None
        with contextlib.suppress(AssertionError):  # TLS that never came about
            super().connection_lost(error)

    def eof_received(self) -> bool | None:
        """Nothing more comes."""
        return None if self._is_refused else super().eof_received()

    def is_proxied_by(self, host: str, port: int) -> bool:
        """The proxy in front said for whom it speaks; False when there are too many of those."""
        self._proxied = self.session.peer = (host, port)
        refusal = self.limits.refusal(network_of(self._proxied))
        if refusal:
            self.transport.write(refusal)
            return False
        self.limits.connections[self._counted or ""] -= 1
        self._count(network_of(self._proxied))
        return True

    def _count(self, peer: str) -> None:
        self._counted = peer
        self.limits.connections[peer] += 1

    def _timeout_cb(self) -> None:
        if self.transport is not None:
            self.transport.write(SLOW)
        super()._timeout_cb()

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        try:
            found: tuple[str | None, str | None] = super()._getaddr(arg)
        except Exception:  # the standard library's parser stumbles over some nonsense
            return None, None
        return found

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:
        """LMTP's greeting: from now on each recipient gets an answer of its own."""
        self.speaks_lmtp = True
        await super().smtp_EHLO(arg)

    @syntax("EHLO hostname")
    async def smtp_EHLO(self, arg: str) -> None:
        """SMTP's greeting."""
        self.speaks_lmtp = False
        await super().smtp_EHLO(arg)

    @syntax("VRFY address")
    async def smtp_VRFY(self, arg: str) -> None:
        """Nobody learns here which addresses there are without sending a mail (RFC 5321, 3.5.3)."""
        await self.push("252 2.1.5 Addresses are not verified. Send a mail.")

    async def smtp_AUTH(self, arg: str) -> None:
        """Nobody signs in here: mail is taken for the desk's own addresses, from everybody, and passed on to nobody."""
        await self.push("502 5.5.1 There is no sign-in here")

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:
        """Reads a mail; over LMTP whatever is said about it is said for each recipient."""
        if await self.check_helo_needed():
            return
        if not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Error: need RCPT command")
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        held = 0

        def heard(count: int) -> bool:
            nonlocal held
            self._reset_timeout()
            if self.limits.in_hand + count > self.limits.most_bytes:
                return False
            self.limits.in_hand += count
            held += count
            return True

        try:
            await self._take(heard)
        finally:
            self.limits.in_hand -= held
            self._set_post_data_state()

    async def _take(self, heard: Any) -> None:
        trouble = ""
        try:
            self.envelope.content = await read_mail(self._reader, self.data_size_limit, heard)
        except TooMuch:
            trouble = TOO_MUCH
        except NoRoom:
            trouble = NO_ROOM
        except GivenUp:
            self.transport.write(SLOW)
            self.transport.close()
            return
        except asyncio.IncompleteReadError as error:
            raise asyncio.CancelledError from error
        answer = trouble or await self._call_handler_hook("DATA")
        if self.speaks_lmtp and "\r\n" not in answer:
            answer = "\r\n".join([answer] * len(self.envelope.rcpt_tos))
        await self.push(answer)
