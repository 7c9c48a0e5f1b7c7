"""The first step of reading: characters become tokens."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from django.utils.translation import gettext_lazy as _

from opora.people.public import folded
from opora.search.language.keys import Key, find_key, nearest_spelling
from opora.search.language.kinds.kind import Item
from opora.search.language.unclear import Unclear
from opora.search.language.written import quoted

QUOTES = {'"': '"', "«": "»", "„": "“”", "“": "”"}
OPERATORS = {"OR": "or", "ИЛИ": "or", "NEBO": "or", "AND": "and", "И": "and", "NOT": "not"}
# A bracket within a word that is longer than this is no part of it.
LONGEST_INNER = 100
_ALL_QUOTES = frozenset("".join((*QUOTES, *QUOTES.values())))
# What stands before a colon in ordinary texts.
ORDINARY = frozenset(
    {"mailto", "tel", "sip", "urn", "data", "cid", "mid", "about", "javascript", "localhost"}
    | {"re", "fw", "fwd", "aw", "wg", "sv", "odp", "отв"}
)
_KEY = re.compile(r"([^\W\d_][\w.\u0300-\u036f-]{0,60}):")


class Sign(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    WORD = auto()
    PHRASE = auto()
    CONDITION = auto()


@dataclass(frozen=True)
class Token:
    """A piece of the query. A condition has its key, the name of it in the tree and the values as typed;
    a bracket that follows a colon has the key too."""

    sign: Sign
    start: int
    end: int
    text: str = ""
    key: Key | None = None
    name: str = ""
    items: tuple[Item, ...] = ()


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query, in its order. Raises Unclear for a key that there is not, or that has no value."""
    yield from _Scanner(query).tokens()


def is_space(c: str) -> bool:
    """Whether the character parts words; control characters do."""
    return c.isspace() or unicodedata.category(c) == "Cc"


def _is_visible(c: str) -> bool:
    """Direction marks, soft hyphens and halves of surrogate pairs are seen by nobody, and mean nothing here."""
    return unicodedata.category(c) not in {"Cf", "Cs"}


