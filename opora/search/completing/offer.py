"""Something that may be put into the query."""

from collections.abc import Iterable
from dataclasses import dataclass

from opora.people.public import folded, folded_words
from opora.search.language.values import Named
from opora.search.language.written import value_written

MOST = 8


@dataclass(frozen=True)
class Offer:
    """What would be inserted, and how it is shown."""

    text: str
    label: str
    detail: str = ""

    @classmethod
    def named(cls, name: str, label: str = "", detail: str = "") -> "Offer":
        """A name, in quotes where it needs them."""
        return cls(value_written(Named(name)), label or name, detail)


def fits(typed: str, names: Iterable[str]) -> bool:
    """Whether each word typed begins a word of one of the names; nothing typed fits all."""
    words = folded_words(typed)
    if not words:
        return not typed.strip()
    return any(
        all(any(own.startswith(word) for own in folded_words(name)) for word in words) for name in names
    )


def begins_one(typed: str, words: Iterable[str]) -> bool:
    """Whether what was typed begins one of the words."""
    said = folded(typed)
    return any(folded(word).startswith(said) for word in words)
