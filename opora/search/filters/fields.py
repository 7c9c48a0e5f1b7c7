"""field.NAME: the custom fields of topics."""

from collections.abc import Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opora.people.public import folded
from opora.search.filters.asking import NOTHING, Asking, any_q
from opora.search.filters.places import topic_rows
from opora.search.language.intervals import interval
from opora.search.language.kinds.dates import Dates
from opora.search.language.kinds.kind import BadValue, Item
from opora.search.language.tree import Filter
from opora.search.language.unclear import Unclear
from opora.search.language.values import Named, Nothing
from opora.tickets.models import Ticket

YES = frozenset(map(folded, ("yes", "true", "on", "1", "да", "ano")))
NO = frozenset(map(folded, ("no", "false", "off", "0", "нет", "ne")))
_SIGNS = {">=": "__gte", "<=": "__lte", ">": "__gt", "<": "__lt"}


def field(filter: Filter, asking: Asking) -> Q:
    """Tickets on which the field has one of the values, as its kind compares them.

    By key, not by joining conditions: a ticket without the field must not slip through where this is negated.
    """
    name = filter.key.partition(".")[2]
    definitions = known_fields(asking).get(name)
    if not definitions:
        raise _unknown(name, filter, asking)
    parts = [
        _value(name, definition, value, filter, asking)
        for value in filter.value
        for definition in definitions
    ]
    return Q(pk__in=Ticket.objects.filter(any_q(parts)).values("pk"))


def known_fields(asking: Asking) -> Mapping[str, list[Mapping[str, Any]]]:
    """The definitions of the fields of each name, of all topics that the viewer may know."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for topic in topic_rows(asking):
        for definition in topic.fields:
            found.setdefault(str(definition["name"]), []).append(definition)
    return found


def _value(name: str, definition: Mapping[str, Any], value: Any, filter: Filter, asking: Asking) -> Q:
    is_flag = definition.get("kind") == "flag"
    if isinstance(value, Nothing):
        return _unticked(name) if is_flag else ~Q(fields__has_key=name)
    assert isinstance(value, Named)
    match definition.get("kind", "text"):
        case "number":
            return _number(name, value.text, filter)
        case "date":
            return _date(name, value.text, filter, asking)
        case "flag":
            return _flag(name, value.text)
        case "choice":
            return _choice(name, value.text, definition)
    return _text(name, value.text)


def _text(name: str, text: str) -> Q:
    """SQLite folds only Latin letters, so the usual spellings are asked for one by one."""
    spellings = {text, text.lower(), text.capitalize(), text.title(), text.upper()}
    return any_q([Q(**{f"fields__{name}__icontains": spelling}) for spelling in sorted(spellings)])


def _choice(name: str, text: str, definition: Mapping[str, Any]) -> Q:
    choices = [str(choice) for choice in definition.get("choices", ())]
    said = folded(text)
    fitting = [choice for choice in choices if folded(choice) == said]
    fitting = fitting or [choice for choice in choices if folded(choice).startswith(said)]
    return any_q([Q(**{f"fields__{name}": choice}) for choice in fitting])


def _flag(name: str, text: str) -> Q:
    said = folded(text)
    if said in YES:
        return Q(**{f"fields__{name}": True})
    return _unticked(name) if said in NO else NOTHING


def _unticked(name: str) -> Q:
    return Q(**{f"fields__{name}": False}) | ~Q(fields__has_key=name)


def _number(name: str, text: str, filter: Filter) -> Q:
    sign = next((sign for sign in _SIGNS if text.startswith(sign)), "")
    least, dots, most = text.removeprefix(sign).partition("..")
    if not dots:
        return Q(**{f"fields__{name}{_SIGNS.get(sign, '')}": _as_number(least, filter)})
    bounds = {"__gte": least, "__lte": most}
    return Q(
        **{f"fields__{name}{way}": _as_number(end, filter) for way, end in bounds.items() if end.strip()}
    )


def _as_number(text: str, filter: Filter) -> float:
    try:
        number = float(text.replace(",", ".").replace(" ", ""))
    except ValueError:
        number = float("nan")
    if not abs(number) <= 1e15:
        raise Unclear("bad_number", _("Write a number, such as 5, >5 or 5..10."), filter.start, filter.end)
    return int(number) if number.is_integer() else number


def _date(name: str, text: str, filter: Filter, asking: Asking) -> Q:
    """Fields hold days, in no zone: the days of the interval, as text that sorts as they do."""
    try:
        value = Dates().read(Item(text, filter.start, filter.end))
    except BadValue as bad:
        raise Unclear(bad.code, bad.message, filter.start, filter.end) from None
    since, until = interval(value, asking.now, asking.zone)
    bounds = {}
    if since is not None:
        bounds[f"fields__{name}__gte"] = since.astimezone(asking.zone).date().isoformat()
    if until is not None:
        bounds[f"fields__{name}__lte"] = _last_day(until.astimezone(asking.zone)).isoformat()
    return Q(**bounds)


def _last_day(until: Any) -> date:
    day: date = (until - timedelta(microseconds=1)).date()
    return day


def _unknown(name: str, filter: Filter, asking: Asking) -> Unclear:
    near = get_close_matches(name, known_fields(asking), n=1)
    if near:
        message = _("No topic has a field “%(name)s”. Did you mean “%(nearest)s”?")
    else:
        message = _("No topic has a field “%(name)s”.")
    words = {"name": name, "nearest": near[0] if near else ""}
    return Unclear("unknown_field", message % words, filter.start, filter.end)
