"""A tree as text again, in the one way that we write it."""

import re

from opora.search.language.kinds.names import is_reserved
from opora.search.language.tree import And, Everything, Filter, In, Node, Not, Or, Phrase, Word
from opora.search.language.values import (
    Between,
    Beyond,
    Choice,
    Distance,
    Me,
    Named,
    Nothing,
    Numbers,
    Period,
    Spoken,
    Value,
)

# What needs no quotes to be read as one piece: nothing that separates, groups or means something.
_PLAIN = re.compile(r"[^\s,()|\"«»„“”<>\x00-\x1f\x7f-\x9f]+")


def written(tree: Node) -> str:
    """The query that is read into this tree: English keys, quotes and brackets only where they are needed."""
    match tree:
        case Everything():
            return ""
        case Or(parts=parts):
            return " OR ".join(written(part) for part in parts)
        case And(parts=parts):
            return " ".join(_enclosed(part, Or) for part in parts)
        case Not(part=part):
            return "-" + _enclosed(part, Or, And)
        case In(field=field, inner=inner):
            return f"{field}:{written(inner)}"
        case Filter(key=key, value=values):
            return f"{key}:{','.join(map(value_written, values))}"
        case Phrase(text=text):
            return quoted(text)
        case Word(text=text, is_prefix=is_prefix):
            return f"{text}*" if is_prefix else text


def value_written(value: Value) -> str:
    """One value of a condition."""
    match value:
        case Named(text=text):
            return text if _PLAIN.fullmatch(text) and not is_reserved(text) else quoted(text)
        case Me():
            return "me"
        case Nothing():
            return "none"
        case Choice(code=code, sign=sign):
            return sign + code
        case Numbers(least=least, most=most):
            return str(least) if least == most else f"{_number(least)}..{_number(most)}"
        case Distance(sign=sign, count=count, unit=unit):
            return f"{sign}{count}{unit}"
        case Beyond(sign=sign, period=period):
            return sign + _period(period)
        case Between(first=first, last=last):
            return f"{_period(first)}..{_period(last)}"
        case Period() | Spoken():
            return _period(value)


def quoted(text: str) -> str:
    """In quotes; those within are doubled."""
    return '"' + text.replace('"', '""') + '"'


def _enclosed(part: Node, *kinds: type[Node]) -> str:
    text = written(part)
    return f"({text})" if isinstance(part, kinds) else text


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _period(period: Period | Spoken | None) -> str:
    match period:
        case None:
            return ""
        case Spoken(code=code):
            return code
        case Period(year=year, month=None):
            return f"{year:04}"
        case Period(year=year, month=month, day=None):
            return f"{year:04}-{month:02}"
        case Period(year=year, month=month, day=day):
            return f"{year:04}-{month:02}-{day:02}"
