"""Lists by key, bounded counts, the same number of queries at ten tickets and at ten thousand."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.actions import change_tags, not_a_request
from opora.tickets.models import Message, Ticket
from opora.tickets.public import (
    COUNT_LIMIT,
    VIEWS,
    Key,
    bounded_count,
    history,
    messages_for,
    page,
    view,
    visible_to,
)
from tests.cast import Cast
from tests.crowd import MANY, crowd

pytestmark = pytest.mark.mariadb

ANALYZE = {"sqlite": "ANALYZE", "postgresql": "ANALYZE ticket", "mysql": "SELECT 1"}
FULL_SCAN = {"sqlite": "SCAN ticket\n", "postgresql": "Seq Scan on ticket"}
NOON = datetime(2026, 5, 31, 12, tzinfo=UTC)


@pytest.fixture
def many(cast: Cast) -> Cast:
    crowd(cast, MANY)
    with connection.cursor() as cursor:
        cursor.execute(ANALYZE[connection.vendor])
    return cast


def _costs(person: Person, ticket: Ticket) -> dict[str, int]:
    """How many queries each way of looking takes."""
    fresh = Person.objects.get(pk=person.pk)
    looks = {f"view {name}": lambda name=name: _shown(view(fresh, name)) for name in VIEWS}
    looks |= {f"count {name}": lambda name=name: bounded_count(view(fresh, name)) for name in VIEWS}
    looks["messages"] = lambda: list(messages_for(fresh, ticket))
    looks["history"] = lambda: list(history(fresh, ticket))
    view(fresh, "open")  # looks the levels up, once for each person
    costs = {}
    for name, look in looks.items():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            look()
        costs[name] = len(queries)
    return costs


def _shown(tickets) -> list[str]:  # type: ignore[no-untyped-def]
    """Everything that a list shows of its rows."""
    return [
        f"{row} {row.requester} {row.assignee} {row.department} {row.organization} {row.snippet} {row.is_open}"
        f"{[tag.name for tag in row.tag_rows.all()]}"
        for row in page(tickets).tickets
    ]


def test_ten_thousand_tickets_cost_as_many_queries_as_ten(cast: Cast) -> None:
    for ticket in cast.tickets.values():
        change_tags(actor=Actor.of(cast.vera), ticket=ticket, tags=["x"])
    not_a_request(actor=Actor.of(cast.vera), ticket=cast.tickets["hold"])
    Ticket.objects.filter(pk=cast.tickets["pending"].pk).update(has_undelivered=True)
    few = _costs(cast.vera, cast.tickets["open"])
    crowd(cast, MANY)
    assert _costs(cast.vera, cast.tickets["open"]) == few
    assert {count for name, count in few.items() if name.startswith("view")} == {3}
    assert {count for name, count in few.items() if not name.startswith("view")} == {1}


def test_a_count_looks_no_further_than_its_limit(many: Cast) -> None:
    assert bounded_count(view(many.adam, "all")) == COUNT_LIMIT + 1
    assert bounded_count(view(many.adam, "mine")) == 0
    assert bounded_count(view(many.vera, "unassigned"), limit=3) == 4


def _full_scans(tickets: QuerySet[Ticket]) -> str:
    """The plan for the keys of a first page, if it reads the table from end to end."""
    plan = tickets.order_by("-last_message_at", "-id").values_list("pk")[:51].explain()
    return plan if FULL_SCAN[connection.vendor] in f"{plan}\n" else ""


@pytest.mark.skipif(
    "connection.vendor == 'mysql'", reason="to count rows MariaDB commits them: plans are by luck"
)
def test_no_standard_view_reads_the_whole_table(many: Cast) -> None:
    for who in (many.vera, many.sofia, many.adam, many.anna):
        for name in VIEWS:
            assert _full_scans(view(who, name)) == "", (who, name)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    minutes=st.lists(st.integers(0, 6), min_size=0, max_size=25),
    limit=st.integers(1, 7),
    newest_first=st.booleans(),
)
def test_pages_lose_and_repeat_nothing(
    cast: Cast, minutes: list[int], limit: int, newest_first: bool
) -> None:
    rows = list(Ticket.objects.order_by("id"))
    Message.objects.all().delete()
    if not minutes:
        minutes = [0]
    for place, row in enumerate(rows):
        row.last_message_at = NOON + timedelta(minutes=minutes[place % len(minutes)])
    Ticket.objects.bulk_update(rows, ["last_message_at"])
    seen: list[int] = []
    key: Key | None = None
    while True:
        found = page(visible_to(cast.vera), key, limit, newest_first=newest_first)
        assert len(found.tickets) <= limit
        seen += [ticket.pk for ticket in found.tickets]
        if found.next is None:
            break
        key = Key.read(str(found.next))
        assert key == found.next
    sign = -1 if newest_first else 1
    assert seen == [
        row.pk
        for row in sorted(rows, key=lambda row: (sign * row.last_message_at.timestamp(), sign * row.pk))
    ]


@pytest.mark.once
@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "_",
        "2026-05-31_5",
        "2026-05-31T12:00:00+00:00_0",
        f"2026-05-31T12:00:00+00:00_{2**63}",
        "2026-05-31T12:00:00+00:00_a",
    ],
)
def test_nonsense_is_no_key(text: str) -> None:
    assert Key.read(text) is None


def test_a_key_survives_an_address_in_which_plus_became_a_space() -> None:
    key = Key(NOON, 5)
    assert Key.read(str(key).replace("+", " ")) == key


def test_merged_tickets_are_in_no_view(cast: Cast) -> None:
    from opora.tickets.actions import merge

    merge(actor=Actor.of(cast.vera), ticket=cast.tickets["new"], into=cast.tickets["open"])
    for name in VIEWS:
        assert cast.tickets["new"] not in view(cast.vera, name)


def test_every_ticket_is_in_some_view(cast: Cast) -> None:
    shown = {ticket.pk for name in VIEWS if name != "all" for ticket in view(cast.sofia, name)}
    assert shown == set(Ticket.objects.values_list("pk", flat=True))
