"""Filling the templates of content/: [one|other], <he|she>, <:he|she> of whom one speaks to, {slot}."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.dateformat import format as format_date

from opora.demo import library

_GENDER = re.compile(r"<(:?)([^<>|]*)\|([^<>|]*)>")
_EITHER = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_SLOT = re.compile(r"\{([a-z_0-9]+)\}")
_DAY = {"ru": "j E", "cs": "j. E", "en": "j F"}
# These may differ each time they are said; every other slot keeps its first value for the whole conversation.
FRESH = {"hi", "bye", "thanks", "hello"}


@dataclass
class Wording:
    """One conversation's facts and its way of saying them. The same `draw` state gives the same words."""

    language: str
    draw: random.Random
    facts: dict[str, str] = field(default_factory=dict)

    def fill(self, text: str, *, by: str = "m", to: str = "m", at: datetime | None = None) -> str:
        """The text as said by and to people of these genders ("m", "f") at that moment."""
        gendered = _GENDER.sub(lambda found: found[2 if (to if found[1] else by) == "m" else 3], text)
        varied = _EITHER.sub(lambda found: self.draw.choice(found[1].split("|")), gendered)
        for _depth in range(3):
            varied = _SLOT.sub(lambda found: self._slot(found[1], at), varied)
        return re.sub(r"\n{3,}", "\n\n", varied).strip()

    def _slot(self, name: str, at: datetime | None) -> str:
        if name in FRESH and name not in self.facts:
            return self.draw.choice(library.words(self.language)[name])
        if name not in self.facts:
            self.facts[name] = self._fact(name, at)
        return self.facts[name]

    def _fact(self, name: str, at: datetime | None) -> str:
        found = library.words(self.language).get(name)
        if found:
            return self.draw.choice(found)
        if at is not None and name in {"day", "later", "date", "date2"}:
            days = {
                "day": 1,
                "later": 5,
                "date": -self.draw.randint(2, 9),
                "date2": -self.draw.randint(18, 30),
            }
            return day(at + timedelta(days=days[name]), self.language)
        return NUMBERS[name.rstrip("2")](self)


def day(moment: datetime, language: str) -> str:
    """A day as people write it in a letter: 14 ноября, 14. listopadu, 14 November."""
    with translation.override(language):
        return format_date(moment, _DAY[language])


def _amount(wording: Wording) -> str:
    if wording.language == "en":
        return f"£{wording.draw.randint(9, 249)}.{wording.draw.choice(('00', '50', '90', '99'))}"
    tens, unit = (
        (wording.draw.randint(39, 2499), "₽")
        if wording.language == "ru"
        else (wording.draw.randint(19, 899), "Kč")
    )
    return f"{tens * 10:,}\u00a0{unit}".replace(",", "\u00a0")


def _fee(wording: Wording) -> str:
    return {"ru": "299\u00a0₽", "cs": "129\u00a0Kč", "en": "£4.99"}[wording.language]


def _code(wording: Wording) -> str:
    return "".join(wording.draw.choices("ABCDEFGHKLMNPRSTUVWXYZ23456789", k=6))


def _digits(prefix: str, count: int) -> Callable[["Wording"], str]:
    return lambda wording: prefix + "".join(wording.draw.choices("0123456789", k=count))


# What is made up anew for each conversation; "order2" and the like are a second one of the same.
NUMBERS: Mapping[str, Callable[[Wording], str]] = {
    "order": lambda wording: f"SV-{wording.draw.randint(104_000, 986_000)}",
    "invoice": lambda wording: f"{wording.draw.randint(1, 12):02}-{wording.draw.randint(100, 9999):04}",
    "amount": _amount,
    "fee": _fee,
    "code": _code,
    "card": _digits("", 4),
    "track": _digits("SVK00", 8),
    "serial": _digits("R5-24-", 6),
}
