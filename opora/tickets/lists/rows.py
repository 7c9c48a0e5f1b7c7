"""Rows of a list: what it shows of each ticket, as plain values. Whole objects would cost more than their page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from opora.people.models import Person
from opora.people.public import called_by
from opora.tickets.lists import walks
from opora.tickets.models import Ticket
from opora.tickets.queries import COUNT_LIMIT, Key

Which = tuple[str, int | None]  # a standard view (one of VIEWS), or one department's part of it


class Row(NamedTuple):
    """A ticket in a list. Names are empty when there is nobody; moments are UTC."""

    number: int
    subject: str
    status: str
    priority: int
    snippet: str
    last_author: str
    last_by_staff: bool
    last_message_at: datetime
    is_waiting: bool
    has_undelivered: bool
    requester: str
    assignee_id: int | None
    assignee: str


@dataclass(frozen=True)
class RowsPage:
    """Some rows of a list, and the key after which there are more (None: the end)."""

    rows: Sequence[Row]
    next: Key | None


_COLUMNS = (
    "id", "subject", "status", "priority", "snippet", "last_author", "last_by_staff", "last_message_at",
    "waiting_since", "has_undelivered", "requester_id", "requester__name", "requester__email",
    "assignee_id", "assignee__name", "assignee__email",
)  # fmt: skip


def list_page(
    person: Person, which: Which, after: Key | None = None, limit: int = 50, *, newest_first: bool = True
) -> RowsPage:
    """One page of a list that a member of staff may see, by the last message. Two queries, whatever the list's size."""
    keys = walks.keys(walks.walk(person, *which), after, limit + 1, newest_first=newest_first)
    found = {row.number: row for row in _rows(keys[:limit])}
    rows = [found[key] for key in keys[:limit] if key in found]
    more = len(keys) > limit and bool(rows)
    return RowsPage(rows, Key(rows[-1].last_message_at, rows[-1].number) if more else None)


def list_counts(person: Person, lists: Mapping[str, Which]) -> Mapping[str, int]:
    """How many tickets each list has for this member of staff; COUNT_LIMIT + 1 stands for more. One query for all."""
    return walks.counts({name: walks.walk(person, *which) for name, which in lists.items()}, COUNT_LIMIT)


def _rows(keys: Sequence[int]) -> list[Row]:
    return [_row(*values) for values in Ticket.objects.filter(pk__in=keys).values_list(*_COLUMNS)]


def _row(*values: Any) -> Row:
    *own, waiting_since, undelivered, requester, name, email, assignee, own_name, own_email = values
    return Row._make(
        (
            *own,
            bool(waiting_since),
            undelivered,
            called_by(requester, name, email),
            assignee,
            called_by(assignee, own_name, own_email) if assignee else "",
        )
    )
