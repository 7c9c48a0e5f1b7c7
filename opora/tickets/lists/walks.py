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

Sql = tuple[str, list[Any]]
Sight = tuple[str, Sequence[int]]
# SQLite joins at most 500 selections into one, and PostgreSQL plans hundreds of them slowly.
AT_ONCE = 100
_LISTED = "merged_into_id IS NULL AND not_request_at IS NULL"
_UNASSIGNED = f"assignee_id IS NULL AND {_LISTED}"
_STATUSES: Mapping[str, Sequence[Status]] = {
    "mine": OPEN_STATUSES,
    "unassigned": (Status.NEW, Status.OPEN, Status.HOLD),
    "open": OPEN_STATUSES,
    "pending": (Status.PENDING,),
    "solved": (Status.SOLVED, Status.CLOSED),
    "all": tuple(Status),
}
# Of these there are few, and each kind has an index of its own.
_MARKED = {"undelivered": f"has_undelivered AND {_LISTED}", "not_request": "not_request_at IS NOT NULL"}


@dataclass(frozen=True)
class Walk:
    """A list: tickets that meet `condition`, have one of the statuses and are in one of the sights.

    A sight is a column and the values that it may have, None among the sights stands for all tickets. Without statuses
    the list is short enough to be looked through.
    """

    condition: str
    statuses: Sequence[Status]
    sights: Sequence[Sight | None]


def walk(person: Person, view: str, department: int | None = None) -> Walk:
    """A standard view (one of VIEWS), or one department's part of it, as this member of staff may see it."""
    if not person.is_staff or not person.is_active:
        return Walk("", (), ())
    seen, own = departments_read_by(person), ("assignee_id", (person.pk,))
    if view == "mine":
        sights: Sequence[Sight | None] = (own,)
    elif department is not None:
        sights = (
            [("department_id", (department,))] if department in departments_at(person, Level.READ) else []
        )
    elif seen is None:
        sights = (None,)
    else:
        sights = [("department_id", seen)] if view == "unassigned" else [("department_id", seen), own]
    condition = _UNASSIGNED if view == "unassigned" else _MARKED.get(view, _LISTED)
    return Walk(condition, _STATUSES.get(view, ()), [sight for sight in sights if sight is None or sight[1]])


def keys(walk: Walk, after: Key | None, limit: int, *, newest_first: bool) -> list[int]:
    """Numbers of the first tickets after that key, in the order of the last message."""
    found: set[tuple[Any, int]] = set()
    parts = [_ordered(part, after, limit, newest_first) for part in _stretches(walk)]
    for begin in range(0, len(parts), AT_ONCE):
        found |= set(_ask(*_together(parts[begin : begin + AT_ONCE])))
    return [key for _moment, key in sorted(found, reverse=newest_first)[:limit]]


def counts(lists: Mapping[str, Walk], limit: int) -> dict[str, int]:
    """How many tickets each list has, but never looking at more than limit + 1 of one; one query for all."""
    named = {name: walk for name, walk in lists.items() if walk.sights}
    if not named:
        return dict.fromkeys(lists, 0)
    parts = [_count(walk, limit + 1) for walk in named.values()]
    [row] = _ask(
        "SELECT " + ", ".join(f"({sql})" for sql, _ in parts),
        [value for _, params in parts for value in params],
    )
    return dict.fromkeys(lists, 0) | dict(zip(named, row, strict=True))


def _stretches(walk: Walk) -> Iterator[Sql]:
    """Conditions under each of which an index has the tickets in order."""
    for sight in walk.sights:
        if not walk.statuses:
            yield _looked_through(walk, sight)
            continue
        column, values = sight or ("", ())
        places = [(f"{column} = %s AND ", [value]) for value in values] or [("", [])]
        for words, params in places:
            for status in walk.statuses:
                yield f"{words}status = %s AND {walk.condition}", [*params, status.value]


def _looked_through(walk: Walk, sight: Sight | None) -> Sql:
    """The plus keeps SQLite, which has no statistics, from walking whole departments for the few marked tickets."""
    if sight is None:
        return walk.condition, []
    column, values = sight
    return f"{walk.condition} AND +{column} IN ({_marks(values)})", [*values]


def _ordered(part: Sql, after: Key | None, limit: int, newest_first: bool = True) -> Sql:
    way, sign = ("DESC", "<") if newest_first else ("ASC", ">")
    condition, params = part
    if after is not None:
        # Said twice, so that an index begins where the last page ended.
        condition += f" AND last_message_at {sign}= %s AND (last_message_at {sign} %s OR id {sign} %s)"
        moment = connection.ops.adapt_datetimefield_value(after.at)
        params = [*params, moment, moment, after.number]
    order = f"ORDER BY last_message_at {way}, id {way} LIMIT {limit:d}"
    return f"SELECT last_message_at, id FROM ticket WHERE {condition} {order}", params


def _count(walk: Walk, limit: int) -> Sql:
    """Each ticket once: what is in sight by its department is left out where it would be again by its assignee."""
    parts, before = [], tuple[int, ...]()
    for sight in walk.sights:
        sql, params = _all_in(walk, sight)
        if before:
            sql, params = f"{sql} AND +department_id NOT IN ({_marks(before)})", [*params, *before]
        parts.append(
            _ordered((sql, params), None, limit)
            if not walk.statuses
            else (f"SELECT 1, id FROM ticket WHERE {sql}", params)
        )
        before = tuple(sight[1]) if sight else ()
    sql, params = _together(parts)
    return f"SELECT COUNT(*) FROM (SELECT 1 FROM ({sql}) found LIMIT {limit:d}) counted", params


def _all_in(walk: Walk, sight: Sight | None) -> Sql:
    if not walk.statuses:
        return _looked_through(walk, sight)
    among = f"status IN ({_marks(walk.statuses)}) AND {walk.condition}"
    statuses = [status.value for status in walk.statuses]
    if sight is None:
        return among, statuses
    column, values = sight
    return f"{column} IN ({_marks(values)}) AND {among}", [*values, *statuses]


def _together(parts: Sequence[Sql]) -> Sql:
    if not parts:
        return "SELECT last_message_at, id FROM ticket WHERE 1 = 0", []
    sql = " UNION ALL ".join(f"SELECT * FROM ({sql}) part{place}" for place, (sql, _) in enumerate(parts))
    return sql, [value for _, params in parts for value in params]


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _ask(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
