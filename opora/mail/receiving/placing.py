"""Which ticket a mail belongs to: by what it answers, by the address it came to, by its subject; in this order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from opora.mail import tokens
from opora.mail.models import MailReference
from opora.mail.receiving.known import OF_TICKET, named_by
from opora.mail.receiving.letter import Letter
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.models import Message, Ticket
from opora.tickets.public import may, survivor

TAG = re.compile(r"\[(?:#|№|No\.?)\s?(\d{1,15})\]")


@dataclass(frozen=True)
class Place:
    """A ticket that the mail leads to, by which rule; `thread` is the ticket it was written to, before any merge.

    A weak rule (a subject, a mail that was only mentioned) counts for people on the ticket alone.
    """

    ticket: Ticket
    thread: Ticket
    rule: str
    is_weak: bool = False

    def takes(self, person: Person | None) -> bool:
        """Whether this person takes part in the ticket and may answer there."""
        return person is not None and may(Actor.of(person), self.ticket, "reply")


def find(letter: Letter, person: Person | None) -> Place | None:
    """The first place that a rule leads to; weak ones only if the sender takes part. Each try is noted."""
    for place, note in _tries(letter):
        if place is None:
            letter.rules.append({**note, "ticket": None})
            continue
        counts = not place.is_weak or place.takes(person)
        letter.rules.append({**note, "ticket": place.ticket.pk, "matched": counts})
        if counts:
            return place
    return None


def remember(letter: Letter, message: Message) -> None:
    """From now on answers to this mail, and to those it names, lead to the message's ticket."""
    parsed = letter.parsed
    named = [parsed.in_reply_to, *parsed.references[-10:]]
    digests = {
        tokens.digest_of(name): False for name in named if name and tokens.read_message_id(name) is None
    }
    if parsed.message_id:
        digests[tokens.digest_of(parsed.message_id)] = True
    rows = [
        MailReference(digest=digest, ticket_id=message.ticket_id, message=message, is_direct=is_direct)
        for digest, is_direct in digests.items()
    ]
    letter.known_now.add_references(rows)


def _tries(letter: Letter) -> Iterator[tuple[Place | None, dict[str, Any]]]:
    yield from _by_ids(letter)
    yield from _by_address(letter)
    yield from _by_subject(letter)


def _by_ids(letter: Letter) -> Iterator[tuple[Place | None, dict[str, Any]]]:
    """In-Reply-To first, then References from the last to the first."""
    ids = named_by(letter)
    if not ids:
        return
    for name in ids:
        if (ours := tokens.read_message_id(name)) is not None:
            yield _place_of_token(letter, *ours), {"rule": "own_message_id", "id": name}
    known = letter.known_now.references(ids)
    for name, row in sorted(known.items(), key=lambda pair: not pair[1].is_direct):
        yield _place_of_reference(row), {"rule": "message_id", "id": name}
    if not known:
        yield None, {"rule": "message_id", "count": len(ids)}


def _by_address(letter: Letter) -> Iterator[tuple[Place | None, dict[str, Any]]]:
    parsed = letter.parsed
    people = [person.email for person in (*parsed.to, *parsed.cc)]
    for address in dict.fromkeys([letter.row.envelope_to, *parsed.delivered_to, *people]):
        ticket = tokens.read_plus_address(address) if "+t" in address.lower() else None
        if ticket is not None and letter.desk.owns(address):
            yield _place(ticket, "plus_address"), {"rule": "plus_address", "address": address}


def _by_subject(letter: Letter) -> Iterator[tuple[Place | None, dict[str, Any]]]:
    match = TAG.search(letter.parsed.subject)
    if match is not None:
        yield _place(int(match[1]), "subject", is_weak=True), {"rule": "subject", "tag": match[0]}


def _place_of_token(letter: Letter, ticket: int, sort: str, number: int) -> Place | None:
    """A message's own thread, so that splits and merges are followed; else the ticket the token names."""
    message = letter.known_now.message(number) if sort == "m" else None
    return _place_of_message(message, "own_message_id") if message else _place(ticket, "own_message_id")


def _place_of_reference(row: MailReference) -> Place | None:
    if row.message is not None:
        return _place_of_message(row.message, "message_id", is_weak=not row.is_direct)
    return _place(row.ticket_id, "message_id", is_weak=not row.is_direct)


def _place_of_message(message: Message, rule: str, *, is_weak: bool = False) -> Place | None:
    if message.thread == message.ticket_id and message.ticket.merged_into_id is None:
        return Place(message.ticket, message.ticket, rule, is_weak)
    return _place(message.thread, rule, is_weak=is_weak)


def _place(number: int, rule: str, *, is_weak: bool = False) -> Place | None:
    thread = Ticket.objects.select_related(*OF_TICKET).filter(pk=number).first()
    return Place(survivor(thread), thread, rule, is_weak) if thread is not None else None
