"""A desk's lists as walks along indexes: as quick at a million tickets as at ten.

A list is made of stretches. Each is all tickets with the same department or assignee and the same status, which lie
side by side in an index, in the order of their last message. The first page takes one page's worth of each stretch and
the latest of those; a count stops at its limit. It is one statement of plain SQL, written here and nowhere else: the
same as querysets would take longer to put together than to answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from opora.desk.models import Level
from opora.desk.public import departments_at
from opora.people.models import Person
from opora.tickets.access import departments_read_by
from opora.tickets.models import OPEN_STATUSES, Status
from opora.tickets.queries import Key

Params = list[Any]
# SQLite joins at most 500 selections into one, and PostgreSQL plans hundreds of them slowly.
AT_ONCE = 100
_LISTED = "merged_into_id IS NULL AND not_request_at IS NULL"
_WORKING = (Status.NEW, Status.OPEN, Status.HOLD)
_STATUSES: Mapping[str, Sequence[Status]] = {
    "open": OPEN_STATUSES,
    "pending": (Status.PENDING,),
    "solved": (Status.SOLVED, Status.CLOSED),
    "all": tuple(Status),
}
# Of these there are few, and each has an index of its own.
_MARKED = {"undelivered": f"has_undelivered AND {_LISTED}", "not_request": "not_request_at IS NOT NULL"}


@dataclass(frozen=True)
class Stretch:
    """Tickets for which a condition holds. `beyond`: departments whose tickets another stretch of the list has too."""

    condition: str
    params: tuple[object, ...] = ()
    beyond: tuple[int, ...] = ()


def walk(person: Person, view: str, department: int | None = None) -> Sequence[Stretch]:
    """The stretches of a standard view (one of VIEWS), or of one department's part of those that go by status."""
    if not person.is_staff or not person.is_active:
        return ()
    if view == "mine":
        return [_stretch(status, "assignee_id", person.pk) for status in OPEN_STATUSES]
    if view in _MARKED:
        return [_marked(person, view)]
    if view == "unassigned":
        free = [
            _stretch(status, "department_id", place)
            for place in departments_at(person, Level.READ)
            for status in _WORKING
        ]
        return [Stretch(f"assignee_id IS NULL AND {row.condition}", row.params) for row in free]
    if department is not None and department not in departments_at(person, Level.READ):
        return ()
    return list(_by_status(person, _STATUSES[view], department))


def keys(stretches: Sequence[Stretch], after: Key | None, limit: int, *, newest_first: bool) -> list[int]:
    """Numbers of the first tickets after that moment and number, in the order of the last message."""
    found: set[tuple[Any, int]] = set()
    for begin in range(0, len(stretches), AT_ONCE):
        parts = [_page_of(row, after, limit, newest_first) for row in stretches[begin : begin + AT_ONCE]]
        sql = " UNION ALL ".join(f"SELECT * FROM ({sql}) part{place}" for place, (sql, _) in enumerate(parts))
        found |= set(_ask(sql, [value for _, params in parts for value in params]))
    return [key for _moment, key in sorted(found, reverse=newest_first)[:limit]]


def counts(lists: Mapping[str, Sequence[Stretch]], limit: int) -> dict[str, int]:
    """How many tickets each list has, but never looking at more than limit + 1 of one; one query for all."""
    found: dict[str, int] = {}
    names = [name for name, stretches in lists.items() if stretches]
    parts = [_count_of(lists[name], limit + 1) for name in names]
    if parts:
        sql = "SELECT " + ", ".join(f"({sql})" for sql, _ in parts)
        [row] = _ask(sql, [value for _, params in parts for value in params])
        found = dict(zip(names, row, strict=True))
    return {name: found.get(name, 0) for name in lists}


def _by_status(person: Person, statuses: Sequence[Status], department: int | None) -> Iterator[Stretch]:
    seen = departments_read_by(person)
    places = seen if department is None else [department]
    for status in statuses:
        if places is None:
            yield Stretch(f"status = %s AND {_LISTED}", (status.value,))
            continue
        for place in places:
            yield _stretch(status, "department_id", place)
        if department is None:
            yield _stretch(status, "assignee_id", person.pk, tuple(places))


def _stretch(status: Status, column: str, value: int, beyond: tuple[int, ...] = ()) -> Stretch:
    return Stretch(f"{column} = %s AND status = %s AND {_LISTED}", (value, status.value), beyond)


def _marked(person: Person, view: str) -> Stretch:
    """The plus keeps SQLite, which has no statistics, from walking whole departments for the few marked ones."""
    places = departments_read_by(person)
    if places is None:
        return Stretch(_MARKED[view])
    among = f"+department_id IN ({_marks(places)}) OR " if places else ""
    return Stretch(f"{_MARKED[view]} AND ({among}+assignee_id = %s)", (*places, person.pk))


def _page_of(stretch: Stretch, after: Key | None, limit: int, newest_first: bool) -> tuple[str, Params]:
    way, sign = ("DESC", "<") if newest_first else ("ASC", ">")
    sql, params = f"SELECT last_message_at, id FROM ticket WHERE {stretch.condition}", [*stretch.params]
    if after is not None:
        # Said twice, so that an index begins where the last page ended.
        sql += f" AND last_message_at {sign}= %s AND (last_message_at {sign} %s OR id {sign} %s)"
        moment = connection.ops.adapt_datetimefield_value(after.at)
        params += [moment, moment, after.number]
    return f"{sql} ORDER BY last_message_at {way}, id {way} LIMIT {limit:d}", params


def _count_of(stretches: Sequence[Stretch], limit: int) -> tuple[str, Params]:
    parts, params = [], []
    for row in stretches:
        beyond = f" AND department_id NOT IN ({_marks(row.beyond)})" if row.beyond else ""
        parts.append(f"SELECT id FROM ticket WHERE {row.condition}{beyond}")
        params += [*row.params, *row.beyond]
    return f"SELECT COUNT(*) FROM (SELECT id FROM ({' UNION ALL '.join(parts)}) t LIMIT {limit:d}) n", params


def _marks(values: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(values))


def _ask(sql: str, params: Params) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
