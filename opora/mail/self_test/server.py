"""The probe of the outgoing server itself: does it offer a safe connection, with what certificate, under what name?"""

import contextlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from opora.desk.models import OutSecurity, Security, Trust
from opora.events.public import clock
from opora.mail.self_test.names import addresses_of
from opora.mail.self_test.result import Result, bad, good, unknown, warning
from opora.mail.sending.servers import smtp
from opora.mail.sending.servers.route import Route
from opora.mail.sending.servers.smtp import NotSent

SECONDS = 10
SOON = 14  # days that a certificate should still be good for


@dataclass(frozen=True)
class Look:
    """What one visit showed: the server's own name and the result about its safety."""

    name: str
    tls: Result


def look(route: Route) -> Look:
    """Connects once or twice and says nothing but its name. Takes some seconds; never raises."""
    if not route.host:
        return Look("", bad("tls", "no_server"))
    try:
        with _session(route) as server:
            name, found = _name(server), _first(server, route)
    except NotSent as failure:
        code = "certificate" if failure.reason == "tls_failed" else "no_connection"
        made = bad("tls", code, words=failure.words) if code == "certificate" else unknown("tls", code)
        return Look("", made)
    except (smtplib.SMTPException, OSError):
        return Look("", unknown("tls", "no_connection"))
    return Look(name, found)


@contextmanager
def _session(route: Route) -> Iterator[smtplib.SMTP]:
    server = smtp.reach(route, SECONDS)
    try:
        server.ehlo_or_helo_if_needed()
        yield server
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            smtp.part(server)


def _name(server: smtplib.SMTP) -> str:
    """How the server calls itself in its answer to EHLO."""
    words = (server.ehlo_resp or server.helo_resp or b"").decode("ascii", "replace").split()
    return words[0][:253].lower() if words else ""


def _first(server: smtplib.SMTP, route: Route) -> Result:
    if route.security == Security.PLAIN:
        return _in_clear(server, route)
    if not isinstance(server.sock, ssl.SSLSocket):
        return _without(route)
    if route.trust == Trust.ANY or route.security == OutSecurity.OPPORTUNISTIC:
        return _unchecked(route)
    return _days(server.sock)


def _in_clear(server: smtplib.SMTP, route: Route) -> Result:
    if server.has_extn("starttls"):
        return warning("tls", "not_used")
    return _without(route)


def _without(route: Route) -> Result:
    inside = addresses_of(route.host) == []
    return good("tls", "inside") if inside else bad("tls", "clear")


def _unchecked(route: Route) -> Result:
    """The certificate is not looked at; perhaps it could be."""
    security = Security.STARTTLS if route.security == OutSecurity.OPPORTUNISTIC else route.security
    try:
        with _session(replace(route, security=security, trust=Trust.SYSTEM)):
            return warning("tls", "could_be_checked")
    except (NotSent, smtplib.SMTPException, OSError):
        return warning("tls", "unchecked")


def _days(sock: ssl.SSLSocket) -> Result:
    ends = str((sock.getpeercert() or {}).get("notAfter", ""))
    if not ends:
        return good("tls", "safe", days=0)
    days = (datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) - clock.now()).days
    return warning("tls", "ends_soon", days=days) if days < SOON else good("tls", "safe", days=days)
