"""Desk settings: declared once, as typed objects, by the room that uses them; page, API, event and docs follow."""

import math
import time
import zoneinfo
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.desk.models import SettingValue
from opora.people.public import Refusal, keepable

T = TypeVar("T", str, int, bool)
_DECLARED: dict[str, "Setting[Any]"] = {}
# Read again at most every two seconds, so that a page costs no query for it and other processes follow soon.
FRESH_SECONDS = 2.0
_read_at = -math.inf
_values: dict[str, Any] = {}


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A setting of the desk: its name, default, what it is called and explained as, and its limits.

    A number has a `least` and a `most`; a text its `choices`, or is `among` many that need no names of ours.
    """

    name: str
    default: T
    label: str | Promise
    help: str | Promise = ""
    least: int | None = None
    most: int | None = None
    choices: tuple[tuple[str, str | Promise], ...] = ()
    among: Callable[[], Container[str]] | None = None

    def __post_init__(self) -> None:
        _DECLARED[self.name] = self

    def get(self) -> T:
        """The value in force."""
        value: T = _current().get(self.name, self.default)
        return value

    def clean(self, value: object) -> T:
        """The value with the setting's type. Raises Refusal with the setting's name as field."""
        if isinstance(self.default, bool):
            return str(value).lower() in {"true", "on", "yes", "1"}
        if isinstance(self.default, int):
            return self._number(value)
        text = keepable(str(value)).strip()
        if (self.choices and text not in dict(self.choices)) or (self.among and text not in self.among()):
            raise Refusal("bad_choice", _("Choose one of the values offered."), self.name)
        return text

    def _number(self, value: object) -> int:
        try:
            number = int(str(value))
        except ValueError:
            raise Refusal("bad_number", _("Write a whole number."), self.name) from None
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            limits = {"least": self.least, "most": self.most}
            raise Refusal("out_of_range", _("Write a number from %(least)s to %(most)s.") % limits, self.name)
        return number


def declared() -> dict[str, "Setting[Any]"]:
    """All settings by name."""
    return dict(_DECLARED)


def forget_values() -> None:
    """Makes the next `get` read the table again."""
    global _read_at
    _read_at = -math.inf


def _current() -> dict[str, Any]:
    global _read_at, _values
    if time.monotonic() - _read_at > FRESH_SECONDS:
        _values = dict(SettingValue.objects.values_list("name", "value"))
        _read_at = time.monotonic()
    return _values


DESK_NAME = Setting("desk_name", "", _("Name of the desk"), _("Shown to customers and at sign-in."))
DESK_LANGUAGE = Setting(
    "desk_language",
    "en",
    _("Language of the desk"),
    _("For customers whose language is not known."),
    choices=(("en", _("English")), ("ru", _("Russian")), ("cs", _("Czech"))),
)
DESK_TIME_ZONE = Setting(
    "desk_time_zone",
    "UTC",
    _("Time zone of the desk"),
    _("For example Europe/Prague."),
    among=zoneinfo.available_timezones,
)
ATTACHMENT_MEGABYTES = Setting(
    "attachment_megabytes",
    20,
    _("Largest attachment, in megabytes"),
    _("A larger file is not kept; the customer is told, the rest of the message is."),
    least=1,
    most=200,
)
SET_UP = Setting("set_up", False, _("The desk is set up"))
