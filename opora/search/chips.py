"""A query as chips: each word and condition by itself, with the words to show it by."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import pgettext

from opora.desk.public import fields as custom_fields
from opora.events.public import clock
from opora.people.models import Person
from opora.search.filters.asking import Asking, zone_of
from opora.search.filters.fields import known_fields
from opora.search.language.keys import key_of
from opora.search.language.kinds.choices import Choices
from opora.search.language.kinds.dates import spoken_words
from opora.search.language.reading import parse
from opora.search.language.tree import And, Filter, In, Leaf, Node, Not, Or, Phrase, Word
from opora.search.language.values import Between, Beyond, Choice, Me, Named, Nothing, Period, Spoken, Value
from opora.search.language.written import value_written, written


def chips(text: str, viewer: Person) -> list[dict[str, Any]]:
    """The leaves of a query in the order of the text. Raises Unclear.

    Each: start, end (characters of the text; a minus in front belongs to it), kind ("word", "phrase", "in",
    "filter"), key ("" without one), label of the key and value_label in the active language, is_negated, and text: the
    piece as it stands there.
    """
    asking = Asking(viewer, clock.now(), zone_of(viewer))
    return [_chip(leaf, outer, text, asking) for leaf, outer in _leaves(parse(text))]


def _leaves(tree: Node) -> Iterator[tuple[Leaf, Node]]:
    """Each leaf, with its minus where it has one of its own."""
    if isinstance(tree, And | Or):
        for part in tree.parts:
            yield from _leaves(part)
    elif isinstance(tree, Not):
        if isinstance(tree.part, Word | Phrase | In | Filter):
            yield tree.part, tree
        else:
            yield from _leaves(tree.part)
    elif isinstance(tree, Word | Phrase | In | Filter):
        yield tree, tree


def _chip(leaf: Leaf, outer: Node, text: str, asking: Asking) -> dict[str, Any]:
    kind, key, label = type(leaf).__name__.lower(), "", ""
    if isinstance(leaf, In | Filter):
        key = leaf.field if isinstance(leaf, In) else leaf.key
        label = _label(key, asking)
    return {
        "start": outer.start,
        "end": leaf.end,
        "kind": kind,
        "key": key,
        "label": label,
        "value_label": _value_label(leaf),
        "is_negated": isinstance(outer, Not),
        "text": text[outer.start : leaf.end],
    }


def _label(key: str, asking: Asking) -> str:
    """What the key is called; a custom field as its topic calls it."""
    known = key_of(key)
    definitions = known_fields(asking).get(key.partition(".")[2]) if known.takes_name else None
    return custom_fields.label(definitions[0]) if definitions else str(known.label)


def _value_label(leaf: Leaf) -> str:
    if isinstance(leaf, Filter):
        return ", ".join(_said(leaf.key, value) for value in leaf.value)
    inner = leaf.inner if isinstance(leaf, In) else leaf
    return f"“{inner.text}”" if isinstance(inner, Phrase) else written(inner)


def _said(key: str, value: Value) -> str:
    match value:
        case Named(text=name):
            return name
        case Me():
            return pgettext("search", "me")
        case Nothing():
            return pgettext("search", "none")
        case Choice(code=code, sign=sign):
            return f"{sign} {_choice(key, code)}".strip()
        case Between(first=first, last=last):
            return f"{_period(first)} – {_period(last)}".strip()
        case Beyond(sign=sign, period=period):
            return f"{sign} {_period(period)}"
        case Period() | Spoken():
            return _period(value)
    return value_written(value)


def _choice(key: str, code: str) -> str:
    kind = key_of(key).kind
    options = kind.options() if isinstance(kind, Choices) else ()
    return next((str(option.label) for option in options if option.code == code), code)


def _period(period: Period | Spoken | None) -> str:
    match period:
        case None:
            return ""
        case Spoken(code=code):
            return spoken_words(code)[0]
        case Period(year=year, month=None):
            return str(year)
        case Period(year=year, month=month, day=None):
            return date_format(date(year, month or 1, 1), "YEAR_MONTH_FORMAT")
        case Period(year=year, month=month, day=day):
            return date_format(date(year, month or 1, day or 1), "SHORT_DATE_FORMAT")
