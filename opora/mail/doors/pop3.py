"""A POP3 mailbox: takes what is new in it, once; deletes there only what is kept here, and only if told to."""

import contextlib
import poplib
import ssl

from django.db import transaction

from opora.conf.database import durably
from opora.desk.models import AfterFetch, Mailbox, Security, SignIn
from opora.mail.doors.failing import EXPECTED, FetchFailed, failure_of, words_of
from opora.mail.models import FetchedMail
from opora.mail.oauth.sasl import sign_in_pop3
from opora.mail.receiving.receive import receive

TIMEOUT = 60
PORTS = {Security.TLS: 995, Security.STARTTLS: 110, Security.PLAIN: 110}


def fetch(mailbox: Mailbox) -> int:
    """Takes all new mails; returns how many. Raises FetchFailed, and NotKept when they can't be kept here."""
    try:
        box = connect(mailbox)
        try:
            sign_in(box, mailbox)
            return _collect(box, mailbox)
        finally:
            with contextlib.suppress(*EXPECTED):
                box.quit()  # only now the server deletes
    except EXPECTED as error:
        raise failure_of(error) from error


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


def _collect(box: poplib.POP3, mailbox: Mailbox) -> int:
    there = dict(_line(line) for line in box.uidl()[1])
    known = set(FetchedMail.objects.filter(mailbox=mailbox, uid_validity=0).values_list("uid", flat=True))
    count = 0
    for uid, number in there.items():
        if uid not in known:
            raw = b"\r\n".join(box.retr(number)[1]) + b"\r\n"
            with durably(), transaction.atomic():
                receive(raw, source="pop3", mailbox=mailbox)
                FetchedMail(mailbox=mailbox, uid=uid).save(force_insert=True)
            count += 1
        if mailbox.after_fetch == AfterFetch.DELETE:
            box.dele(number)
    gone = known - set(there)
    FetchedMail.objects.filter(mailbox=mailbox, uid_validity=0, uid__in=list(gone)[:900]).delete()
    return count


def _line(line: bytes) -> tuple[str, int]:
    number, _, uid = line.decode("ascii", "replace").partition(" ")
    return uid.strip()[:80], int(number)
