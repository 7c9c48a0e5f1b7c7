"""When things happen at a desk, in whole seconds since 1970 UTC: seasons, weekdays, working hours."""

import random
from bisect import bisect
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate

from django.db import connection

HOUR, DAY = 3600, 86_400
# How much comes on each day from Monday on, in each month, and in each hour (UTC; the customers live east of it).
WEEKDAYS = (1.3, 1.2, 1.1, 1.1, 1.0, 0.55, 0.5)
MONTHS = (1.05, 0.9, 0.95, 0.95, 0.95, 0.9, 0.8, 0.85, 1.0, 1.05, 1.25, 1.4)
HOURS = (3, 2, 2, 3, 8, 22, 45, 70, 85, 90, 85, 78, 75, 78, 75, 68, 60, 55, 52, 50, 42, 28, 15, 7)
OPENS, SHUTS = 5 * HOUR, 17 * HOUR  # the desk's own day
WAKES, SLEEPS = 5 * HOUR, 21 * HOUR  # the customers'


class Calendar:
    """The days on which tickets come: so many, ending at this midnight."""

    def __init__(self, until: int, days: int) -> None:
        self.begin = until - days * DAY
        weights = [_weight(self.begin + day * DAY, day / days) for day in range(days)]
        self._days, self._hours = list(accumulate(weights)), list(accumulate(HOURS))

    def at(self, share: float) -> int:
        """The moment until which this share (0 to 1) of all tickets has come."""
        wanted = share * self._days[-1]
        day = min(bisect(self._days, wanted), len(self._days) - 1)
        before = self._days[day - 1] if day else 0.0
        within = (wanted - before) / (self._days[day] - before) * self._hours[-1]
        hour = min(bisect(self._hours, within), 23)
        rest = (within - (self._hours[hour] - HOURS[hour])) / HOURS[hour]
        return self.begin + day * DAY + hour * HOUR + min(int(rest * HOUR), HOUR - 1)


def _weight(day: int, share: float) -> float:
    date = datetime.fromtimestamp(day, UTC)
    return WEEKDAYS[date.weekday()] * MONTHS[date.month - 1] * (0.8 + 0.4 * share)  # a desk grows


def at_work(at: int, draw: random.Random) -> int:
    """This moment, or one of the next hours in which somebody works: few do at the weekend, nobody at night."""
    second = at % DAY
    if second >= SHUTS:
        at += DAY - second
    weekday = (at // DAY + 3) % 7
    if weekday > 4 and draw.random() < 0.75:
        at += (7 - weekday) * DAY - at % DAY
    early = OPENS - at % DAY
    return at + early + int(draw.random() * 2.5 * HOUR) if early > 0 else at


def awake(at: int, draw: random.Random) -> int:
    """This moment, or one after breakfast."""
    second = at % DAY
    if WAKES <= second < SLEEPS:
        return at
    return at - second + (DAY if second >= SLEEPS else 0) + WAKES + int(draw.random() * 4 * HOUR)


def iso(at: int) -> str:
    """As events hold moments."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at)).isoformat()


@cache
def stamps(vendor: str = "") -> Callable[[int], str]:
    """Turns a moment into what the database understands: put together of days and seconds, as there are so many."""
    zone = "+00" if (vendor or connection.vendor) == "postgresql" else ""
    seconds = [f" {s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}{zone}" for s in range(DAY)]
    days = cache(lambda day: iso(day * DAY)[:10])
    return lambda at: days(at // DAY) + seconds[at % DAY]
