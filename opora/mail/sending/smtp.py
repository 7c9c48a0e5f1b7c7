"""Handing a mail to its mailbox's SMTP server, and telling for each failure whether trying again can help."""

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from opora.desk.models import Mailbox, Security
from opora.mail.sending.compose import Composed

TIMEOUT = 60  # seconds for each answer of the server
PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.PLAIN: 25}


@dataclass(frozen=True)
class Route:
    """How a mailbox's mail leaves."""

    host: str
    port: int
    security: str
    login: str
    password: str

    @classmethod
    def of(cls, mailbox: Mailbox) -> "Route":
        """As the mailbox says; the port may follow from the security."""
        port = mailbox.out_port or PORTS[Security(mailbox.out_security)]
        return cls(mailbox.out_host, port, mailbox.out_security, mailbox.out_login, mailbox.out_password)


class NotSent(Exception):
    """The mail was not taken. `reason` is a code of `opora.mail.reasons`, `words` what the server said.

    `is_final`: trying again can't help. `concerns_route`: nothing can be sent this way now.
    """

    def __init__(
        self, reason: str, words: str, *, is_final: bool = False, concerns_route: bool = False
    ) -> None:
        super().__init__(f"{reason}: {words}")
        self.reason = reason
        self.words = words[:2000]
        self.is_final = is_final
        self.concerns_route = concerns_route


def send(route: Route, composed: Composed) -> None:
    """Hands over one mail; returns when the server has taken it over. Raises NotSent."""
    if not route.host:
        raise NotSent("no_server", "", concerns_route=True)
    with connected(route) as server:
        _transact(server, composed)


@contextmanager
def connected(route: Route) -> Iterator[smtplib.SMTP]:
    """A session, safe and signed in as the route wants. Raises NotSent when there can be none."""
    server = reach(route)
    try:
        sign_in(server, route)
        yield server
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            server.quit()


def reach(route: Route, seconds: int = TIMEOUT) -> smtplib.SMTP:
    """A session that is not signed in yet. Raises NotSent."""
    try:
        return _open(route, seconds)
    except (smtplib.SMTPNotSupportedError, ssl.SSLError) as error:
        raise NotSent("tls_failed", str(error), concerns_route=True) from error
    except socket.gaierror as error:
        raise NotSent("name_not_found", str(error), concerns_route=True) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent("no_connection", str(error) or type(error).__name__, concerns_route=True) from error


def sign_in(server: smtplib.SMTP, route: Route) -> None:
    """Signs in if the route has a login, and greets. Raises NotSent."""
    try:
        server.ehlo_or_helo_if_needed()
        if route.login:
            server.login(route.login, route.password)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError) as error:
        words = said(error) if isinstance(error, smtplib.SMTPResponseException) else str(error)
        raise NotSent("login_refused", words, concerns_route=True) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent("interrupted", str(error) or type(error).__name__, concerns_route=True) from error


def _open(route: Route, seconds: int) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if route.security == Security.TLS:
        return smtplib.SMTP_SSL(route.host, route.port, timeout=seconds, context=context)
    server = smtplib.SMTP(route.host, route.port, timeout=seconds)
    if route.security == Security.STARTTLS:
        try:
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
    return server


def _transact(server: smtplib.SMTP, composed: Composed) -> None:
    options = [] if (composed.recipient + composed.sender).isascii() else ["SMTPUTF8"]
    try:
        server.sendmail(composed.sender, [composed.recipient], composed.content, mail_options=options)
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise _answered("recipient_refused", code, words) from error
    except smtplib.SMTPSenderRefused as error:
        # An administrator can mend this, so the mail waits however the server put it.
        raise NotSent("sender_refused", said(error)) from error
    except smtplib.SMTPDataError as error:
        raise _answered("content_refused", error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotSent("recipient_refused", str(error), is_final=True) from error
    except smtplib.SMTPResponseException as error:
        raise _answered("content_refused", error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent("interrupted", str(error) or type(error).__name__) from error


def _answered(reason: str, code: int, words: bytes | str) -> NotSent:
    text = f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
    if 500 <= code < 600:
        return NotSent(reason, text, is_final=True)
    return NotSent("put_off", text)


def said(error: smtplib.SMTPResponseException) -> str:
    """The server's code and words."""
    words = error.smtp_error
    return f"{error.smtp_code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
