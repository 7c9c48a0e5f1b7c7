"""Pages of lists: each begins after the row where the one before ended, so nothing comes twice or gets lost."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar

from django.db.models import Model, Q, QuerySet
from ninja import Query
from pydantic import BaseModel, Field

M = TypeVar("M", bound=Model)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Limit = Annotated[int, Field(ge=1, le=200, description="How many at most.")]
_MORE = "`next` of the page before; leave it out for the first page."
IdCursor = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,17}$", description=_MORE)]
TimeCursor = Annotated[str, Field(pattern=r"^[0-9]{1,16}-[1-9][0-9]{0,17}$", description=_MORE)]


class IdPaging(BaseModel):
    """Paging of lists in the order in which things were made."""

    limit: Limit = 50
    cursor: IdCursor | None = None


class TimePaging(BaseModel):
    """Paging of lists in order of a moment."""

    limit: Limit = 50
    cursor: TimeCursor | None = None


ById = Query[IdPaging]
ByTime = Query[TimePaging]


def by_id(rows: QuerySet[M], paging: IdPaging) -> tuple[Sequence[M], str | None]:
    """A page in the order of ids, and where the next one begins (None: the end)."""
    if paging.cursor:
        rows = rows.filter(pk__gt=int(paging.cursor))
    found = list(rows.order_by("pk")[: paging.limit + 1])
    return found[: paging.limit], str(found[paging.limit - 1].pk) if len(found) > paging.limit else None


def by_time(rows: QuerySet[M], column: str, paging: TimePaging) -> tuple[Sequence[M], str | None]:
    """A page in the order of a moment (oldest first) and id."""
    if paging.cursor:
        moment, key = read(paging.cursor)
        rows = rows.filter(Q(**{f"{column}__gt": moment}) | Q(**{column: moment, "pk__gt": key}))
    found = list(rows.order_by(column, "pk")[: paging.limit + 1])
    last: Any = found[paging.limit - 1] if len(found) > paging.limit else None
    return found[: paging.limit], write(getattr(last, column), last.pk) if last else None


def read(cursor: str) -> tuple[datetime, int]:
    """Moment and id of a cursor (its form was checked before)."""
    moment, _, key = cursor.partition("-")
    return _EPOCH + timedelta(microseconds=int(moment)), int(key)


def write(moment: datetime, key: int) -> str:
    """The cursor of a row."""
    return f"{(moment - _EPOCH) // timedelta(microseconds=1)}-{key}"
