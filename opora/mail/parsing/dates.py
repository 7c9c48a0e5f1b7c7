"""When a mail was sent: the Date header if it is sane, else what the receiving servers say."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from opora.mail.parsing.headers import Headers
from opora.mail.parsing.problems import Problem, problem

EARLIEST = 1980
FUTURE = timedelta(days=2)
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?")


def sent_at(headers: Headers, now: datetime | None = None) -> tuple[datetime | None, Problem | None]:
    """The aware time of sending and what was wrong when the Date header could not be used.

    More than two days ahead of `now` (default: the clock) or before 1980 counts as absurd.
    """
    now = now or datetime.now(UTC)
    written = headers.text("date")
    date = read_date(written)
    if date is not None and date.year >= EARLIEST and date <= now + FUTURE:
        return date, None
    received = _received(headers, now)
    wrong = "missing" if not written else "unreadable" if date is None else "absurd"
    return received, problem(f"date_{wrong}_received" if received else f"date_{wrong}")


def _received(headers: Headers, now: datetime) -> datetime | None:
    """The newest credible time of the Received headers."""
    for value in headers.all("received")[:20]:
        _, semicolon, stamp = headers.decoded(value).rpartition(";")
        date = read_date(stamp) if semicolon else None
        if date is not None and date.year >= EARLIEST and date <= now + FUTURE:
            return date
    return None


def read_date(text: str) -> datetime | None:
    """An RFC 5322 (or ISO) date in any of its common misspellings; None where there is none. No zone means UTC."""
    text = text.strip()[:200]
    try:
        if match := ISO.search(text):
            return _iso(match)
        fields = parsedate_tz(text)
        if fields is None:
            return None
        offset = fields[9] or 0
        zone = timezone(timedelta(seconds=offset)) if abs(offset) < 86_400 else UTC
        return datetime(*fields[:6], tzinfo=zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _iso(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (int(group or 0) for group in match.groups()[:6])
    zone = (match.group(7) or "Z").replace(":", "")
    offset = 0 if zone == "Z" else (int(zone[1:3]) * 60 + int(zone[3:5])) * (-1 if zone[0] == "-" else 1)
    return datetime(year, month, day, hour, minute, second, tzinfo=timezone(timedelta(minutes=offset)))
