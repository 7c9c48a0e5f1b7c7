"""A document made from a ticket as it is now."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import accumulate

from opora.events.public import clock
from opora.search.file_text.wanting import File, texts_of, wanted
from opora.search.indexing import lanes
from opora.search.words.folding import fold
from opora.search.words.terms import terms
from opora.search.words.tokens import plain
from opora.tickets.models import Attachment, Message, MessageKind, Ticket

# Letters of one message, and of one ticket, that are looked at: more is no conversation any more.
LONGEST_MESSAGE, LONGEST_TICKET = 200_000, 2_000_000
# Letters of all terms of a ticket: PostgreSQL has room for a megabyte.
MOST_TERMS = 1_000_000
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
# Places of one second.
ROOM = 256
LANES = {
    MessageKind.PUBLIC: (lanes.PUBLIC, lanes.FILES),
    MessageKind.NOTE: (lanes.NOTES, lanes.NOTE_FILES),
    MessageKind.CUSTOMER_NOTE: (lanes.CUSTOMER, lanes.CUSTOMER_FILES),
}


@dataclass
class Made:
    """A document on its way: `second` is that of the last message, counted from 2000; `texts` by lane."""

    ticket: int
    second: int
    terms: set[str] = field(default_factory=set)
    texts: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    again_at: datetime | None = None
    letters: int = 0
    size: int = 0

    def add(self, words: str, language: str, *into: str, as_phrase: str | None = None) -> None:
        """Takes words into lanes. `as_phrase`: what of them phrases are looked for in, where that is not all."""
        room = min(LONGEST_MESSAGE, max(0, LONGEST_TICKET - self.letters))
        words = words[:room].replace("\x00", " ")
        self.letters += len(words)
        self._take({lane + term for term in terms(words, language) for lane in into} - self.terms)
        self.texts[into[0]].append(plain(fold(words if as_phrase is None else as_phrase[:room])))

    def _take(self, fresh: set[str]) -> None:
        """All of these terms; where they are too many, as many of them as there is room for, always the same."""
        size = sum(map(len, fresh))
        if self.size + size > MOST_TERMS:
            sizes = accumulate(map(len, sorted(fresh)), initial=self.size)
            fresh = {
                term
                for term, before in zip(sorted(fresh), sizes, strict=False)
                if before + len(term) <= MOST_TERMS
            }
            size = sum(map(len, fresh))
        self.terms |= fresh
        self.size += size

    def text(self, *of: str) -> str:
        """The folded words of some lanes; a line ends where a message does, so that no phrase goes across."""
        return "\n".join(text for lane in of for text in self.texts[lane])


def make(tickets: Collection[int]) -> Iterator[Made]:
    """The documents of those tickets that there are."""
    made = {row.pk: _begun(row) for row in _tickets(tickets)}
    first: set[int] = set()
    message_lanes: dict[int, tuple[Made, str, str]] = {}
    now = clock.now()
    for key, ticket, kind, text, visible, language, leaves_at in _messages(tickets):
        one, (lane, file_lane) = made[ticket], LANES[MessageKind(kind)]
        if leaves_at is not None and leaves_at > now:
            # The customer does not see yet what may still be taken back.
            lane, file_lane = LANES[MessageKind.NOTE]
            one.again_at = min(leaves_at, one.again_at or leaves_at)
        # Quoted history repeats what the ticket has already, but for what was written before it came to the desk.
        phrase = text if ticket not in first else visible or text
        first.add(ticket)
        one.add(text or visible, language, lane, as_phrase=phrase)
        message_lanes[key] = one, lane, file_lane
    files = _files(list(message_lanes))
    wanted(file for _message, file in files)
    texts = texts_of({file.blob for _message, file in files})
    for message, file in files:
        one, lane, file_lane = message_lanes[message]
        one.add(file.name, "", file_lane, lane)
        if inside := texts.get(file.blob):
            one.add(inside, "", file_lane, lane)
    yield from made.values()


def _begun(ticket: Ticket) -> Made:
    one = Made(ticket.pk, int((ticket.last_message_at - BEGINNING).total_seconds()))
    one.add(ticket.subject, ticket.language, lanes.SUBJECT, lanes.ABOUT)
    one.add(f"{ticket.requester.name} {ticket.requester.email or ''}", "", lanes.ABOUT)
    if ticket.organization:
        one.add(ticket.organization.name, "", lanes.ABOUT)
    return one


def _tickets(tickets: Collection[int]) -> Iterator[Ticket]:
    rows = Ticket.objects.filter(pk__in=tickets).select_related("requester", "organization")
    columns = (
        "subject",
        "language",
        "last_message_at",
        "requester__name",
        "requester__email",
        "organization__name",
    )
    return rows.only(*columns).iterator()


def _messages(tickets: Collection[int]) -> Iterator[tuple[int, int, str, str, str, str, datetime | None]]:
    rows = Message.objects.filter(ticket__in=tickets).order_by("ticket_id", "at", "id")
    return rows.values_list("pk", "ticket_id", "kind", "text", "visible", "language", "leaves_at").iterator()


def _files(messages: Collection[int]) -> list[tuple[int, File]]:
    """By message, not by ticket: through two tables SQLite would rather look through all files there are."""
    rows = Attachment.objects.filter(message__in=messages, is_inline=False)
    columns = rows.values_list("pk", "message_id", "blob_id", "blob__size", "name", "type")
    return [
        (message, File(blob, size, name, type)) for _pk, message, blob, size, name, type in sorted(columns)
    ]
