"""Custom fields of topics."""

from typing import Any

import pytest
from django.utils import translation

from opora.desk.public import fields
from opora.people.public import Refusal

pytestmark = pytest.mark.once


def _value(kind: str, given: Any, **more: Any) -> Any:
    return fields.clean([{"name": "a", "kind": kind} | more], {"a": given}).get("a")


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", " 48-1173\x00\ud800 ", "48-1173"),
        ("text", "я" * 900, "я" * 500),
        ("long_text", "a\nb", "a\nb"),
        ("number", "1 000,5", 1000.5),
        ("number", "\u00a07\u00a0", 7),
        ("number", 3.0, 3),
        ("date", "2026-05-31T10:00", "2026-05-31"),
        ("flag", "on", True),
        ("flag", "no", False),
        ("choice", 2, "2"),
    ],
)
def test_values_fit_their_kind(kind: str, given: object, kept: object) -> None:
    assert _value(kind, given, choices=["1", 2]) == kept


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("number", "many"),
        ("number", "nan"),
        ("number", "inf"),
        ("number", 1e300),
        ("number", [1]),
        ("date", "31.5.2026"),
        ("date", "2026-02-30"),
        ("choice", "3"),
        ("choice", {"x": 1}),
    ],
)
def test_what_does_not_fit_is_refused_by_name(kind: str, given: object) -> None:
    with pytest.raises(Refusal) as refused:
        _value(kind, given, choices=["1"])
    assert refused.value.field == "fields.a"


def test_required_fields_of_a_form() -> None:
    needed = [{"name": "order", "required": True}, {"name": "agreed", "kind": "flag", "required": True}]
    for values in ({}, {"order": " "}, {"order": "1"}, {"order": "1", "agreed": "no"}):
        with pytest.raises(Refusal) as refused:
            fields.clean(needed, values)
        assert refused.value.code == "field_missing"
    assert fields.clean(needed, {}, complete=False) == {}
    assert fields.clean(needed, {"order": "1", "agreed": True}) == {"order": "1", "agreed": True}


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        fields.clean([], {"colour": "red"})
    assert (refused.value.code, refused.value.field) == ("unknown_field", "fields.colour")


def test_labels_speak_the_readers_language() -> None:
    definition = {"name": "order", "label": "Order", "labels": {"cs": "Objednávka"}}
    with translation.override("cs"):
        assert fields.label(definition) == "Objednávka"
    with translation.override("ru"):
        assert fields.label(definition) == "Order"
    assert fields.label({"name": "order"}) == "order"
