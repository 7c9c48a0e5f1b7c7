"""Changing a query by hand, chip by chip."""

import re
from collections.abc import Mapping
from typing import Any

from opora.people.models import Person
from opora.search.completion import Completion, complete
from opora.search.language.reading import parse
from opora.search.language.tree import Everything

MINUS = "-−–"
# What a piece that is taken away may leave behind: empty brackets, an OR that joins nothing.
_EMPTY = re.compile(r"[-−–]?\(\s*\)|(?<=\()\s+|\s+(?=\))")
_LONELY_OR = re.compile(r"^\s*(?:OR|\|)\s+|\s+(?:OR|\|)\s*$|(?<=\()(?:OR|\|)\s+|\s+(?:OR|\|)(?=\))")
_TWO_ORS = re.compile(r"\s(?:OR|\|)\s+(?:OR|\|)\s")


def without(text: str, chip: Mapping[str, Any]) -> str:
    """The query without this piece."""
    left = f"{text[: chip['start']]} {text[chip['end'] :]}"
    while (tidier := _tidied(left)) != left:
        left = tidier
    return "" if isinstance(parse(left), Everything) else left


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


def _tidied(text: str) -> str:
    text = _LONELY_OR.sub(" ", _EMPTY.sub("", _TWO_ORS.sub(" OR ", text)))
    return " ".join(text.split())
