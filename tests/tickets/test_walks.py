"""Lists as walks along indexes: the same tickets as the views, in order, once each, and without reading the table."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opora.desk.actions import grant_access
from opora.desk.models import Level
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.actions import merge, not_a_request, transfer
from opora.tickets.models import Ticket
from opora.tickets.public import COUNT_LIMIT, VIEWS, Key, list_counts, list_page, view
from tests.cast import Cast
from tests.crowd import MANY, crowd

NOON = datetime(2026, 5, 31, 12, tzinfo=UTC)


@pytest.fixture
def mixed(cast: Cast) -> Cast:
    """Something of everything: Petr of billing has a ticket of the first line, one is merged, one is no request."""
    system, made = Actor.system(), cast.tickets
    transfer(actor=system, ticket=made["pending"], department=cast.billing)
    not_a_request(actor=system, ticket=made["hold"])
    merge(actor=system, ticket=made["closed"], into=made["solved"])
    Ticket.objects.filter(pk=made["open"].pk).update(assignee=cast.petr)  # he answered there once
    Ticket.objects.filter(pk=made["new"].pk).update(has_undelivered=True)
    return cast


def _lookers(cast: Cast) -> list[Person]:
    return [cast.vera, cast.petr, cast.sofia, cast.adam]


def _numbers(person: Person, which: tuple[str, int | None], limit: int = 50, **order: Any) -> list[int]:
    """All pages of a list, one after the other."""
    numbers: list[int] = []
    after: Key | None = None
    while True:
        found = list_page(person, which, after, limit, **order)
        numbers += [row.number for row in found.rows]
        if found.next is None:
            return numbers
        after = found.next


def test_lists_hold_what_their_views_hold_and_count_it_once(mixed: Cast) -> None:
    seen_at_all = set()
    for person in _lookers(mixed):
        for name in VIEWS:
            expected = set(view(person, name).values_list("pk", flat=True))
            numbers = _numbers(person, (name, None))
            assert sorted(numbers) == sorted(expected), (person, name)
            assert list_counts(person, {"it": (name, None)}) == {"it": len(expected)}, (person, name)
            seen_at_all |= {name} if expected else set()
    assert seen_at_all == set(VIEWS)


def test_a_department_is_a_list_of_those_who_read_it(mixed: Cast) -> None:
    billing, first = ("open", mixed.billing.pk), ("open", mixed.first_line.pk)
    assert _numbers(mixed.petr, billing) == [mixed.tickets["pending"].pk]
    assert _numbers(mixed.petr, first) == []
    assert list_counts(mixed.sofia, {"billing": billing, "first": first}) == {"billing": 1, "first": 2}
    grant_access(actor=Actor.system(), person=mixed.sofia, department=mixed.billing, level=Level.NONE)
    sofia = Person.objects.get(pk=mixed.sofia.pk)
    assert _numbers(sofia, billing) == []
    assert mixed.tickets["pending"].pk not in _numbers(sofia, ("open", None))


def test_customers_and_those_who_left_have_no_lists(mixed: Cast) -> None:
    mixed.vera.is_active = False
    for person in (mixed.anna, mixed.vera):
        assert _numbers(person, ("all", None)) == []
        assert list_counts(person, {"all": ("all", None)}) == {"all": 0}


@pytest.mark.parametrize("newest_first", [True, False])
def test_pages_follow_each_other_through_equal_moments(mixed: Cast, newest_first: bool) -> None:
    crowd(mixed, 90)
    for place, key in enumerate(Ticket.objects.values_list("pk", flat=True)):
        Ticket.objects.filter(pk=key).update(last_message_at=NOON + timedelta(minutes=place % 4))
    sign = "-" if newest_first else ""
    for person in (mixed.petr, mixed.sofia):
        for name in ("all", "open", "solved", "unassigned"):
            rows = view(person, name).order_by(f"{sign}last_message_at", f"{sign}id")
            expected = list(rows.values_list("pk", flat=True))
            assert _numbers(person, (name, None), 7, newest_first=newest_first) == expected, (person, name)


def test_a_count_ends_at_its_limit(cast: Cast) -> None:
    crowd(cast, MANY)
    assert list_counts(cast.sofia, {"all": ("all", None)}) == {"all": COUNT_LIMIT + 1}


def test_a_row_says_what_people_are_called(mixed: Cast) -> None:
    [row] = [row for row in list_page(mixed.petr, ("open", None)).rows if row.assignee_id == mixed.petr.pk]
    assert (row.requester, row.assignee) == (mixed.anna.called, mixed.petr.called)


def _many(cast: Cast) -> None:
    """SQLite stays without statistics, as it is in real life."""
    crowd(cast, MANY)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE ticket")


def _plans(person: Person, name: str, after: Key | None) -> list[tuple[str, str]]:
    """(statement, its plan) of a page's keys and of the count."""
    with CaptureQueriesContext(connection) as asked:
        list_page(person, (name, None), after)
        list_counts(person, {name: (name, None)})
    statements = [query["sql"] for query in asked if " part0" in query["sql"]]
    assert len(statements) == 2
    explain = "EXPLAIN (COSTS OFF) " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    found = []
    for statement in statements:
        with connection.cursor() as cursor:
            cursor.execute(explain + statement)
            found.append((statement, "\n".join(str(line[-1]) for line in cursor.fetchall())))
    return found


def test_lists_are_walks_along_indexes_and_nothing_is_sorted(cast: Cast) -> None:
    _many(cast)
    if connection.vendor == "postgresql":
        # Ten thousand rows are few to PostgreSQL, which would rather read or sort them: it must not need to.
        with connection.cursor() as cursor:
            for way in ("seqscan", "sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    key = Key(NOON - timedelta(days=3), 5)
    for person in (cast.vera, cast.sofia):
        for name in VIEWS:
            for after in (None, key):
                (_, page), (_, count) = _plans(person, name, after)
                for plan in (page, count):
                    assert "Seq Scan on ticket" not in plan, (person, name, plan)
                    assert not re.search(r"SCAN ticket(?! USING)", plan), (person, name, plan)
                assert not re.search(r"TEMP B-TREE|\bSort\b", page), (person, name, page)


@pytest.mark.parametrize(
    ("who", "name", "index"),
    [
        ("vera", "open", "ticket_by_department"),
        ("vera", "mine", "ticket_by_assignee"),
        ("vera", "unassigned", "ticket_unassigned_department"),
        ("sofia", "open", "ticket_by_status"),
        ("sofia", "unassigned", "ticket_unassigned|ticket_by_assignee"),
        ("sofia", "undelivered", "ticket_undelivered"),
        ("sofia", "not_request", "ticket_not_request"),
    ],
)
def test_each_list_has_its_index(cast: Cast, who: str, name: str, index: str) -> None:
    _many(cast)
    (_, page), _ = _plans(cast.everybody["agent"] if who == "vera" else cast.sofia, name, None)
    assert re.search(rf"\b({index})\b", page), page
