"""Changing a query by hand, chip by chip."""

from collections.abc import Mapping
from typing import Any

from opora.people.models import Person
from opora.search.completion import Completion, complete
from opora.search.language.scanning import Sign, Token, tokens

MINUS = "-−–"
_BEGINS = (None, Sign.OPEN)


def without(text: str, chip: Mapping[str, Any]) -> str:
    """The query without this piece, and without what makes no sense any more then: empty brackets, an OR of one."""
    piece = range(chip["start"], chip["end"])
    left = [token for token in tokens(text) if token.start not in piece or token.sign is Sign.OPEN]
    while (needless := _needless(left)) is not None:
        del left[needless]
    said = ""
    for token in left:
        written = text[token.start : token.end]
        is_close = token.sign is Sign.CLOSE or not said or said[-1] == "(" or said.endswith(tuple(MINUS))
        said += written if is_close else f" {written}"
    return said


def is_alternative(between: str) -> bool:
    """Whether what stands between two pieces of a query says that one of them is enough."""
    return any(token.sign is Sign.OR for token in tokens(between))


def turned_about(text: str, chip: Mapping[str, Any]) -> str:
    """The query that asks for the contrary here: with a minus where there was none, or the other way round."""
    piece = str(chip["text"])
    return _replaced(text, chip, piece.lstrip(MINUS) if chip["is_negated"] else f"-{piece}")


def values_for(chip: Mapping[str, Any], viewer: Person) -> list[Completion]:
    """What else the chip's key may be, as far as these are few; none for words."""
    if chip["kind"] != "filter":
        return []
    begun = f"{_key(chip).lstrip(MINUS)}:"
    return complete(begun, len(begun), viewer)


def with_value(text: str, chip: Mapping[str, Any], value: Completion) -> str:
    """The query with another value of the same key."""
    return _replaced(text, chip, f"{_key(chip)}:{value.insert_text}")


def _key(chip: Mapping[str, Any]) -> str:
    return str(chip["text"]).partition(":")[0]


def _replaced(text: str, chip: Mapping[str, Any], piece: str) -> str:
    return text[: chip["start"]] + piece + text[chip["end"] :]


def _needless(left: list[Token]) -> slice | None:
    """The first tokens without anything to group, join or negate."""
    signs = [None, *(token.sign for token in left), None]
    for place, sign in enumerate(signs[1:-1]):
        before, after = signs[place], signs[place + 2]
        if sign is Sign.OPEN and after is Sign.CLOSE:
            return slice(place, place + 2)
        if sign in {Sign.NOT, Sign.AND} and after in {None, Sign.CLOSE, Sign.OR}:
            return slice(place, place + 1)
        if sign is Sign.OR and (before in _BEGINS or after in {None, Sign.CLOSE, Sign.OR}):
            return slice(place, place + 1)
    return None
