"""Where the words of a query stand in a ticket: a piece of the message, with the words marked."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache
from operator import itemgetter

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from opora.events.public import clock
from opora.people.models import Person
from opora.search.filters.asking import Asking
from opora.search.filters.messages import readable
from opora.search.language.tree import In, Node, Not, Phrase, Word, leaves
from opora.search.words.folding import fold
from opora.search.words.stemming import stems
from opora.search.words.tokens import STOP, chunks
from opora.tickets.models import MessageKind, Ticket

LONGEST = 220
BEFORE = 60
# Of a long conversation the newest messages are looked at.
MESSAGES = 20
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Piece:
    """Some text, and whether it is one of the words that were looked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Snippet:
    """A piece of a message of the ticket; `message` is its id, None where the words stand in no message."""

    ticket: int
    message: int | None
    pieces: Sequence[Piece]
    is_note: bool = False

    def html(self) -> SafeString:
        """The words, those that were looked for in <mark>."""
        return marked(self.pieces)


def marked(pieces: Iterable[Piece]) -> SafeString:
    """Pieces as HTML."""
    rows = [(("<mark>", piece.text, "</mark>") if piece.is_hit else ("", piece.text, "")) for piece in pieces]
    return format_html_join("", "{}{}{}", [(SafeString(a), text, SafeString(b)) for a, text, b in rows])


class Marker:
    """Knows the words of a query again in any form."""

    def __init__(self, tree: Node) -> None:
        self._stems: set[str] = set()
        self._beginnings: list[str] = []
        self._known: dict[str, bool] = {}
        for leaf in _words(tree):
            self._learn(leaf)

    def _learn(self, leaf: Word | Phrase) -> None:
        parts = [part for chunk in chunks(fold(leaf.text)) for part in chunk.parts if part not in STOP]
        if isinstance(leaf, Word) and leaf.is_prefix and parts:
            self._beginnings.append(parts.pop())
        self._stems.update(stem for part in parts for stem in stems(part))

    def __bool__(self) -> bool:
        return bool(self._stems or self._beginnings)

    def knows(self, word: str) -> bool:
        """Whether this word was looked for, in this or another form."""
        if not self._stems.isdisjoint(_stems_of(word)):
            return True
        return bool(self._beginnings) and any(
            part.startswith(one) for part in _parts_of(word) for one in self._beginnings
        )

    def hits(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand."""
        return [match.span() for match in _WORD.finditer(text) if self._is_known(match[0])]

    def _is_known(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self.knows(word)
        return known

    def pieces(self, text: str, longest: int = LONGEST) -> tuple[list[Piece], int]:
        """The part of the text with the most different words, and how many these are."""
        text = " ".join(text.split())
        spans = self.hits(text)
        if not spans:
            return [Piece(text[:longest], False)], 0
        first = max((span[0] for span in spans), key=lambda at: (_differing(text, spans, at, longest), -at))
        begin = max(0, first - BEFORE)
        begin = 0 if begin < BEFORE / 2 else text.find(" ", begin, first) + 1 or begin
        inside = [span for span in spans if begin <= span[0] and span[1] <= begin + longest]
        return _cut(text, begin, longest, inside), len({text[a:b].lower() for a, b in inside})


def _parts_of(word: str) -> list[str]:
    return [part for chunk in chunks(fold(word)) for part in chunk.parts]


@lru_cache(50_000)
def _stems_of(word: str) -> frozenset[str]:
    """The same words come again and again, whatever is looked for."""
    return frozenset(stem for part in _parts_of(word) for stem in stems(part))


def snippets(viewer: Person, tickets: Collection[Ticket], tree: Node) -> Mapping[int, Snippet]:
    """For each ticket of a page the message that says it best, of those that the viewer may read."""
    marker = Marker(tree)
    best: dict[int, tuple[int, Snippet]] = {}
    if not marker or not tickets:
        return {}
    for key, ticket, kind, text in _messages(viewer, [row.pk for row in tickets]):
        pieces, count = marker.pieces(text)
        if count > best.get(ticket, (0, None))[0]:
            best[ticket] = count, Snippet(ticket, key, pieces, kind == MessageKind.NOTE)
    return {ticket: snippet for ticket, (_count, snippet) in best.items()}


def _messages(viewer: Person, tickets: Sequence[int]) -> list[tuple[int, int, str, str]]:
    """The newest messages of each ticket, the newest first."""
    order = [F("at").desc(), F("id").desc()]
    seen = readable(Asking(viewer, clock.now(), UTC)).filter(ticket__in=tickets)
    rows = seen.annotate(rank=Window(RowNumber(), partition_by=F("ticket_id"), order_by=order))
    columns = rows.filter(rank__lte=MESSAGES).values_list("pk", "ticket_id", "kind", "visible", "rank")
    return [row[:4] for row in sorted(columns, key=itemgetter(1, 4))]


def _words(tree: Node) -> Iterable[Word | Phrase]:
    hidden = {id(leaf) for leaf in _negated(tree)}
    for leaf in leaves(tree):
        inner = leaf.inner if isinstance(leaf, In) else leaf
        if isinstance(inner, Word | Phrase) and id(leaf) not in hidden:
            yield inner


def _negated(tree: Node) -> Iterable[Node]:
    if isinstance(tree, Not):
        yield from leaves(tree.part)
    else:
        for part in getattr(tree, "parts", ()):
            yield from _negated(part)


def _differing(text: str, spans: Sequence[tuple[int, int]], at: int, longest: int) -> int:
    return len({text[a:b].lower() for a, b in spans if at <= a and b <= at + longest - BEFORE})


def _cut(text: str, begin: int, longest: int, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    end = min(len(text), begin + longest)
    pieces, at = [Piece("…", False)] if begin else [], begin
    for first, last in spans:
        pieces += [Piece(text[at:first], False), Piece(text[first:last], True)]
        at = last
    pieces.append(Piece(text[at:end] + ("…" if end < len(text) else ""), False))
    return [piece for piece in pieces if piece.text]
