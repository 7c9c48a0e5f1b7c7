"""What every engine can do."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from opora.search.words.asking import Expression

TABLE = "search_terms"


@dataclass(frozen=True)
class Found:
    """Places of matching documents in the order asked for; `is_all`: there are no more behind the last of them."""

    places: Sequence[int]
    is_all: bool


class Engine(Protocol):
    """Keeps the terms of documents by place, and finds places by terms.

    A place holds one document; which ticket that is, and who may see it, is not the engine's business.
    """

    def create(self) -> Sequence[str]:
        """The statements that make its table."""

    def write(self, documents: Iterable[tuple[int, str]]) -> None:
        """Keeps terms (with blanks between) at these places; what was there goes."""

    def remove(self, places: Collection[int]) -> None:
        """Forgets these places."""

    def clear(self) -> None:
        """Forgets everything."""

    def tidy(self) -> None:
        """Forgets places that no document has any more: its ticket is gone."""

    def find(self, asked: Expression, *, beyond: int | None, limit: int, newest_first: bool = True) -> Found:
        """Matching places behind `beyond` (None: from the beginning), at most `limit` of them, maybe fewer."""

    def subquery(self, asked: Expression) -> tuple[str, list[str]]:
        """A statement for the matching places with its values, to stand inside another."""

    def among(self, asked: Expression, places: Collection[int]) -> set[int]:
        """Those of these places that match."""
