"""One request at the HTTP door, from knocking to “kept”. 2xx only after the mail is kept durably."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.core.cache import cache
from django.utils.translation import gettext as _

from opora.desk.models import Incoming
from opora.events.public import clock
from opora.mail import raw as folder
from opora.mail.doors.http.services import LARGER, WAYS, Handed
from opora.mail.doors.http.signature import NotBelieved
from opora.mail.models import IncomingMail, MailboxKey
from opora.mail.raw import NotKept
from opora.mail.reasons import in_words
from opora.mail.receiving.receive import receive
from opora.mail.settings import MAIL_MEGABYTES

log = logging.getLogger(__name__)
MOST_REFUSALS, REFUSAL_SECONDS = 20, 600
LATER = 60  # seconds after which a service shall come again
TOKEN_SECONDS = 24 * 3600


class Readable(Protocol):
    """What can be read once, up to a number of bytes."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes."""


@dataclass(frozen=True)
class Request:
    """What came: the part of the address nobody guesses, the service's way, headers in lower case, the body unread and
    its announced length (None: not announced), and the computer it comes from."""

    key: str
    way: str
    headers: Mapping[str, str]
    body: Readable
    length: int | None
    computer: str


@dataclass(frozen=True)
class Answer:
    """What the service is told. `code` is for machines, `incoming` the kept mail."""

    status: int
    code: str
    words: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    incoming: IncomingMail | None = None


def knock(request: Request) -> Answer:
    """Takes a mail over, or says why not. Never raises for what came over the wire."""
    row = _row(request.key)
    # Made-up addresses are counted together: a flood of them must not push other counts out of the cache.
    barred = _key("barred", f"{row.pk if row else ''}:{request.computer}")
    if int(cache.get(barred) or 0) >= MOST_REFUSALS:
        words = _("Too many requests from there were not believed. Try again in ten minutes.")
        return Answer(429, "too_many", words, {"Retry-After": str(REFUSAL_SECONDS)})
    if row is None or request.way not in WAYS:
        _count(barred)
        return Answer(404, "not_found", _("There is no such address for mail, or its mailbox is not in use."))
    most = MAIL_MEGABYTES.get() * 1024 * 1024
    allowed = int(most * LARGER[request.way])
    if request.length is not None and request.length > allowed:
        return _too_large()
    body = request.body.read(allowed + 1)
    if len(body) > allowed:
        return _too_large()
    try:
        handed = WAYS[request.way](row, request.headers, body)
        _check_once(handed)
    except NotBelieved as refusal:
        _count(barred)
        return _refused(row, str(refusal))
    if len(handed.raw) > most:
        return _too_large()
    return _taken_over(row, request.way, handed)


def _row(key: str) -> MailboxKey | None:
    rows = MailboxKey.objects.select_related("mailbox").filter(mailbox__is_active=True)
    return rows.filter(key=key, mailbox__incoming=Incoming.HTTP).first() if key.isascii() else None


def _taken_over(row: MailboxKey, way: str, handed: Handed) -> Answer:
    if not handed.raw.strip():
        words = _("There is no mail in the request. Does the service post the raw, full message?")
        return Answer(400, "no_mail", words)
    try:
        incoming = receive(
            handed.raw,
            source=way,
            mailbox=row.mailbox,
            envelope_from=handed.sender,
            envelope_to=handed.recipient or row.mailbox.address,
        )
    except NotKept as problem:
        log.error("%s", problem)
        words = _("The mail could not be kept just now. Please try again later.")
        return Answer(503, "not_kept", words, {"Retry-After": str(LATER)})
    if handed.token:
        cache.set(_key("mailgun", handed.token), folder.digest_of(handed.raw), TOKEN_SECONDS)
    if row.refused:
        MailboxKey.objects.filter(pk=row.pk).update(refused="", refused_at=None)
    return Answer(200, "kept", incoming=incoming)


def _check_once(handed: Handed) -> None:
    """What signs itself and not its mail (Mailgun) may be said again with the same mail only."""
    if handed.token:
        said_before = cache.get(_key("mailgun", handed.token))
        if said_before is not None and said_before != folder.digest_of(handed.raw):
            raise NotBelieved("signature_used")


def _refused(row: MailboxKey, reason: str) -> Answer:
    """Noted for whoever sets the service up; at most every ten seconds, so that a flood writes little."""
    now = clock.now()
    if row.refused != reason or row.refused_at is None or (now - row.refused_at).total_seconds() > 10:
        MailboxKey.objects.filter(pk=row.pk).update(refused=reason, refused_at=now)
    return Answer(401, reason, in_words(reason), {"WWW-Authenticate": 'Basic realm="Opora"'})


def _too_large() -> Answer:
    return Answer(413, "too_large", _("The mail is larger than this desk takes."))


def _count(key: str) -> None:
    """One more refusal; the count begins anew ten minutes after its last one."""
    cache.set(key, int(cache.get(key) or 0) + 1, REFUSAL_SECONDS)


def _key(what: str, whose: str) -> str:
    return f"mail-door:{what}:{hashlib.sha256(whose.encode('utf-8', 'replace')).hexdigest()[:32]}"
