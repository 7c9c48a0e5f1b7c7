"""What may stand after the colon. Relative times stay relative: a saved search means today whenever it is run."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something by a name, address or other text."""

    text: str


@dataclass(frozen=True, slots=True)
class Me:
    """Whoever is looking."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """That there is none: nobody assigned, no topic, not solved."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the known codes; with `sign` (">", ">=", "<", "<="), those beyond it in their order."""

    code: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whole numbers from `least` to `most`, both included; None is open."""

    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month or a day of the calendar."""

    year: int
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A day, week or month by its name: a code of `dates.SPOKEN`, such as "today" or "lastweek"."""

    code: str


@dataclass(frozen=True, slots=True)
class Between:
    """From the beginning of `first` to the end of `last`; None is open."""

    first: Period | Spoken | None
    last: Period | Spoken | None


@dataclass(frozen=True, slots=True)
class Beyond:
    """After the end (">") or before the beginning ("<") of a day, month or year."""

    sign: str
    period: Period | Spoken


@dataclass(frozen=True, slots=True)
class Distance:
    """Nearer ("<") or farther (">") than so many units from now: into the past, of promises into the future."""

    sign: str
    count: int
    unit: str


Value: TypeAlias = Named | Me | Nothing | Choice | Numbers | Period | Spoken | Between | Beyond | Distance
