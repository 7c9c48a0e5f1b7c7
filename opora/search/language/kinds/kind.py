"""What every kind of value can do."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise

from opora.search.language.values import Value


@dataclass(frozen=True)
class Item:
    """One value as typed. What stood in quotes is meant literally."""

    text: str
    start: int
    end: int
    is_quoted: bool = False


class BadValue(Exception):
    """What was typed is no such value. `better` is what was probably meant, if anything was."""

    def __init__(self, code: str, message: str | Promise, better: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.better = better


class Kind(Protocol):
    """How the values of a key are read."""

    def read(self, item: Item) -> Value:
        """The value. Raises BadValue."""
        ...
