"""What the desk knows already about mails that are taken in together: looked up once for all of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count

from opora.events.public import clock
from opora.mail import tokens
from opora.mail.models import IncomingMail, IncomingState, MailReference, OutgoingMail, Purpose
from opora.people.models import Identity, IdentityKind, Person
from opora.people.public import by_email
from opora.tickets.models import Message, Ticket

if TYPE_CHECKING:
    from opora.mail.receiving.letter import Letter

UNREAD = (IncomingState.KEPT, IncomingState.FAILED)
OF_TICKET = ("merged_into", "department__brand", "requester__organization")
MOST_IDS = 50


class Known:
    """Senders, earlier copies, rates, references and own messages that some letters name.

    `learn` adds what became of a letter, for those after it. With `together` the references that mails leave wait until
    `write`.
    """

    def __init__(self, letters: Sequence["Letter"], *, together: bool = False) -> None:
        self._together = together
        self._senders = {letter.sender for letter in letters}
        self._earlier = _earlier(letters)
        self._sent = _sent(letters)
        self._asked = {tokens.digest_of(name) for letter in letters for name in named_by(letter)}
        self._references = _references(self._asked)
        self._messages = _messages(letters)
        self._pending: list[MailReference] = []
        self._lock()
        # Last: whoever is on a ticket found above was added before it, also when another worker has just done so.
        self._people = _people(self._senders)
        self._automatic = _automatic(self._people.values())

    def person(self, address: str) -> Person | None:
        """Whoever writes from this address."""
        if address in self._people or address in self._senders:
            return self._people.get(address)
        return by_email(address)

    def came_before(self, letter: "Letter") -> tuple[bool, int | None]:
        """Whether the same words with the same Message-ID came before at the same mailbox; and their ticket."""
        others = {
            pk: ticket for pk, ticket in self._earlier.get(letter.key, {}).items() if pk != letter.row.pk
        }
        return bool(others), next(iter(others.values()), None)

    def sent_by(self, address: str) -> int:
        """How many other mails of this sender were taken in, or held, during the last hour."""
        return self._sent[address]

    def automatic_to(self, person: Person) -> list[datetime]:
        """When automatic mails of ours were made for this person during the last day."""
        return self._automatic.get(person.pk, [])

    def references(self, ids: Iterable[str]) -> dict[str, MailReference]:
        """Which of these Message-IDs lead somewhere, with their message and its ticket."""
        digests = {name: tokens.digest_of(name) for name in ids}
        strange = set(digests.values()) - self._asked
        self._references |= _references(strange)
        self._asked |= strange
        return {
            name: self._references[digest] for name, digest in digests.items() if digest in self._references
        }

    def message(self, number: int) -> Message | None:
        """The message that one of our own Message-IDs names, with its ticket."""
        return self._messages.get(number)

    def add_references(self, rows: Iterable[MailReference]) -> None:
        """From now on these lead to their tickets; what leads somewhere already stays as it is."""
        for row in rows:
            if row.digest not in self._references:
                self._references[row.digest] = row
                self._pending.append(row)
        if not self._together:
            self.write()

    def learn(self, letter: "Letter", person: Person | None) -> None:
        """What became of a letter counts for those after it."""
        self._sent[letter.sender] += 1
        self._earlier.setdefault(letter.key, {})[letter.row.pk] = letter.row.ticket_id
        if person is not None:
            self._people[letter.sender] = person

    def pending(self) -> int:
        """How many references wait to be written."""
        return len(self._pending)

    def forget(self, count: int) -> None:
        """Keeps the first `count` references that wait: the mail that left the others was not taken in after all."""
        for row in self._pending[count:]:
            del self._references[row.digest]
            self._asked.discard(row.digest)
        del self._pending[count:]

    def write(self) -> None:
        """Writes the references that wait."""
        if self._pending:
            MailReference.objects.bulk_create(self._pending, ignore_conflicts=True)
            self._pending.clear()

    def _lock(self) -> None:
        """All tickets at once and in id order, as the verbs do it, so that nobody waits in a circle."""
        if not connection.features.has_select_for_update:
            return
        messages = [
            *self._messages.values(),
            *(row.message for row in self._references.values() if row.message),
        ]
        tickets = {row.ticket_id for row in self._references.values()} | {one.ticket_id for one in messages}
        if len(tickets) > 1:
            list(Ticket.objects.select_for_update().filter(pk__in=tickets).order_by("pk").values_list("pk"))


def named_by(letter: "Letter") -> list[str]:
    """The Message-IDs that a mail answers: In-Reply-To first, then References from the last to the first."""
    parsed = letter.parsed
    named = [parsed.in_reply_to, *reversed(parsed.references)]
    return list(dict.fromkeys(name for name in named if name))[:MOST_IDS]


def _people(senders: set[str]) -> dict[str, Person]:
    rows = Identity.objects.filter(kind=IdentityKind.EMAIL, value__in=senders)
    return {row.value: row.person for row in rows.select_related("person__organization")}


def _earlier(letters: Sequence["Letter"]) -> dict[tuple[str, int | None, str], dict[int, int | None]]:
    ids = {letter.key[0] for letter in letters if letter.parsed.message_id}
    rows = IncomingMail.objects.filter(mail_id__in=ids).exclude(state__in=UNREAD)
    found: dict[tuple[str, int | None, str], dict[int, int | None]] = {}
    for pk, name, mailbox, content, ticket in rows.values_list(
        "pk", "mail_id", "mailbox_id", "content", "ticket_id"
    ):
        found.setdefault((name, mailbox, content), {})[pk] = ticket
    return found


def _sent(letters: Sequence["Letter"]) -> Counter[str]:
    senders = {letter.sender for letter in letters if letter.sender}
    own = [letter.row.pk for letter in letters]
    recent = IncomingMail.objects.filter(
        from_email__in=senders, received_at__gt=clock.now() - timedelta(hours=1)
    ).exclude(pk__in=own)
    rows = recent.order_by().values_list("from_email").annotate(count=Count("pk"))
    return Counter(dict(rows))


def _automatic(people: Iterable[Person]) -> dict[int, list[datetime]]:
    keys = {person.pk for person in people if not person.is_staff}
    found: dict[int, list[datetime]] = {}
    if keys:
        recent = OutgoingMail.objects.filter(person__in=keys, created_at__gt=clock.now() - timedelta(days=1))
        rows = recent.exclude(purpose__in=[Purpose.ANSWER, Purpose.LETTER])
        for key, at in rows.values_list("person_id", "created_at"):
            found.setdefault(key, []).append(at)
    return found


def _references(digests: set[str]) -> dict[str, MailReference]:
    if not digests:
        return {}
    related = ["ticket", "message", *(f"message__ticket__{name}" for name in OF_TICKET)]
    return MailReference.objects.select_related(*related).in_bulk(list(digests), field_name="digest")


def _messages(letters: Sequence["Letter"]) -> dict[int, Message]:
    ours = [tokens.read_message_id(name) for letter in letters for name in named_by(letter)]
    numbers = {token[2] for token in ours if token is not None and token[1] == "m"}
    if not numbers:
        return {}
    return Message.objects.select_related(*(f"ticket__{name}" for name in OF_TICKET)).in_bulk(numbers)
