"""The content of the demo desk as it lies in content/: the company, its customers, the threads, the words."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
LANGUAGES = ("ru", "cs", "en")


@dataclass(frozen=True)
class Customer:
    """Somebody who writes to the company. `called` is how an answer addresses them (Czech: in the vocative)."""

    language: str
    gender: str
    name: str
    address: str
    called: str
    organization: str


@dataclass(frozen=True)
class Colleague:
    """Somebody who answers. `departments` holds the level in each, by the department's key."""

    key: str
    name: str
    address: str
    gender: str
    role: str
    languages: tuple[str, ...]
    departments: Mapping[str, str]
    time_zone: str


@dataclass(frozen=True)
class Turn:
    """One thing said. `after` is in hours from the turn before; `raw` text is kept as typed (quotes with >)."""

    by: str
    say: str = ""
    html: str = ""
    after: float = 0.0
    files: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    split: Mapping[str, str] = field(default_factory=dict)
    raw: bool = False


@dataclass(frozen=True)
class Thread:
    """A conversation to be told with changing names, numbers and wordings."""

    id: str
    language: str
    topic: str
    subject: tuple[str, ...]
    turns: tuple[Turn, ...]
    times: int = 5
    channel: str = "mail"
    priority: str = ""
    type: str = ""
    tags: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    rating: str = ""
    comment: str = ""
    again: Mapping[str, Any] = field(default_factory=dict)
    org: bool = False
    spam: bool = False


@cache
def company() -> Mapping[str, Any]:
    """Brand, departments, topics and organizations, as written in company.toml."""
    return _toml("company.toml")


@cache
def colleagues() -> tuple[Colleague, ...]:
    """Everybody who answers, with supervisor and administrator last."""
    return tuple(Colleague(**{**row, "languages": tuple(row["languages"])}) for row in company()["agent"])


@cache
def customers() -> tuple[Customer, ...]:
    """Everybody who writes."""
    with (CONTENT / "customers.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Customer(**row) for row in csv.DictReader(file))


@cache
def strangers() -> tuple[Customer, ...]:
    """Senders of spam, one for each language."""
    return tuple(
        Customer(gender="m", called=row["name"], organization="", **row) for row in company()["stranger"]
    )


@cache
def threads() -> tuple[Thread, ...]:
    """All conversations, by language and then by file."""
    found = []
    for language in LANGUAGES:
        for path in sorted((CONTENT / "threads" / language).glob("*.toml")):
            rows = tomllib.loads(path.read_text("utf-8"))["thread"]
            found += [_thread(language, row) for row in rows]
    return tuple(found)


@cache
def words(language: str) -> Mapping[str, tuple[str, ...]]:
    """What may fill a slot in that language."""
    both = _toml("words.toml")
    return {slot: tuple(values) for slot, values in {**both["any"], **both[language]}.items()}


def _toml(name: str) -> Mapping[str, Any]:
    return tomllib.loads((CONTENT / name).read_text("utf-8"))


def _thread(language: str, row: dict[str, Any]) -> Thread:
    turns = tuple(_turn(turn) for turn in row.pop("turn"))
    subject, tags = tuple(row.pop("subject")), tuple(row.pop("tags", ()))
    return Thread(language=language, subject=subject, tags=tags, turns=turns, **row)


def _turn(row: dict[str, Any]) -> Turn:
    return Turn(**{**row, "files": tuple(row.get("files", ())), "do": tuple(row.get("do", ()))})