class _Scanner:
    """Goes over the visible characters of a query; what it hands out says where it stands in all of them."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.places = [place for place, c in enumerate(query) if _is_visible(c)]
        self.text = "".join(query[place] for place in self.places)

    def tokens(self) -> Iterator[Token]:
        at = 0
        while at < len(self.text):
            if is_space(self.text[at]):
                at += 1
            else:
                token, at = self.token(at)
                yield token

    def token(self, at: int) -> tuple[Token, int]:
        """The token that begins here, and where the next may begin."""
        c = self.text[at]
        if c in "()|":
            sign = {"(": Sign.OPEN, ")": Sign.CLOSE, "|": Sign.OR}[c]
            return Token(sign, *self.span(at, at + 1)), at + 1
        if c == "-" and at + 1 < len(self.text) and not is_space(self.text[at + 1]):
            return Token(Sign.NOT, *self.span(at, at + 1)), at + 1
        if c in QUOTES:
            item, end = self.quotation(at)
            return Token(Sign.PHRASE, item.start, item.end, item.text), end
        found = _KEY.match(self.text, at)
        return (self.condition(found) if found else None) or self.word(at)

    def word(self, at: int) -> tuple[Token, int]:
        item, end = self.bare(at)
        sign = Sign[OPERATORS[item.text].upper()] if item.text in OPERATORS else Sign.WORD
        return Token(sign, item.start, item.end, item.text), end

    def condition(self, found: re.Match[str]) -> tuple[Token, int] | None:
        """A key and its values; None for what only looks like a key."""
        known = find_key(found[1])
        if known is None:
            self.refuse_unless_ordinary(found)
            return None
        key, name = known
        at = found.end()
        while at < len(self.text) and is_space(self.text[at]):
            at += 1
        if at == len(self.text) or self.text[at] in ")|":
            message = _("What should stand after “%(key)s”?") % {"key": found[0]}
            raise Unclear("value_missing", message, *self.span(*found.span()))
        start, _end = self.span(*found.span())
        if self.text[at] == "(":
            return Token(Sign.OPEN, start, self.span(at, at + 1)[1], key=key, name=name), at + 1
        items, end = self.items(at, is_list=key.kind is not None)
        _start, shown_end = self.span(at, end)
        return Token(Sign.CONDITION, start, shown_end, key=key, name=name, items=items), end

    def items(self, at: int, *, is_list: bool) -> tuple[tuple[Item, ...], int]:
        """Values with commas between them; a comma that nothing follows is passed over."""
        items: list[Item] = []
        while True:
            item, at = (
                self.quotation(at) if self.text[at] in QUOTES else self.bare(at, "," if is_list else "")
            )
            items.append(item)
            if not is_list or self.text[at : at + 1] != ",":
                return tuple(items), at
            at += 1
            if at == len(self.text) or is_space(self.text[at]) or self.text[at] in ")|":
                return tuple(items), at

    def quotation(self, at: int) -> tuple[Item, int]:
        """What stands in quotes; a pair of them within is one. Without an end it reaches to the end of the query."""
        closing, begin, kept = QUOTES[self.text[at]], at, ""
        at += 1
        while at < len(self.text):
            c = self.text[at]
            if c in closing:
                if c != '"' or self.text[at + 1 : at + 2] != '"':
                    at += 1
                    break
                at += 1
            kept += c
            at += 1
        return Item(_single_spaced(kept), *self.span(begin, at), is_quoted=True), at

    def bare(self, at: int, stops: str = "") -> tuple[Item, int]:
        """What reaches to the next space or separator. Brackets that open and close within a word belong to it, f(x).

        A quote that begins no phrase ends the word and means nothing: 5" is five inches.
        """
        begin, inner_end = at, -1
        while at < len(self.text) and not self.ends_word(at, stops, at > inner_end):
            c = self.text[at]
            if c in _ALL_QUOTES:
                if at > begin and self.begins_phrase(at):
                    break
                return Item(self.text[begin:at], *self.span(begin, at + 1)), at + 1
            if c == "(" and at > inner_end:
                inner_end = self.bracket_end(at, stops)
                if inner_end < 0:
                    break
            at += 1
        return Item(self.text[begin:at], *self.span(begin, at)), at

    def ends_word(self, at: int, stops: str, is_outside: bool) -> bool:
        """Whether the character here belongs to no word; a bracket may, inside of one."""
        c = self.text[at]
        return is_space(c) or c == "|" or c in stops or (c == ")" and is_outside)

    def bracket_end(self, at: int, stops: str) -> int:
        """Where the bracket that opens here is closed, within the same word; -1: nowhere."""
        inner = 0
        for place in range(at, min(at + LONGEST_INNER, len(self.text))):
            c = self.text[place]
            if c in _ALL_QUOTES or self.ends_word(place, stops, False):
                return -1
            inner += (c == "(") - (c == ")")
            if inner == 0:
                return place
        return -1

    def begins_phrase(self, at: int) -> bool:
        """Whether a quote within a word begins a phrase: ООО"Ромашка"."""
        closing = QUOTES.get(self.text[at], "")
        if self.text[at] == '"' and self.text[at - 1].isdigit():
            return False
        return any(self.text.find(c, at + 1) >= 0 for c in closing)

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The same piece in the query as it was typed."""
        if begin >= len(self.places):
            return len(self.query), len(self.query)
        return self.places[begin], self.places[end - 1] + 1 if end > begin else self.places[begin]

    def refuse_unless_ordinary(self, found: re.Match[str]) -> None:
        """Raises Unclear for what must have been meant as a key; an ordinary word may have a colon in it."""
        value = (
            self.text[found.end() : self.bare(found.start())[1]] or self.text[found.end() : found.end() + 1]
        )
        if len(found[1]) < 2 or folded(found[1]) in ORDINARY or _is_ordinary(value):
            return
        is_doubtful = value[0].isdigit() or "." in found[1]
        near = nearest_spelling(found[1], 0.75 if is_doubtful else 0.5)
        if near is None and is_doubtful:
            return
        start, end = self.span(*found.span())
        words = {"key": found[1][:40], "nearest": near}
        if near is not None:
            message = _("There is no condition “%(key)s:”. Did you mean “%(nearest)s:”?")
            better = near + self.query[end - 1 :]
        else:
            message = _(
                "There is no condition “%(key)s:”. To look for the words themselves, put them in quotes."
            )
            whole = self.bare(found.start())[0]
            better = quoted(self.query[start : whole.end]) + self.query[whole.end :]
        raise Unclear("unknown_key", message % words, start, end, self.query[:start] + better)


def _single_spaced(text: str) -> str:
    return " ".join("".join(" " if is_space(c) else c for c in text).split())


def _is_ordinary(value: str) -> bool:
    """An address of the web, a path, a time, C++, a greeting with a colon: nothing that follows a key."""
    if value and value[0] in QUOTES:
        return False
    return not any(map(str.isalnum, value)) or value[0] in ":/\\.-)|," or ":" in value
