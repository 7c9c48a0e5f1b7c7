"""Times as people write them: 2026-05-01, 1.5.2026, 2026-05, a..b, >7d, <2h, today, вчера, minulý týden."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, date

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.people.public import folded
from opora.search.language.kinds.kind import BadValue, Item
from opora.search.language.kinds.names import NONE
from opora.search.language.values import Between, Beyond, Distance, Nothing, Period, Spoken, Value

# By code and language: what they are called, the usual name first. Compared folded and without spaces.
SPOKEN: dict[str, dict[str, tuple[str, ...]]] = {
    "today": {"en": ("today",), "ru": ("сегодня",), "cs": ("dnes",)},
    "yesterday": {"en": ("yesterday",), "ru": ("вчера",), "cs": ("včera",)},
    "tomorrow": {"en": ("tomorrow",), "ru": ("завтра",), "cs": ("zítra",)},
    "thisweek": {"en": ("this week",), "ru": ("эта неделя", "на этой неделе"), "cs": ("tento týden",)},
    "lastweek": {
        "en": ("last week",),
        "ru": ("прошлая неделя", "на прошлой неделе"),
        "cs": ("minulý týden",),
    },
    "nextweek": {
        "en": ("next week",),
        "ru": ("следующая неделя", "на следующей неделе"),
        "cs": ("příští týden",),
    },
    "thismonth": {"en": ("this month",), "ru": ("этот месяц", "в этом месяце"), "cs": ("tento měsíc",)},
    "lastmonth": {
        "en": ("last month",),
        "ru": ("прошлый месяц", "в прошлом месяце"),
        "cs": ("minulý měsíc",),
    },
    "thisyear": {"en": ("this year",), "ru": ("этот год", "в этом году"), "cs": ("letos", "tento rok")},
    "lastyear": {"en": ("last year",), "ru": ("прошлый год", "в прошлом году"), "cs": ("loni", "minulý rok")},
}
FUTURE = frozenset({"tomorrow", "nextweek"})
UNITS: dict[str, tuple[str, ...]] = {
    "min": ("min", "m", "мин", "м", "minut", "minutes"),
    "h": ("h", "ч", "hod", "час", "hours"),
    "d": ("d", "д", "дн", "дней", "dni", "dnu", "days"),
    "w": ("w", "н", "нед", "t", "tyd", "tydnu", "weeks"),
    "mo": ("mo", "мес", "mes", "months"),
    "y": ("y", "г", "л", "лет", "r", "let", "years"),
}
# As many of each as are about a hundred years.
MOST = {"min": 52_560_000, "h": 876_000, "d": 36_500, "w": 5_200, "mo": 1_200, "y": 100}
EARLIEST_YEAR = 1900

_SPOKEN = {
    folded(word).replace(" ", ""): code
    for code, languages in SPOKEN.items()
    for words in languages.values()
    for word in words
}
_UNITS = {folded(word): code for code, words in UNITS.items() for word in words}
_DISTANCE = re.compile(r"(?:([<>])=?)?\s*([0-9]{1,9})\s*([^\W\d_]+)")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_LOCAL = re.compile(r"(?:(\d{1,2})\.\s*)?(\d{1,2})\.\s*(\d{4})", re.ASCII)


@dataclass(frozen=True)
class Dates:
    """A time, a range or a distance from now. `is_future`: distances lead into the future, as those of promises do."""

    is_future: bool = False
    may_be_none: bool = False

    def read(self, item: Item) -> Value:
        """The time, still relative where it was said so. Raises BadValue."""
        text = item.text.strip().replace("…", "..")
        if self.may_be_none and not item.is_quoted and folded(text) in NONE:
            return Nothing()
        return _distance(text) or _beyond(text) or _range(text) or _period(text)


def _distance(text: str) -> Distance | None:
    found = _DISTANCE.fullmatch(text)
    unit = _UNITS.get(folded(found[3])) if found else None
    if found is None or unit is None:
        return None
    return Distance(found[1] or "<", min(int(found[2]), MOST[unit]), unit)


def _beyond(text: str) -> Value | None:
    if text.startswith((">=", "<=")):
        period = _period(text[2:].strip())
        return Between(period, None) if text[0] == ">" else Between(None, period)
    if text.startswith((">", "<")):
        return Beyond(text[0], _period(text[1:].strip()))
    return None


def _range(text: str) -> Between | None:
    first, dots, last = text.partition("..")
    if not dots or not (first.strip() or last.strip()):
        return None
    ends = [_period(end.strip()) if end.strip() else None for end in (first, last)]
    return Between(*ends)


def _period(text: str) -> Period | Spoken:
    spoken = _SPOKEN.get(folded(text).replace(" ", ""))
    if spoken is not None:
        return Spoken(spoken)
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.groups()
    elif local := _LOCAL.fullmatch(text):
        day, month, year = local.groups()
    else:
        raise _bad_time(text)
    period = Period(int(year), int(month) if month else None, int(day) if day else None)
    try:
        date(period.year, period.month or 1, period.day or 1)
    except ValueError:
        raise _bad_time(text) from None
    if not EARLIEST_YEAR <= period.year < MAXYEAR - 1:
        raise _bad_time(text)
    return period


def _bad_time(text: str) -> BadValue:
    message = _("“%(value)s” is no time. Write 2026-05-01, 2026-05-01..2026-05-31, >7d, <2h or today.")
    return BadValue("bad_time", message % {"value": text[:40]})


def spoken_words(code: str) -> list[str]:
    """Everything a day, week or month is called: what the active language calls it comes first."""
    own = (get_language() or "").partition("-")[0]
    languages = SPOKEN[code]
    first = languages.get(own, languages["en"])
    return list(dict.fromkeys((*first, *(word for words in languages.values() for word in words))))
