"""What the mail room knows of messages, as a ticket shows it: how answers stand, raw mails, held mails."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from opora.mail.models import IncomingMail, IncomingState
from opora.mail.public import Copy, deliveries_of, held_for, mails_for, reason_in_words
from opora.people.models import Person
from opora.tickets.models import Message, Ticket
from opora.tickets.public import LISTED, visible_to
from opora.workspace.routes import address


@dataclass(frozen=True)
class Delivery:
    """How far an answer has come, in words. `problem` when it did not arrive; `retry_url` sends it again."""

    words: str = ""
    problem: str = ""
    retry_url: str = ""
    copies: tuple[Copy, ...] = ()

    @property
    def is_told_apart(self) -> bool:
        """Whether one word for all copies would hide something."""
        return len(self.copies) > 1 or any(copy.reason or copy.since for copy in self.copies)


@dataclass(frozen=True)
class HeldMail:
    """A mail that waits for somebody's decision. `name` is what it says of itself; the address is always shown."""

    key: int
    name: str
    address: str
    subject: str
    snippet: str
    reason: str
    at: datetime
    ticket: Ticket | None
    is_failed: bool
    is_blockable: bool = False
    candidates: Sequence[Ticket] = ()


NOTHING = Delivery()
CANDIDATES = 3
NOT_TO_BLOCK = {"own_address", "agent_unproven", "blocked_list"}


def deliveries(rows: Iterable[Message]) -> Mapping[int, Delivery]:
    """How each message that left as a mail stands, by message id."""
    messages = {row.pk: row for row in rows}
    return {
        key: Delivery(
            words=found.words,
            problem=found.problem,
            copies=found.copies,
            retry_url=address("send_again", messages[key].ticket_id, key) if found.failed else "",
        )
        for key, found in deliveries_of(messages.values()).items()
    }


def count_held(person: Person) -> int:
    """How many mails wait for a decision or could not be taken in; a thousand stands for more."""
    waiting = mails_for(person).filter(state__in=[IncomingState.HELD, IncomingState.FAILED])
    return waiting.order_by().values("pk")[:1000].count()


def held(ticket: Ticket) -> list[HeldMail]:
    """Mails that wait for a decision whether they belong to this ticket."""
    return [shown_held(mail) for mail in held_for(ticket)]


def shown_mails(person: Person, mails: Sequence[IncomingMail]) -> list[HeldMail]:
    """Mails of a list, each with the latest tickets of its sender that this person may see; one query for all."""
    senders = {mail.from_email for mail in mails if mail.from_email}
    rows = visible_to(person).filter(requester__identities__value__in=senders, **LISTED)
    found: dict[str, list[Ticket]] = {}
    shown = rows.annotate(address=F("requester__identities__value")).only("subject", "last_message_at")
    for ticket in shown.order_by("-last_message_at", "-id")[: CANDIDATES * 30] if senders else ():
        found.setdefault(str(ticket.address), []).append(ticket)
    return [shown_held(mail, found.get(mail.from_email, [])[:CANDIDATES]) for mail in mails]


def shown_held(mail: IncomingMail, candidates: Sequence[Ticket] = ()) -> HeldMail:
    """A mail with what the decision needs."""
    return HeldMail(
        key=mail.pk,
        name=mail.from_name if mail.from_name != mail.from_email else "",
        address=mail.from_email,
        subject=mail.subject,
        snippet=mail.snippet,
        reason=reason_in_words(mail.reason),
        at=mail.received_at,
        ticket=mail.ticket,
        is_failed=mail.state == IncomingState.FAILED,
        is_blockable=bool(mail.from_email) and mail.reason not in NOT_TO_BLOCK,
        candidates=[ticket for ticket in candidates if ticket.pk != mail.ticket_id],
    )
