"""A session with an IMAP server: reached, signed in, kept alive, ended."""

import contextlib
import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from opora import __version__
from opora.desk.models import Mailbox, Security, SignIn
from opora.mail.doors.failing import EXPECTED, FetchFailed, failure_of, words_of
from opora.mail.oauth.sasl import sign_in_imap

TIMEOUT = 60
PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.PLAIN: 143}


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[BaseMailBox]:
    """The mailbox, signed in, no folder opened yet. Raises FetchFailed, also for what breaks inside."""
    box: BaseMailBox | None = None
    try:
        box = connect(mailbox)
        sign_in(box, mailbox)
        greet(box)
        yield box
    except EXPECTED as error:
        raise failure_of(error) from error
    finally:
        if box is not None:
            with contextlib.suppress(*EXPECTED):
                box.logout()
            with contextlib.suppress(*EXPECTED):  # where the line was broken that did not close it
                box.client.shutdown()


def connect(mailbox: Mailbox, seconds: int = TIMEOUT) -> BaseMailBox:
    """A session that is not signed in yet."""
    box = _reach(mailbox, seconds)
    keep_alive(box.client.sock)
    return box


def _reach(mailbox: Mailbox, seconds: int) -> BaseMailBox:
    port = mailbox.in_port or PORTS[Security(mailbox.in_security)]
    if mailbox.in_security == Security.TLS:
        return MailBox(mailbox.in_host, port, seconds, ssl_context=ssl.create_default_context())
    if mailbox.in_security == Security.STARTTLS:
        return MailBoxStartTls(mailbox.in_host, port, seconds, ssl_context=ssl.create_default_context())
    return MailBoxUnencrypted(mailbox.in_host, port, seconds)


def sign_in(box: BaseMailBox, mailbox: Mailbox) -> None:
    """Signs in, with a token or a password; names and passwords may be of any script."""
    login = mailbox.in_login or mailbox.address
    if mailbox.in_sign_in == SignIn.OAUTH:
        sign_in_imap(box.client, login, mailbox.pk)
        return
    if login.isascii() and mailbox.in_password.isascii():
        box.login(login, mailbox.in_password, initial_folder=None)
        return
    try:
        box.login_utf8(login, mailbox.in_password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise FetchFailed("login_refused", words_of(error)) from error


def greet(box: BaseMailBox) -> None:
    """What a server can do it says fully only to those who are signed in; some also want to know with whom they speak
    (RFC 2971) before they open a folder."""
    _, said = box.client.capability()
    box.client.capabilities = tuple((said[-1] or b"").decode("ascii", "replace").upper().split())
    if "ID" in box.client.capabilities:
        with contextlib.suppress(imaplib.IMAP4.error):
            box.client.xatom("ID", f'("name" "Opora" "version" "{__version__}")')


def can(box: BaseMailBox, capability: str) -> bool:
    """Whether the server says that it can do something."""
    return capability in box.client.capabilities


def keep_alive(line: socket.socket) -> None:
    """Notices within two minutes that nobody is at the other end any more, also while nothing is said."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4)):
        if hasattr(socket, name):  # macOS calls the first one otherwise
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
