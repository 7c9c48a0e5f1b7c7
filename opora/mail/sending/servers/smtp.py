"""Talking SMTP (RFC 5321) to the server of a route, and telling for each failure whether trying again can help."""

import contextlib
import smtplib
import socket
import ssl
from functools import lru_cache

from django.conf import settings

from opora.desk.models import OutSecurity, Security, SignIn, Trust
from opora.mail.oauth import sasl
from opora.mail.oauth.tokens import NoToken
from opora.mail.sending.compose import Composed
from opora.mail.sending.servers.route import Route
from opora.mail.sending.servers.status import reason_of

# Seconds. A server may take ten minutes over a mail before it says 250; who leaves earlier sends twice (4.5.3.2.6).
REACH, ANSWER, TAKE_OVER = 30, 60, 600
GONE = 421  # said before a server closes the connection, at whatever command


class NotSent(Exception):
    """The mail was not taken. `reason` is a code of `opora.mail.reasons`, `words` what the server said.

    `is_final`: trying again can't help. `concerns_route`: nothing can be sent this way now. `is_broken`: the session is
    of no more use. `is_safe`: the mail itself was not begun, so that it may be begun again at once.
    """

    def __init__(
        self,
        reason: str,
        words: str,
        *,
        is_final: bool = False,
        concerns_route: bool = False,
        is_broken: bool = False,
        is_safe: bool = False,
    ) -> None:
        super().__init__(f"{reason}: {words}")
        self.reason = reason
        self.words = words[:2000]
        self.is_final = is_final
        self.concerns_route = concerns_route
        self.is_broken = is_broken
        self.is_safe = is_safe


def reach(route: Route, seconds: int = REACH) -> smtplib.SMTP:
    """A session that is not signed in yet. Raises NotSent."""
    try:
        server = _open(route, seconds)
    except (smtplib.SMTPNotSupportedError, ssl.SSLError) as error:
        raise NotSent("tls_failed", str(error), concerns_route=True) from error
    except socket.gaierror as error:
        raise NotSent("name_not_found", str(error), concerns_route=True) from error
    except smtplib.SMTPResponseException as error:
        raise NotSent("server_closed", said(error), concerns_route=True) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent("no_connection", str(error) or type(error).__name__, concerns_route=True) from error
    return server


def sign_in(server: smtplib.SMTP, route: Route) -> None:
    """Signs in if the route has a login, and greets. Raises NotSent."""
    try:
        server.ehlo_or_helo_if_needed()
        if route.login:
            _authenticate(server, route)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError) as error:
        words = said(error) if isinstance(error, smtplib.SMTPResponseException) else str(error)
        for_now = isinstance(error, smtplib.SMTPResponseException) and error.smtp_code < 500
        raise NotSent("server_closed" if for_now else "login_refused", words, concerns_route=True) from error
    except smtplib.SMTPResponseException as error:
        raise NotSent("server_closed", said(error), concerns_route=True) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent("interrupted", str(error) or type(error).__name__, concerns_route=True) from error


def _authenticate(server: smtplib.SMTP, route: Route) -> None:
    """The one place that uses a route's secret."""
    if route.sign_in == SignIn.OAUTH:
        try:
            sasl.sign_in_smtp(server, route.login, route.mailbox)
        except sasl.TokenRefused as refusal:
            raise NotSent("login_refused", str(refusal), concerns_route=True) from refusal
        except NoToken as refusal:
            raise NotSent(refusal.reason, refusal.words, concerns_route=True) from refusal
    else:
        if route.security == OutSecurity.OPPORTUNISTIC and not isinstance(server.sock, ssl.SSLSocket):
            raise NotSent("tls_missing", "", concerns_route=True)
        server.login(route.login, route.password)


