"""The tree that a query is read into.

Every part knows where it stands in the text (`start`, `end`, in characters); two parts are equal when they say the
same, wherever they stand. Trees are made by `all_of`, `any_of` and `negated`, so that what means the same is built the
same: And holds no And, Or no Or, Not no Not, and none of them nothing.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from opora.search.language.values import Value


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, in any of its forms. `is_prefix`: it ended with "*"."""

    text: str
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in quotes: these, one after the other."""

    text: str
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class In:
    """A word or phrase in one place only: `field` is "subject", "content" or "file"."""

    field: str
    inner: Word | Phrase
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on what is known of a ticket. `key` is the English one; it holds when any of the values does."""

    key: str
    value: tuple[Value, ...]
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Everything:
    """Nothing was asked for, so everything fits."""

    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What does not fit `part`."""

    part: "Node"
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """What fits all parts."""

    parts: tuple["Node", ...]
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    """What fits at least one part."""

    parts: tuple["Node", ...]
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)


Leaf: TypeAlias = Word | Phrase | In | Filter
Node: TypeAlias = Leaf | Not | And | Or | Everything


def all_of(parts: Iterable[Node]) -> Node:
    """What fits all of them."""
    flat = [
        inner
        for part in parts
        if not isinstance(part, Everything)
        for inner in (part.parts if isinstance(part, And) else (part,))
    ]
    if len(flat) < 2:
        return flat[0] if flat else Everything()
    return And(tuple(flat), flat[0].start, flat[-1].end)


def any_of(parts: Iterable[Node]) -> Node:
    """What fits at least one of them; a part that asks for nothing is left out."""
    flat = [
        inner
        for part in parts
        if not isinstance(part, Everything)
        for inner in (part.parts if isinstance(part, Or) else (part,))
    ]
    if len(flat) < 2:
        return flat[0] if flat else Everything()
    return Or(tuple(flat), flat[0].start, flat[-1].end)


def negated(part: Node, start: int | None = None) -> Node:
    """What does not fit; `start` is where the minus stands."""
    if isinstance(part, Everything):
        return part
    if isinstance(part, Not):
        return part.part
    return Not(part, part.start if start is None else start, part.end)


def leaves(tree: Node) -> Iterator[Leaf]:
    """All words and conditions, in the order of the text."""
    if isinstance(tree, And | Or):
        for part in tree.parts:
            yield from leaves(part)
    elif isinstance(tree, Not):
        yield from leaves(tree.part)
    elif not isinstance(tree, Everything):
        yield tree


def depth(tree: Node) -> int:
    """How many And, Or and Not stand above the deepest leaf."""
    if isinstance(tree, And | Or):
        return 1 + max(depth(part) for part in tree.parts)
    return 1 + depth(tree.part) if isinstance(tree, Not) else 0
