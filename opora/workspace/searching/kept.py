"""Saved searches as the rail shows them."""

from dataclasses import dataclass

from opora.people.models import Person
from opora.search.models import SavedSearch
from opora.search.public import Unclear, find, saved_searches
from opora.workspace.searching import results

IN_RAIL = 12


@dataclass(frozen=True)
class Entry:
    """A saved search; `count` in words, empty for none or as long as it is not known."""

    key: int
    name: str
    query: str
    url: str
    count: str = ""


def entries(viewer: Person, *, is_counted: bool) -> list[Entry]:
    """The first of them. Counting asks for one ticket of each, so it costs what its first page costs at most."""
    return [
        Entry(row.pk, row.name, row.query, address(row), _count(viewer, row) if is_counted else "")
        for row in saved_searches(viewer)[:IN_RAIL]
    ]


def address(row: SavedSearch) -> str:
    """Where it is asked."""
    return results.url_of(row.query, row.order)


def _count(viewer: Person, row: SavedSearch) -> str:
    try:
        found = find(viewer, row.query, limit=1, order="latest")
    except Unclear:  # what it names is gone
        return "!"
    return f"{found.count}+" if found.is_more else str(found.count or "")
