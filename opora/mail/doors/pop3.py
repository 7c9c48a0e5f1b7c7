"""A POP3 mailbox: takes what is new in it, once; deletes there only what is kept here, and only if told to."""

import contextlib
import poplib
import ssl
import threading

from opora.desk.models import Mailbox, Security, SignIn
from opora.mail.doors.failing import EXPECTED, FetchFailed, failure_of, words_of
from opora.mail.doors.maildrop import Maildrop
from opora.mail.oauth.sasl import sign_in_pop3

TIMEOUT = 60
PORTS = {Security.TLS: 995, Security.STARTTLS: 110, Security.PLAIN: 110}
# Two kilobytes are poplib's own limit of a line: a mail with a longer one could never be fetched.
poplib._MAXLINE = 4 * 1024 * 1024  # type: ignore[attr-defined]


def fetch(mailbox: Mailbox, stop: threading.Event | None = None) -> int:
    """Takes all new mails; returns how many. Raises FetchFailed, and NotKept when they can't be kept here."""
    count, more = fetch_some(mailbox)
    while more and not (stop is not None and stop.is_set()):
        taken, more = fetch_some(mailbox)
        count += taken
    return count


def fetch_some(mailbox: Mailbox) -> tuple[int, bool]:
    """One session: some hundred mails at most, because the server deletes only when it ends well; how many came, and
    whether more are there. Raises as `fetch` does."""
    try:
        box = connect(mailbox)
        try:
            sign_in(box, mailbox)
            return Maildrop(box, mailbox).take_some()
        finally:
            with contextlib.suppress(*EXPECTED):
                box.quit()  # only now the server deletes
            box.close()
    except EXPECTED as error:
        raise _failure(error) from error


def _failure(error: Exception) -> FetchFailed:
    if isinstance(error, poplib.error_proto) and "EOF" in str(error):
        return FetchFailed("interrupted", words_of(error))
    return failure_of(error)


def connect(mailbox: Mailbox, seconds: int = TIMEOUT) -> poplib.POP3:
    """A session that is not signed in yet."""
    port = mailbox.in_port or PORTS[Security(mailbox.in_security)]
    context = ssl.create_default_context()
    if mailbox.in_security == Security.TLS:
        return poplib.POP3_SSL(mailbox.in_host, port, timeout=seconds, context=context)
    box = poplib.POP3(mailbox.in_host, port, timeout=seconds)
    if mailbox.in_security == Security.STARTTLS:
        box.stls(context=context)
    return box


def sign_in(box: poplib.POP3, mailbox: Mailbox) -> None:
    """Raises FetchFailed when the server refuses, NoToken or TokenRefused where a token was wanted."""
    if mailbox.in_sign_in == SignIn.OAUTH:
        sign_in_pop3(box, mailbox.in_login or mailbox.address, mailbox.pk)
        return
    try:
        box.user(mailbox.in_login or mailbox.address)
        box.pass_(mailbox.in_password)
    except poplib.error_proto as error:
        raise FetchFailed("login_refused", words_of(error)) from error
