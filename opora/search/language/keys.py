"""The keys of the language: one registry, in which other rooms may announce theirs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.functional import Promise

from opora.people.public import folded
from opora.search.language.kinds.kind import Kind


@dataclass(frozen=True)
class Key:
    """What may stand before a colon.

    `kind` reads its values; None: text, looked for in one place only. `spellings` are the other words for it by
    language; accents may be left out. `staff_only`: customers may not ask, or they would learn what is not theirs.
    `takes_name`: it is followed by a dot and a name (field.order).
    """

    name: str
    kind: Kind | None
    label: str | Promise
    explanation: str | Promise
    example: str
    spellings: Mapping[str, tuple[str, ...]]
    staff_only: bool = False
    takes_name: bool = False


_KEYS: dict[str, Key] = {}
_BY_SPELLING: dict[str, Key] = {}
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def announce_key(key: Key) -> None:
    """Adds a key, or replaces the one of the same name. A spelling that another key has is a mistake of ours."""
    words = {folded(word) for spellings in ((key.name,), *key.spellings.values()) for word in spellings}
    taken = {word for word in words if word in _BY_SPELLING and _BY_SPELLING[word].name != key.name}
    if taken:
        raise ValueError(f"{key.name}: another key is spelled {', '.join(sorted(taken))}")
    _KEYS[key.name] = key
    _BY_SPELLING.update(dict.fromkeys(words, key))


def keys() -> Mapping[str, Key]:
    """All keys by their English name, in the order of their announcement."""
    return _KEYS


def key_of(name: str) -> Key:
    """The key of a condition in the tree: "status", "field.order"."""
    return _KEYS[name.partition(".")[0]]


def find_key(typed: str) -> tuple[Key, str] | None:
    """The key that is spelled so, with the name that the tree has for it; None for no key."""
    word, dot, name = folded(typed).partition(".")
    key = _BY_SPELLING.get(word)
    if key is None or key.takes_name != bool(dot):
        return None
    if key.takes_name:
        return (key, f"{key.name}.{name}") if _FIELD_NAME.fullmatch(name) else None
    return key, key.name


def nearest_spelling(typed: str, likeness: float = 0.5) -> str | None:
    """The spelling that was probably meant, as it is written with its accents."""
    word, dot, name = folded(typed)[:60].partition(".")
    close = get_close_matches(word, _BY_SPELLING, n=1, cutoff=likeness)
    if not close or _BY_SPELLING[close[0]].takes_name != bool(dot):
        return None
    key = _BY_SPELLING[close[0]]
    words = (word for spellings in key.spellings.values() for word in spellings)
    spelled = next((word for word in words if folded(word) == close[0]), key.name)
    return spelled + dot + name
