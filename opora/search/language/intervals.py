"""From a time as typed to moments: what somebody calls today depends on where they are."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from opora.search.language.values import Between, Beyond, Distance, Period, Spoken, Value


class Interval(NamedTuple):
    """From `since` (included) to `until` (not included), in UTC; None is open."""

    since: datetime | None
    until: datetime | None


_STEPS = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


def interval(value: Value, now: datetime, zone: tzinfo, *, is_future: bool = False) -> Interval:
    """The moments that a time means, looked at from `now` in that zone. Raises TypeError for what is no time.

    `is_future`: distances lead into the future, as those of promises do.
    """
    if isinstance(value, Distance):
        return _distance(value, now, zone, is_future)
    if isinstance(value, Beyond):
        begin, end = _days(value.period, now.astimezone(zone).date())
        return (
            Interval(_moment(end, zone), None) if value.sign == ">" else Interval(None, _moment(begin, zone))
        )
    if isinstance(value, Between):
        return _between(value, now.astimezone(zone).date(), zone)
    if isinstance(value, Period | Spoken):
        begin, end = _days(value, now.astimezone(zone).date())
        return Interval(_moment(begin, zone), _moment(end, zone))
    raise TypeError(f"{value} is no time")


def _distance(value: Distance, now: datetime, zone: tzinfo, is_future: bool) -> Interval:
    there = _shifted(now, value if is_future else Distance(value.sign, -value.count, value.unit), zone)
    if is_future:
        return Interval(now, there) if value.sign == "<" else Interval(there, None)
    return Interval(there, None) if value.sign == "<" else Interval(None, there)


def _shifted(now: datetime, distance: Distance, zone: tzinfo) -> datetime:
    if distance.unit in _STEPS:
        return now + distance.count * _STEPS[distance.unit]
    months = distance.count * (12 if distance.unit == "y" else 1)
    local = now.astimezone(zone)
    first = _month_on(local.date().replace(day=1), months)
    last_day = (_month_on(first, 1) - timedelta(days=1)).day
    return local.replace(year=first.year, month=first.month, day=min(local.day, last_day)).astimezone(UTC)


def _between(value: Between, today: date, zone: tzinfo) -> Interval:
    spans = [_days(end, today) for end in (value.first, value.last) if end is not None]
    begin, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return Interval(
        _moment(begin, zone) if value.first is not None else None,
        _moment(end, zone) if value.last is not None else None,
    )


def _days(period: Period | Spoken, today: date) -> tuple[date, date]:
    """The first day of it, and the first after it."""
    if isinstance(period, Spoken):
        return _spoken(period.code, today)
    begin = date(period.year, period.month or 1, period.day or 1)
    if period.day is not None:
        return begin, begin + timedelta(days=1)
    return begin, _month_on(begin, 1 if period.month is not None else 12)


def _spoken(code: str, today: date) -> tuple[date, date]:
    if code in {"today", "yesterday", "tomorrow"}:
        day = today + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[code])
        return day, day + timedelta(days=1)
    step = {"this": 0, "last": -1, "next": 1}[code[:4]]
    if code.endswith("week"):
        monday = today + timedelta(weeks=step) - timedelta(days=today.weekday())
        return monday, monday + timedelta(weeks=1)
    months = 12 if code.endswith("year") else 1
    first = today.replace(day=1) if months == 1 else today.replace(month=1, day=1)
    return _month_on(first, step * months), _month_on(first, (step + 1) * months)


def _month_on(first: date, months: int) -> date:
    """The first of a month, so many months on."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _moment(day: date, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
