"""Trying a mailbox's settings, step by step, and saying exactly which step fails and why."""

import contextlib
import smtplib
import socket
from collections.abc import Generator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opora.desk.models import Incoming, Mailbox, OutgoingServer, OutSignIn, SignIn
from opora.mail.doors import imap, pop3
from opora.mail.doors.advice import advice
from opora.mail.doors.failing import EXPECTED, FetchFailed, failure_of
from opora.mail.reasons import in_words
from opora.mail.sending.servers import smtp
from opora.mail.sending.servers.route import Route, through

SECONDS = 10
LABELS: dict[str, str | Promise] = {
    "door": gettext_lazy("Mail arrives at Opora's own door"),
    "http": gettext_lazy("A mail service hands mail over by HTTP"),
    "in_name": gettext_lazy("Find the incoming server"),
    "in_connect": gettext_lazy("Reach the incoming server"),
    "in_login": gettext_lazy("Sign in to the mailbox"),
    "in_folder": gettext_lazy("Open the folder"),
    "out_name": gettext_lazy("Find the outgoing server"),
    "out_connect": gettext_lazy("Reach the outgoing server"),
    "out_login": gettext_lazy("Sign in to the outgoing server"),
    "out_sender": gettext_lazy("Send from this address"),
}


@dataclass(frozen=True)
class Step:
    """One step of a trial: `is_good` None when an earlier one failed. `words` says what is wrong; `detail` is the
    server's own answer."""

    key: str
    is_good: bool | None
    words: str = ""
    detail: str = ""

    @property
    def label(self) -> str:
        """What is tried."""
        return str(LABELS[self.key])


def test_connection(mailbox: Mailbox) -> list[Step]:
    """Tries to fetch and to send with these values (the mailbox need not be saved). Nothing is fetched, nothing sent.

    In the active language; takes some seconds at most for each step, so never inside a transaction.
    """
    return [*_incoming(mailbox), *_outgoing(mailbox)]


def _incoming(mailbox: Mailbox) -> list[Step]:
    if mailbox.incoming == Incoming.DOOR:
        words = _("Let the mail server for this address hand its mail to Opora's door by SMTP or LMTP.")
        return [Step("door", True, words)]
    if mailbox.incoming == Incoming.HTTP:
        words = _("Let the mail service post each mail to the mailbox's own address.")
        return [Step("http", True, words)]
    if mailbox.incoming == Incoming.POP3:
        return _tried(["in_name", "in_connect", "in_login"], mailbox, _pop3_steps(mailbox))
    return _tried(["in_name", "in_connect", "in_login", "in_folder"], mailbox, _imap_steps(mailbox))


def _outgoing(mailbox: Mailbox) -> list[Step]:
    keys = ["out_name", "out_connect", "out_login", "out_sender"]
    return _tried(keys, mailbox, _smtp_steps(mailbox))


def test_server(server: OutgoingServer) -> list[Step]:
    """Tries a shared outgoing server with these values (it need not be saved); nothing is sent.

    Where each mailbox signs in as itself, signing in is not tried.
    """
    route = through(server, Mailbox(address=""))
    by_itself = server.sign_in == OutSignIn.OAUTH
    keys = ["out_name", "out_connect", *([] if by_itself else ["out_login"])]
    return _tried(keys, Mailbox(address=""), _server_steps(route))


def _tried(keys: list[str], mailbox: Mailbox, steps: Generator[None, None, None]) -> list[Step]:
    """Runs the steps one after the other; those after a failure are not tried."""
    done: list[Step] = []
    with contextlib.closing(steps):
        for key in keys:
            try:
                next(steps)
            except smtp.NotSent as failure:
                done.append(
                    Step(key, False, _words(failure.reason, mailbox, key, failure.words), failure.words)
                )
                break
            except (FetchFailed, *EXPECTED) as error:
                found = failure_of(error)
                done.append(Step(key, False, _words(found.reason, mailbox, key, found.words), found.words))
                break
            done.append(Step(key, True))
    return [*done, *(Step(key, None) for key in keys[len(done) :])]


def _words(reason: str, mailbox: Mailbox, key: str, said: str) -> str:
    """What is wrong, and what to do where the server's words are known."""
    by_token = (mailbox.in_sign_in if key.startswith("in_") else mailbox.out_sign_in) == SignIn.OAUTH
    if by_token and reason == "login_refused":
        reason = "token_refused"
    what = _hint(reason, mailbox) or in_words(reason)
    return " ".join(part for part in (what, advice(said)) if part)


def _hint(reason: str, mailbox: Mailbox) -> str:
    hints = {
        "name_not_found": _("There is no server of this name. Look for a typing mistake."),
        "no_connection": _("The server does not answer at this port. Are name, port and security right?"),
        "tls_failed": _(
            "No safe connection could be made. Try another kind of security, or check the certificate."
        ),
        "login_refused": _(
            "The server does not accept this name and password. Some providers want a password for apps."
        ),
        "folder_missing": _("There is no folder “%(folder)s” in the mailbox.") % {"folder": mailbox.folder},
        "sender_refused": _("The server does not let this login send from %(address)s.")
        % {"address": mailbox.address},
        "no_server": _("Name the server through which answers leave."),
        "sign_in_first": _("Save the mailbox, then press “Sign in” on its page."),
        "sign_in_again": _("The provider has ended the permission: sign in to the mailbox again."),
        "app_refused": _("The provider does not accept the app: look at its id, secret and scopes."),
        "token_refused": _("The server did not let the account in that signed in. May it open %(login)s?")
        % {"login": mailbox.in_login or mailbox.address},
    }
    return hints.get(reason, "")


def _resolve(host: str, reason: str = "name_not_found") -> None:
    if not host:
        raise FetchFailed(reason, "")
    socket.getaddrinfo(host, None)


def _imap_steps(mailbox: Mailbox) -> Generator[None, None, None]:
    _resolve(mailbox.in_host)
    yield
    box = imap.connect(mailbox, SECONDS)
    try:
        yield
        imap.sign_in(box, mailbox)
        yield
        box.folder.set(mailbox.folder or "INBOX", readonly=True)
        yield
    finally:
        with contextlib.suppress(*EXPECTED):
            box.logout()


def _pop3_steps(mailbox: Mailbox) -> Generator[None, None, None]:
    _resolve(mailbox.in_host)
    yield
    box = pop3.connect(mailbox, SECONDS)
    try:
        yield
        pop3.sign_in(box, mailbox)
        yield
    finally:
        with contextlib.suppress(*EXPECTED):
            box.quit()


def _server_steps(route: Route) -> Generator[None, None, None]:
    _resolve(route.host, "no_server")
    yield
    server = smtp.reach(route, SECONDS)
    try:
        yield
        smtp.sign_in(server, route)
        yield
    finally:
        smtp.part(server)


def _smtp_steps(mailbox: Mailbox) -> Generator[None, None, None]:
    route = Route.of(mailbox)
    _resolve(route.host, "no_server")
    yield
    server = smtp.reach(route, SECONDS)
    try:
        yield
        smtp.sign_in(server, route)
        yield
        code, words = server.mail(mailbox.address)
        if code != 250:
            raise smtp.NotSent("sender_refused", f"{code} {words.decode('utf-8', 'replace')}")
        yield
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            server.quit()
