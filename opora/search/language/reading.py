"""The second step of reading: tokens become a tree.

Several conditions beside each other must all hold, and bind closer than OR. Nothing is recursive, so that no query is
too deep for Python; what is too deep or long for a database is refused.
"""

import unicodedata
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from opora.search.language.keys import Key
from opora.search.language.kinds.kind import BadValue, Item
from opora.search.language.scanning import Sign, Token, tokens
from opora.search.language.tree import (
    Everything,
    Filter,
    In,
    Leaf,
    Node,
    Phrase,
    Word,
    all_of,
    any_of,
    negated,
)
from opora.search.language.unclear import Unclear
from opora.search.language.values import Value
from opora.search.language.written import quoted

LONGEST = 10_000
MOST_PARTS = 300
DEEPEST = 20


@dataclass
class Bracket:
    """One that is open: what was read inside of it so far, and how deep that goes."""

    is_negated: bool = False
    start: int = 0
    key: Key | None = None
    name: str = ""
    alternatives: list[list[Node]] = field(default_factory=lambda: [[]])
    depth: int = 0
    negates_next: bool = False
    minus_at: int = 0

    def add(self, part: Node, depth: int = 0) -> None:
        """Takes a part in, negated if a minus stands before it."""
        if self.negates_next:
            part, depth = negated(part, self.minus_at), depth + 1
            self.negates_next = False
        self.alternatives[-1].append(part)
        self.depth = max(self.depth, depth)

    def tree(self) -> Node:
        """Everything inside, as one part."""
        return any_of(all_of(parts) for parts in self.alternatives)

    @property
    def height(self) -> int:
        """How deep that part is."""
        parts = [len(parts) for parts in self.alternatives if parts]
        return self.depth + (len(parts) > 1) + (max(parts, default=0) > 1)


def parse(query: str) -> Node:
    """The tree of a query; Everything for an empty one. Raises Unclear, and nothing else.

    What is being typed is read as it will probably end: an open quote or bracket ends with the query, a bracket that
    closes nothing and a lonely OR or NOT are passed over.
    """
    if len(query) > LONGEST:
        message = _("This is longer than a search can be. Use fewer words, at most %(most)s characters.")
        raise Unclear("too_long", message % {"most": LONGEST}, LONGEST, len(query))
    open_ones = [Bracket()]
    count = 0
    for token in tokens(query):
        count += token.sign in {Sign.WORD, Sign.PHRASE, Sign.CONDITION}
        if count > MOST_PARTS:
            message = _("These are more words than a search can hold. Use at most %(most)s.")
            raise Unclear("too_many", message % {"most": MOST_PARTS}, token.start, len(query))
        _take(token, open_ones, query)
    while len(open_ones) > 1:
        _close(open_ones, len(query))
    return open_ones[0].tree()


def _take(token: Token, open_ones: list[Bracket], query: str) -> None:
    inside = open_ones[-1]
    match token.sign:
        case Sign.OPEN:
            key, name = (token.key, token.name) if token.key else (inside.key, inside.name)
            open_ones.append(Bracket(start=token.start, key=key, name=name))
        case Sign.CLOSE:
            if len(open_ones) > 1:
                _close(open_ones, token.end)
        case Sign.OR:
            inside.alternatives.append([])
            inside.negates_next = False
        case Sign.NOT:
            inside.minus_at = inside.minus_at if inside.negates_next else token.start
            inside.negates_next = not inside.negates_next
        case Sign.AND:
            inside.negates_next = False
        case _:
            part = _leaf(token, inside, query)
            if part is None:
                inside.negates_next = False
            else:
                inside.add(part)


def _close(open_ones: list[Bracket], end: int) -> None:
    closed = open_ones.pop()
    part = closed.tree()
    if closed.height > DEEPEST:
        message = _("These brackets are nested too deeply. Write it with fewer of them.")
        raise Unclear("too_deep", message, closed.start, end)
    if isinstance(part, Everything):
        open_ones[-1].negates_next = False
    else:
        open_ones[-1].add(part, closed.height)


def _leaf(token: Token, inside: Bracket, query: str) -> Leaf | None:
    """The word, phrase or condition; None for one of nothing but punctuation."""
    if token.key is not None:
        return _condition(token.key, token.name, token.items, token, query)
    if inside.key is not None:
        item = Item(token.text, token.start, token.end, token.sign is Sign.PHRASE)
        return _condition(inside.key, inside.name, (item,), token, query)
    return _text(Item(token.text, token.start, token.end, token.sign is Sign.PHRASE))


def _condition(key: Key, name: str, items: tuple[Item, ...], token: Token, query: str) -> Leaf | None:
    if key.kind is None:
        inner = _text(items[0])
        return In(name, inner, token.start, token.end) if inner else None
    values = dict.fromkeys(_value(key, item, query) for item in items)
    return Filter(name, tuple(values), token.start, token.end)


def _value(key: Key, item: Item, query: str) -> Value:
    assert key.kind is not None
    if not item.text:
        message = _("What should stand after “%(key)s”?") % {"key": f"{key.name}:"}
        raise Unclear("value_missing", message, item.start, item.end)
    try:
        return key.kind.read(item)
    except BadValue as bad:
        better = bad.better and query[: item.start] + _as_item(bad.better) + query[item.end :]
        raise Unclear(bad.code, bad.message, item.start, item.end, better) from None


def _as_item(text: str) -> str:
    return quoted(text) if " " in text else text


def _text(item: Item) -> Word | Phrase | None:
    if item.is_quoted:
        return Phrase(item.text, item.start, item.end) if _says_something(item.text) else None
    text = item.text.rstrip("*")
    if not _says_something(text):
        return None
    return Word(text, item.start, item.end, is_prefix=len(text) < len(item.text))


def _says_something(text: str) -> bool:
    """Whether there is a letter, a digit or a picture in it: what is only punctuation is in no index."""
    return any(unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "So" for c in text)
