"""The door to conditions: what a filter of the tree means for tickets, and what should be said about it."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.people.models import Person
from opora.search.filters import fields, flags, people, places, properties, times
from opora.search.filters.asking import Asking, Meaning
from opora.search.language.keys import key_of
from opora.search.language.kinds.choices import Choices, Option
from opora.search.language.tree import Filter, Node, leaves
from opora.search.language.unclear import Unclear
from opora.search.language.values import Choice

_MEANINGS: dict[str, Meaning] = {
    "from": people.wrote,
    "to": people.gets,
    "requester": people.asked,
    "agent": people.answers,
    "dept": places.department,
    "org": places.organization,
    "topic": places.topic,
    "brand": places.brand,
    "status": properties.status,
    "priority": properties.priority,
    "type": properties.plain,
    "tag": properties.tag,
    "channel": properties.plain,
    "language": properties.language,
    "number": properties.number,
    "has": flags.flag,
    "is": flags.flag,
    "created": times.time,
    "updated": times.time,
    "replied": times.time,
    "solved": times.time,
    "closed": times.time,
    "due": times.no_promise,
    "field": fields.field,
}
NO_PROMISES = _("No promises (SLA) are set up yet, so nothing has a due time.")
# By key, or key and code of a choice: what to say beside the results.
_REMARKS: dict[str, str | Promise] = {"due": NO_PROMISES, "is:late": NO_PROMISES}


def announce_condition(key: str, meaning: Meaning) -> None:
    """Says what a key means, for the room that knows; what was said before is forgotten."""
    _MEANINGS[key] = meaning
    _REMARKS.pop(key, None)


def announce_flag(key: str, option: Option, meaning: flags.Flag) -> None:
    """Adds or replaces a word after “is:” or “has:”."""
    flags.announce(key, option, meaning)
    _REMARKS.pop(f"{key}:{option.code}", None)


def condition(filter: Filter, viewer: Person, now: datetime, zone: tzinfo) -> Q:
    """The tickets that the filter means, for this viewer at this moment in this zone.

    Raises Unclear for a name that nothing has, and for what is only for staff where a customer asks.
    """
    require_allowed(filter, viewer)
    return _MEANINGS[filter.key.partition(".")[0]](filter, Asking(viewer, now, zone))


def require_allowed(filter: Filter, viewer: Person) -> None:
    """Raises Unclear where a customer asks for what only staff knows."""
    if not viewer.is_staff and is_staff_only(filter):
        message = _("“%(key)s:” can be used by the desk's staff only.") % {"key": filter.key}
        raise Unclear("staff_only", message, filter.start, filter.end)


def is_staff_only(filter: Filter) -> bool:
    """Whether a customer could learn from it what is none of their business."""
    key = key_of(filter.key)
    if key.staff_only:
        return True
    codes = {value.code for value in filter.value if isinstance(value, Choice)}
    options = key.kind.options() if isinstance(key.kind, Choices) else ()
    return any(option.staff_only for option in options if option.code in codes)


def remarks(tree: Node) -> list[str | Promise]:
    """What should be said beside the results of this query, each once."""
    said = (_REMARKS[name] for leaf in leaves(tree) if isinstance(leaf, Filter) for name in _names(leaf))
    return list(dict.fromkeys(said))


def meanings() -> Mapping[str, Meaning]:
    """What each key means, by its name."""
    return _MEANINGS


def _names(filter: Filter) -> list[str]:
    codes = [value.code for value in filter.value if isinstance(value, Choice)]
    return [name for name in (filter.key, *(f"{filter.key}:{code}" for code in codes)) if name in _REMARKS]
