"""Shared reads of the mail room: how answers stand, where messages came from, what waits for a decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from opora.conf.prepared import Prepared
from opora.desk.models import Level
from opora.desk.public import departments_at
from opora.mail.models import IncomingMail, IncomingState, OutgoingMail, OutgoingState, PictureSender
from opora.mail.reasons import in_words
from opora.people.models import Person
from opora.tickets.models import Message, Ticket
from opora.tickets.public import visible_to

# What speaks for a message when its copies stand differently: the worst.
ORDER = [
    OutgoingState.SENT,
    OutgoingState.SENDING,
    OutgoingState.QUEUED,
    OutgoingState.FAILED,
    OutgoingState.BOUNCED,
]


LOST = {OutgoingState.FAILED, OutgoingState.BOUNCED}
_outgoing = Prepared(lambda messages: OutgoingMail.objects.filter(message__in=messages).order_by("id"))
_incoming = Prepared(lambda messages: IncomingMail.objects.filter(message__in=messages))
_held = Prepared(
    lambda ticket: IncomingMail.objects.filter(
        Q(ticket=ticket) | Q(ticket__merged_into=ticket), state=IncomingState.HELD
    ).order_by("id")
)


@dataclass(frozen=True)
class Copy:
    """How one reader's copy stands, in words of the active language; `since` with “delayed since”."""

    address: str
    state: str
    words: str
    reason: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class Delivery:
    """How far an answer has come. `problem`: what went wrong, in words of the active language; empty when nothing did,
    or somebody settled it. `failed` are the mails (ids) that send_again takes, `copies` how each reader's stands."""

    state: str
    words: str
    problem: str = ""
    failed: tuple[int, ...] = ()
    mails: tuple[OutgoingMail, ...] = field(default=(), repr=False)
    copies: tuple[Copy, ...] = ()


def deliveries_of(messages: Iterable[Message]) -> dict[int, Delivery]:
    """How the answers among these messages stand, by message id; one query."""
    found: dict[int, list[OutgoingMail]] = {}
    for mail in _outgoing([message.pk for message in messages]):
        found.setdefault(mail.message_id or 0, []).append(mail)
    return {key: _delivery(mails) for key, mails in found.items()}


def incoming_of(messages: Iterable[Message]) -> dict[int, IncomingMail]:
    """The mails that these messages came as, by message id, with `why` they came here; one query."""
    rows = _incoming([message.pk for message in messages])
    return {row.message_id: row for row in rows if row.message_id is not None}


def held_for(ticket: Ticket) -> list[IncomingMail]:
    """Mails that wait for a decision whether they belong to this ticket or one merged into it, oldest first."""
    return _held(ticket.pk)


def mails_for(person: Person) -> QuerySet[IncomingMail]:
    """The mails this member of staff may look at: of tickets they see, of mailboxes of departments they read.

    One that became a message is where the message is now; splitting and merging move it.
    """
    if not person.is_staff or not person.is_active:
        return IncomingMail.objects.none()
    if person.is_supervisor:
        return IncomingMail.objects.all()
    loose = Q(
        ticket__isnull=True, message__isnull=True, mailbox__department__in=departments_at(person, Level.READ)
    )
    # Asked of each mail: a list of all tickets in sight would be made anew whenever a few mails are counted.
    seen = visible_to(person)
    placed = Q(Exists(seen.filter(pk=OuterRef("ticket"))), message__isnull=True)
    placed |= Q(Exists(seen.filter(pk=OuterRef("message__ticket"))))
    return IncomingMail.objects.filter(loose | placed)


def senders_with_pictures(addresses: Iterable[str]) -> set[str]:
    """Of these addresses (lower case) those whose pictures are always shown; one query."""
    return set(PictureSender.objects.filter(address__in=addresses).values_list("address", flat=True))


def traced(mail: IncomingMail) -> Mapping[str, Any]:
    """Why the mail came where it came, as it was judged: {"rules": […], "authentication": {…}, "problems": […], …}."""
    trace: dict[str, Any] = mail.why
    return trace


def _trouble(mail: OutgoingMail) -> str:
    if mail.delayed_at is None or mail.state not in {OutgoingState.QUEUED, OutgoingState.SENDING}:
        return in_words(mail.reason)
    return gettext("not delivered yet, %(reason)s") % {"reason": in_words(mail.reason)}


def _delivery(mails: list[OutgoingMail]) -> Delivery:
    standing = [mail for mail in mails if mail.settled_at is None or mail.state not in LOST]
    worst = max(standing or mails, key=lambda mail: ORDER.index(OutgoingState(mail.state)))
    troubled = [mail for mail in standing if mail.reason and mail.state != OutgoingState.SENT]
    problem = "; ".join(f"{mail.address}: {_trouble(mail)}" for mail in troubled)
    failed = tuple(mail.pk for mail in standing if mail.state in LOST)
    copies = tuple(copy_of(mail) for mail in mails)
    words = str(OutgoingState(worst.state).label)
    return Delivery(worst.state, words, problem, failed, tuple(mails), copies)


def copy_of(mail: OutgoingMail) -> Copy:
    """One copy in words."""
    words, reason = str(OutgoingState(mail.state).label), in_words(mail.reason) if mail.reason else ""
    delayed = mail.delayed_at if mail.state == OutgoingState.QUEUED else None
    if delayed is not None:
        words = gettext("delayed since")
    elif mail.settled_at is not None and mail.state in LOST:
        words = gettext("%(state)s, settled") % {"state": words}
    return Copy(mail.address, mail.state, words, reason, mail.created_at if delayed else None)
