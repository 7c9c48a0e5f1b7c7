"""A mail's words as part of the page: its structure stays (paragraphs, lists, links, tables, pictures), its looks go.

So they are as quick, searchable, printable and readable in the dark as everything else, and no style of a mail can
touch the page. What lives by its layout is `is_designed` and is shown in a frame.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from opora.mail.showing.links import with_targets
from opora.mail.showing.markup import Piece, letters, visible
from opora.mail.showing.plain import written
from opora.mail.showing.remote import is_tracker
from opora.mail.showing.tables import depth_of_tables

# Longer HTML is not read at each look; its plain text is there, and the frame.
LONGEST = 300_000
ANCHOR = 30


@dataclass(frozen=True)
class Reading:
    """`words`: what is new, `earlier`: signature and quoted letters; harmless HTML, empty: use the plain text."""

    words: str = ""
    earlier: str = ""
    is_designed: bool = False


@lru_cache(256)
def read(html: str, shown: str, rest: str) -> Reading:
    """A message's HTML, parted where its plain text is: `rest` is the signature and earlier letters after `shown`."""
    if len(html) > LONGEST:
        return Reading(is_designed=not rest)
    found = list(visible(html))
    at = len(found) if not rest else _cut(found, shown, rest)
    if at is None:
        return Reading()
    before, after = found[:at], found[at:]
    if _is_designed(before, shown):
        return Reading(is_designed=True)
    words = _finished(before)
    if not words and not rest:
        return Reading(is_designed="<img" in html)
    return Reading(words, _finished([*_open_at_end(before), *after]))


def _finished(found: list[Piece]) -> str:
    return with_targets(written(found))


def _cut(found: list[Piece], shown: str, rest: str) -> int | None:
    """The piece with which the rest begins; None where that can't be told."""
    stream, starts, places = "", [], []
    parts: list[str] = []
    length = 0
    for place, piece in enumerate(found):
        if not piece.name and (text := letters(piece.words)):
            starts.append(length)
            places.append(place)
            parts.append(text)
            length += len(text)
    stream = "".join(parts)
    anchor, before = letters(rest)[:ANCHOR], letters(shown)
    at = stream.find(anchor, len(before) // 2) if len(anchor) > 3 else -1
    if at < 0 or (before and before[-8:] not in stream[max(0, at - 80) : at]):
        return None
    index = bisect_right(starts, at) - 1
    return _block_start(found, places[index]) if at == starts[index] else None


def _block_start(found: list[Piece], place: int) -> int:
    """Back over the tags that open what begins here."""
    while place and _leads_in(found[place - 1]):
        place -= 1
    return place


def _leads_in(piece: Piece) -> bool:
    if piece.name:
        return not piece.is_end and piece.name != "img"
    return not letters(piece.words)


def _open_at_end(found: list[Piece]) -> list[Piece]:
    """The tags that are still open where the cut is, to be opened again behind it."""
    stack: list[Piece] = []
    for piece in found:
        if piece.is_end:
            names = [one.name for one in stack]
            if piece.name in names:
                del stack[len(names) - 1 - names[::-1].index(piece.name) :]
        elif piece.name:
            stack.append(piece)
    return [
        piece for piece in stack if piece.name in {"table", "tbody", "tr", "td", "ul", "ol", "blockquote"}
    ]


def _is_designed(found: list[Piece], shown: str) -> bool:
    """Whether it is a page rather than a letter: nested tables, painted areas, or far more than its plain text."""
    depth = depth_of_tables(found)
    pictures = sum("data-src=" in piece.attributes and not is_tracker(piece) for piece in found)
    painted = sum(_is_painted(piece) for piece in found)
    words = sum(len(letters(piece.words)) for piece in found if not piece.name)
    is_page = depth >= 3 or (depth >= 1 and pictures >= 2) or (depth >= 2 and painted >= 2) or painted >= 6
    return is_page or words > 2 * len(letters(shown)) + 400


def _is_painted(piece: Piece) -> bool:
    if piece.name not in {"table", "td", "div", "tr"} or piece.is_end:
        return False
    return "bgcolor=" in piece.attributes or "background-color:" in piece.attributes