def begin(server: smtplib.SMTP, composed: Composed, *, again: bool) -> None:
    """Sender and recipient, up to the server's “go on”. Raises NotSent; `again` on a session that has sent already."""
    is_plain = (composed.recipient + composed.sender).isascii()
    options = [] if is_plain else ["SMTPUTF8"]
    if server.has_extn("size"):
        options.append(f"SIZE={len(composed.content)}")
    try:
        if again:
            _expect(server.rset(), (250,), "interrupted")
        if not is_plain and not server.has_extn("smtputf8"):
            raise NotSent("no_such_letters", "", is_final=True)
        _expect(server.mail(composed.sender, options), (250,), "sender_refused")
        _expect(server.rcpt(composed.recipient), (250, 251), "recipient_refused")
        _expect(server.docmd("DATA"), (354,), "content_refused")
    except NotSent as failure:
        failure.is_safe = True
        raise
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent("interrupted", _told(error), is_broken=True, is_safe=True) from error


def hand_over(server: smtplib.SMTP, content: bytes) -> None:
    """The mail itself, after `begin`; returns when the server has taken it over. Raises NotSent.

    When the connection breaks in here nobody knows whether the server has it: it is sent again later, with the same
    Message-ID.
    """
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    dotted = (b"\r\n" + ended).replace(b"\r\n.", b"\r\n..")[2:]
    try:
        server.send(dotted + b".\r\n")
        if server.sock is not None:
            server.sock.settimeout(TAKE_OVER)
        answer = server.getreply()
        if server.sock is not None:
            server.sock.settimeout(ANSWER)
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent("interrupted", _told(error), is_broken=True) from error
    _expect(answer, (250,), "content_refused")


def part(server: smtplib.SMTP) -> None:
    """Ends a session politely, but does not wait for long."""
    with contextlib.suppress(smtplib.SMTPException, OSError):
        if server.sock is not None:
            server.sock.settimeout(2)
        server.quit()
    server.close()


def said(error: smtplib.SMTPResponseException) -> str:
    """The server's code and words."""
    return f"{error.smtp_code} {_text(error.smtp_error)}"


def _open(route: Route, seconds: int) -> smtplib.SMTP:
    name = own_name()
    if route.security == Security.TLS:
        secure = smtplib.SMTP_SSL(
            route.host, route.port, name, timeout=seconds, context=trusting(route.trust, route.authority)
        )
        return _patient(secure)
    server = smtplib.SMTP(route.host, route.port, name, timeout=seconds)
    try:
        _protect(server, route)
    except BaseException:
        server.close()
        raise
    return _patient(server)


def _protect(server: smtplib.SMTP, route: Route) -> None:
    if route.security == Security.STARTTLS:
        server.starttls(context=trusting(route.trust, route.authority))
    elif route.security == OutSecurity.OPPORTUNISTIC:
        server.ehlo_or_helo_if_needed()
        if server.has_extn("starttls"):
            # Whoever would send in clear gains nothing by refusing a certificate (RFC 7435).
            server.starttls(context=trusting(Trust.ANY, ""))


def _patient(server: smtplib.SMTP) -> smtplib.SMTP:
    if server.sock is not None:
        server.sock.settimeout(ANSWER)
    return server


@lru_cache(32)
def trusting(trust: str, authority: str) -> ssl.SSLContext:
    """Whom to believe about a server's name. Raises ssl.SSLError for an authority that is none."""
    context = ssl.create_default_context(cadata=authority if trust == Trust.OWN and authority else None)
    if trust == Trust.ANY:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def own_name() -> str | None:
    """What we greet servers with: the desk's own host name where it has a real one, else the machine's."""
    host = str(settings.ENV.host)
    return host if "." in host and not host.replace(".", "").isdigit() else None


def _expect(answer: tuple[int, bytes], wanted: tuple[int, ...], otherwise: str) -> None:
    """Raises NotSent unless the server answered one of `wanted`."""
    code, words = answer[0], _text(answer[1])
    if code in wanted:
        return
    text = f"{code} {words}"
    if code == GONE or not 200 <= code < 600:
        reason = reason_of(code, words, otherwise) if code == GONE else "interrupted"
        raise NotSent(reason, text, is_broken=True)
    reason = reason_of(code, words, otherwise)
    # An administrator can mend what is wrong with the sender or the login, so the mail waits however it was put.
    mendable = otherwise == "sender_refused" and reason != "mail_too_large"
    raise NotSent("sender_refused" if mendable else reason, text, is_final=code >= 500 and not mendable)


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
