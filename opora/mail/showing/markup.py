"""Sanitised HTML as a row of pieces. What nh3 wrote is regular (quoted, escaped), so a pattern reads it quickly."""

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass

_PIECE = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s=<>"/]+(?:="[^"]*")?)*)\s*/?>|[^<]+|<""", re.ASCII
)
_ATTRIBUTE = re.compile(r'([^\s=<>"/]+)="([^"]*)"')
_OTHER = re.compile(r"[\W_]+")
VOID = frozenset({"br", "hr", "img", "wbr", "col"})
HIDDEN = re.compile(
    r"display\s*:\s*none|(?:font-size|line-height|max-height)\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A tag (`name` in lower case, `attributes` as written) or, without a name, words as written."""

    raw: str
    name: str = ""
    is_end: bool = False
    attributes: str = ""

    @property
    def words(self) -> str:
        """The words, entities read."""
        return entities.unescape(self.raw)

    def get(self, name: str) -> str:
        """An attribute's value, entities read; empty where there is none."""
        return entities.unescape(dict(_ATTRIBUTE.findall(self.attributes)).get(name, ""))


def pieces(html: str) -> Iterator[Piece]:
    """All of it, in order; a bracket that belongs to no tag becomes a word."""
    for match in _PIECE.finditer(html):
        if match[2]:
            yield Piece(match[0], match[2].lower(), bool(match[1]), match[3])
        else:
            yield Piece("&lt;" if match[0] == "<" else match[0])


def visible(html: str) -> Iterator[Piece]:
    """Those that a mail program shows: nothing from inside an element that its style hides."""
    hidden, depth = "", 0
    for piece in pieces(html):
        if hidden:
            if piece.name == hidden:
                depth += -1 if piece.is_end else 1
            if not depth:
                hidden = ""
        elif piece.name and not piece.is_end and piece.name not in VOID and _is_hidden(piece):
            hidden, depth = piece.name, 1
        else:
            yield piece


def _is_hidden(piece: Piece) -> bool:
    return "style=" in piece.attributes and bool(HIDDEN.search(piece.get("style")))


def letters(text: str) -> str:
    """Only letters and digits, in lower case: what two ways of writing the same words have in common."""
    return _OTHER.sub("", text).lower()
