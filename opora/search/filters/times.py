"""created: updated: replied: solved: closed: due:"""

from django.db.models import Q

from opora.search.filters.asking import NOTHING, Asking, any_q
from opora.search.language.intervals import interval
from opora.search.language.tree import Filter
from opora.search.language.values import Nothing, Value

_COLUMNS = {
    "created": "created_at",
    "updated": "updated_at",
    "replied": "first_replied_at",
    "solved": "solved_at",
    "closed": "closed_at",
}


def time(filter: Filter, asking: Asking) -> Q:
    """A column that lies in any of the intervals; none for what has not happened."""
    column = _COLUMNS[filter.key]
    if filter.key == "updated" and not asking.viewer.is_staff:
        column = "last_message_at"  # when staff did something among themselves is staff's business
    return any_q([within(column, value, asking) for value in filter.value])


def within(column: str, value: Value, asking: Asking, *, is_future: bool = False) -> Q:
    """That a column of moments lies in what the value means; Nothing: that it is empty."""
    if isinstance(value, Nothing):
        return Q(**{f"{column}__isnull": True})
    since, until = interval(value, asking.now, asking.zone, is_future=is_future)
    bounds = {f"{column}__gte": since, f"{column}__lt": until}
    return Q(**{lookup: moment for lookup, moment in bounds.items() if moment is not None})


def no_promise(filter: Filter, asking: Asking) -> Q:
    """due: nothing is due as long as nothing is promised; the remark says so."""
    return NOTHING
