"""Collecting the words of one file, up to a limit; and the two ways in which reading ends early."""

from collections.abc import Callable
from typing import IO

from opora.search.file_text.extracted import Problem
from opora.search.file_text.limits import Limits


class Enough(Exception):
    """As much was read as is wanted; what is there is kept."""


class Unreadable(Exception):
    """It cannot be read, or no further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class Gathered:
    """Pieces of text; at the limit of bytes it raises Enough."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._pieces: list[str] = []
        self._left = limits.text_bytes

    def add(self, piece: str) -> None:
        """Raises Enough when that was the last that fits; the exact cut comes later. Nothing counts as something, so
        that a file of nothing ends too."""
        self._pieces.append(piece[: self._left])
        self._left -= len(piece.encode("utf-8", "ignore")) or 1
        if self._left <= 0:
            raise Enough

    @property
    def text(self) -> str:
        return "".join(self._pieces)


Reader = Callable[[IO[bytes], Gathered], None]
