"""The query as chips, each with links to the same query without it, or with another value."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from opora.people.models import Person
from opora.search.public import (
    Completion,
    chips,
    is_alternative,
    turned_about,
    values_for,
    with_value,
    without,
)

Address = Callable[[str], str]


@dataclass(frozen=True)
class Choice:
    """A link in a chip's menu."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Part:
    """One piece of the query; `is_or`: it is enough instead of the one before."""

    label: str
    value: str
    is_negated: bool
    choices: list[Choice]
    contrary_url: str
    removal_url: str
    is_or: bool = False

    @property
    def words(self) -> str:
        """All of it in words."""
        return f"{self.label}: {self.value}" if self.label else self.value


def parts_of(viewer: Person, query: str, address: Address) -> list[Part]:
    """Its pieces in the order of the text. What values a key has is asked once for each key. Raises Unclear."""
    known: dict[str, list[Completion]] = {}
    parts, end = [], 0
    for chip in chips(query, viewer):
        if chip["key"] not in known:
            known[chip["key"]] = values_for(chip, viewer)
        is_or = is_alternative(query[end : chip["start"]])
        parts.append(replace(_part(query, chip, address, known[chip["key"]]), is_or=is_or))
        end = chip["end"]
    return parts


def _part(query: str, chip: dict[str, Any], address: Address, values: list[Completion]) -> Part:
    return Part(
        chip["label"],
        chip["value_label"],
        chip["is_negated"],
        [
            Choice(value.label, address(with_value(query, chip, value)), value.label == chip["value_label"])
            for value in values
        ],
        address(turned_about(query, chip)),
        address(without(query, chip)),
    )
