"""Custom fields of topics: their definitions and the values that fit them.

A definition: {"name": "order", "kind": "text", "label": "Order number", "labels": {"cs": …}, "required": true,
"choices": ["a", "b"]}. Kinds: text, long_text, number, date, choice, flag.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.people.public import Refusal, keepable

Definition = Mapping[str, Any]
KINDS = ("text", "long_text", "number", "date", "choice", "flag")
LENGTHS = {"text": 500, "long_text": 20_000}


def check_definitions(definitions: Sequence[Definition]) -> list[dict[str, Any]]:
    """The definitions, tidied. Raises Refusal for a bad or repeated name, an unknown kind, a choice without choices."""
    seen: set[str] = set()
    for definition in definitions:
        name, kind = str(definition.get("name", "")), definition.get("kind", "text")
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name) or name in seen:
            raise Refusal(
                "bad_field",
                _("Each field needs a name of its own: small Latin letters, digits, _."),
                "fields",
            )
        if kind not in KINDS or (kind == "choice" and not definition.get("choices")):
            raise Refusal("bad_field", _("Each field needs a kind, and a choice its choices."), "fields")
        seen.add(name)
    return [dict(definition) for definition in definitions]


def clean(
    definitions: Sequence[Definition], values: Mapping[str, Any], *, complete: bool = True
) -> dict[str, Any]:
    """The values as their kinds want them; unknown names and bad values are refused by name ("fields.order").

    With `complete`, required fields must be there (a customer's form); without, they may be missing (mail, agents).
    """
    known = {str(definition["name"]): definition for definition in definitions}
    for name in values:
        if name not in known:
            raise Refusal(
                "unknown_field", _("This topic has no field “%(name)s”.") % {"name": name}, f"fields.{name}"
            )
    cleaned = {name: _value(known[name], value) for name, value in values.items() if value not in (None, "")}
    if complete:
        for name, definition in known.items():
            if definition.get("required") and cleaned.get(name) in (None, "", False):
                raise Refusal("field_missing", _("Please fill this in."), f"fields.{name}")
    return cleaned


def label(definition: Definition) -> str:
    """What the field is called in the active language."""
    language = (get_language() or "").partition("-")[0]
    return str(definition.get("labels", {}).get(language) or definition.get("label") or definition["name"])


def _value(definition: Definition, value: Any) -> Any:
    kind, place = definition.get("kind", "text"), f"fields.{definition['name']}"
    if kind == "flag":
        return value in (True, "true", "on", "1", 1)
    if kind == "number":
        return _number(value, place)
    if kind == "date":
        return _date(value, place)
    text = keepable(str(value)).strip()
    if kind == "choice" and text not in [str(choice) for choice in definition["choices"]]:
        raise Refusal("bad_choice", _("Choose one of the values offered."), place)
    return text[: LENGTHS.get(kind, 500)]


def _number(value: Any, place: str) -> int | float:
    try:
        number = float(str(value).replace(",", ".").replace("\u00a0", "").replace(" ", ""))
    except ValueError:
        raise Refusal("bad_number", _("Write a number."), place) from None
    if number != number or abs(number) > 1e15:
        raise Refusal("bad_number", _("Write a number."), place)
    return int(number) if number.is_integer() else number


def _date(value: Any, place: str) -> str:
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        raise Refusal("bad_date", _("Write a date like 2026-05-31."), place) from None
