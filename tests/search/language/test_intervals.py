"""Times as moments: in the zone of whoever asks, also where a clock is put forward."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from opora.search.language.intervals import interval
from opora.search.language.reading import parse
from opora.search.language.tree import Filter

pytestmark = pytest.mark.once
PRAGUE = ZoneInfo("Europe/Prague")
# Friday, half past midnight in Prague; still Thursday in UTC.
NOW = datetime(2026, 5, 14, 22, 30, tzinfo=UTC)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("today", "2026-05-14T22:00", "2026-05-15T22:00"),
        ("вчера", "2026-05-13T22:00", "2026-05-14T22:00"),
        ("zítra", "2026-05-15T22:00", "2026-05-16T22:00"),
        ("thisweek", "2026-05-10T22:00", "2026-05-17T22:00"),
        ('"last week"', "2026-05-03T22:00", "2026-05-10T22:00"),
        ('"tento měsíc"', "2026-04-30T22:00", "2026-05-31T22:00"),
        ("lastyear", "2024-12-31T23:00", "2025-12-31T23:00"),
        ("2026-05-01", "2026-04-30T22:00", "2026-05-01T22:00"),
        ("2026-03-29", "2026-03-28T23:00", "2026-03-29T22:00"),
        ("2026-12", "2026-11-30T23:00", "2026-12-31T23:00"),
        ("2026", "2025-12-31T23:00", "2026-12-31T23:00"),
        ("1.5.2026..2026-05", "2026-04-30T22:00", "2026-05-31T22:00"),
        ("2026-05-31..2026-05-01", "2026-04-30T22:00", "2026-05-31T22:00"),
        ("2026-05-01..", "2026-04-30T22:00", ""),
        ("..yesterday", "", "2026-05-14T22:00"),
        (">2026-05-01", "2026-05-01T22:00", ""),
        ("<2026-05-01", "", "2026-04-30T22:00"),
        (">=2026-05-01", "2026-04-30T22:00", ""),
        ("<=2026-05-01", "", "2026-05-01T22:00"),
        (">7d", "", "2026-05-07T22:30"),
        ("<2h", "2026-05-14T20:30", ""),
        ("30min", "2026-05-14T22:00", ""),
        (">3mo", "", "2026-02-14T23:30"),
        ("<1r", "2025-05-14T22:30", ""),
        ("<999999999d", "1926-06-08T22:30", ""),
    ],
)
def test_times_in_prague(typed: str, since: str, until: str) -> None:
    condition = parse(f"created:{typed}")
    assert isinstance(condition, Filter)
    assert interval(condition.value[0], NOW, PRAGUE) == (_moment(since), _moment(until))


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [("<2h", "2026-05-14T22:30", "2026-05-15T00:30"), (">7d", "2026-05-21T22:30", "")],
)
def test_promises_look_ahead(typed: str, since: str, until: str) -> None:
    condition = parse(f"due:{typed}")
    assert isinstance(condition, Filter)
    assert interval(condition.value[0], NOW, PRAGUE, is_future=True) == (_moment(since), _moment(until))


def test_a_month_before_the_last_of_march_is_the_last_of_february() -> None:
    condition = parse("created:<1mo")
    assert isinstance(condition, Filter)
    found = interval(condition.value[0], datetime(2026, 3, 31, 10, tzinfo=UTC), ZoneInfo("UTC"))
    assert found.since == datetime(2026, 2, 28, 10, tzinfo=UTC)
