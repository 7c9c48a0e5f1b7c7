"""What a word or phrase of a query means in terms: an expression that every engine understands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from opora.search.words.folding import fold
from opora.search.words.stemming import stems
from opora.search.words.terms import coded
from opora.search.words.tokens import PHONE_DIGITS, STOP, Chunk, chunks, phones, plain

# From so many digits on a number means something without the letters before it.
TELLING_DIGITS = 5
# Shorter words are not looked for as the parts of another.
SHORTEST_JOINED = 4


@dataclass(frozen=True, slots=True)
class Term:
    """A ticket's document has this term; `is_prefix`: one that begins so."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """All of `parts`, and none of `without`."""

    parts: tuple["Expression", ...]
    without: tuple["Expression", ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of these; none of nothing."""

    parts: tuple["Expression", ...]


Expression: TypeAlias = Term | All | Any


def laned(asked: Expression, lanes: str) -> Expression:
    """The same, looked for in these lanes."""
    match asked:
        case Term(text, is_prefix):
            terms = tuple(Term(lane + text, is_prefix) for lane in lanes)
            return terms[0] if len(terms) == 1 else Any(terms)
        case All(parts, without):
            inside, outside = (tuple(laned(part, lanes) for part in some) for some in (parts, without))
            return All(inside, outside)
        case Any(parts):
            # One list of all terms: engines dislike deep brackets.
            flat = [inner for part in parts for inner in _alternatives(laned(part, lanes))]
            return Any(tuple(flat))


def word(text: str, *, is_prefix: bool = False) -> Expression | None:
    """What a word asks for, None where it asks for nothing: only words that are everywhere, or no letters at all."""
    folded = fold(text)
    numbers = [Term("t" + digits) for digits in phones(folded) if len(digits) == PHONE_DIGITS]
    found = list(chunks(folded))
    asked = [_chunk(chunk, is_prefix and place == len(found) - 1) for place, chunk in enumerate(found)]
    whole = all_of(part for part in asked if part is not None)
    return any_of([*numbers, whole]) if numbers and whole else whole


def phrase(text: str) -> tuple[Expression | None, str]:
    """The terms that all of a phrase's words have in their documents, and the words as they must stand there."""
    folded = fold(text)
    asked = [_stems(part) for chunk in chunks(folded) for part in chunk.parts if part not in STOP]
    return all_of(asked), plain(folded)


def all_of(parts: Iterable[Expression]) -> Expression | None:
    """All of them; None of nothing."""
    known = tuple(dict.fromkeys(parts))
    return (known[0] if len(known) == 1 else All(known)) if known else None


def any_of(parts: Iterable[Expression]) -> Expression | None:
    """At least one of them; None of nothing."""
    known = tuple(dict.fromkeys(parts))
    return (known[0] if len(known) == 1 else Any(known)) if known else None


def _alternatives(asked: Expression) -> tuple[Expression, ...]:
    return asked.parts if isinstance(asked, Any) else (asked,)


def _chunk(chunk: Chunk, is_prefix: bool) -> Expression | None:
    if not chunk.whole:
        part = chunk.parts[0]
        if is_prefix:
            begun = [Term(coded(kind + part), True) for kind in _kinds(part)]
            return any_of([*begun, *_alternatives(_stems(part))])  # a stem may be shorter than what was typed
        return None if part in STOP else _either_way(part)
    whole = Term(coded("j" + chunk.whole), is_prefix)
    if chunk.is_exact and not any(part.isdigit() and len(part) >= TELLING_DIGITS for part in chunk.parts):
        return whole
    if "@" in chunk.joints:
        return whole
    parts = all_of(_stems(part) for part in chunk.parts if part not in STOP)
    joined = _alternatives(_stems(chunk.whole)) if chunk.whole.isalpha() else ()
    return any_of([whole, *joined, *([parts] if parts else [])])


def _either_way(part: str) -> Expression:
    """A word, or its parts in a text where they are joined: “wifi” finds “wi-fi”."""
    if len(part) < SHORTEST_JOINED or not part.isalpha():
        return _stems(part)
    found = any_of([*_alternatives(_stems(part)), Term(coded("j" + part))])
    assert found is not None
    return found


def _stems(part: str) -> Expression:
    found = any_of(Term(coded(stem)) for stem in stems(part))
    assert found is not None
    return found


def _kinds(part: str) -> str:
    return "".join(stem[0] for stem in stems(part))
