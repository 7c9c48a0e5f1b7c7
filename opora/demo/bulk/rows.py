"""Writing very many rows at once.

The named exception to "core rows are written by verbs": bulk data for trying a desk at its future size. Django's
bulk_create takes half a millisecond a ticket here, the driver's own executemany a hundredth of that; PostgreSQL has
COPY, which is quicker still.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Max, Model

from opora.events.models import Event

CACHE = 128 * 1024  # KiB of SQLite's pages held in memory: the upper levels of all indexes of a large desk
CHECKPOINT = 16_384  # pages of the write-ahead log (64 MB) between two checkpoints, instead of 4 MB


class Rows:
    """Rows of one table on their way: values of the named columns, ready for the database; defaults for the rest."""

    def __init__(self, model: type[Model], *columns: str) -> None:
        fields = {str(field.column): field for field in model._meta.concrete_fields}
        others = {
            name: _plain(one) for name, one in fields.items() if name not in columns and not one.primary_key
        }
        rest = {name: value for name, value in others.items() if value is not None}
        self._rest = tuple(rest.values())
        self._columns = ", ".join(connection.ops.quote_name(column) for column in (*columns, *rest))
        self._places = ", ".join(["%s"] * (len(columns) + len(rest)))
        self._table = connection.ops.quote_name(model._meta.db_table)
        self.waiting: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> None:
        """One row: the values of the named columns, in their order."""
        self.waiting.append(values)

    def write(self) -> None:
        """Sends what is waiting to the database."""
        rows = (row + self._rest for row in self.waiting)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # The names are those of our own columns.
                with cursor.copy(f"COPY {self._table} ({self._columns}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            elif self.waiting:
                sql = f"INSERT INTO {self._table} ({self._columns}) VALUES ({self._places})"  # noqa: S608
                cursor.executemany(sql, list(rows))
        self.waiting.clear()


def _plain(field: Any) -> Any:
    """The field's default as text or number: COPY knows no JSON objects of Django's."""
    value = field.get_default()
    return "[]" if value == [] else "{}" if value == {} else value


def claim_ids(model: type[Model], count: int) -> int:
    """The first of `count` free ids; on PostgreSQL the table's sequence is moved behind them at once."""
    first: int = (model._default_manager.aggregate(top=Max("pk"))["top"] or 0) + 1
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = model._meta.db_table
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, first + count - 1])
    return first


def events() -> Rows:
    """Rows of the event log; all columns but version are given."""
    columns = (
        "position",
        "at",
        "kind",
        "ticket",
        "actor_kind",
        "actor_id",
        "act",
        "audience",
        "data",
        "cause",
    )
    return Rows(Event, *columns)


@contextmanager
def much_to_write() -> Iterator[None]:
    """Inside, SQLite takes more memory and writes its log away less often; nothing of it is less safe."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("cache_size", "wal_autocheckpoint")
        ]
        _set(cursor, -CACHE, CHECKPOINT)
        try:
            yield
        finally:
            _set(cursor, *before)


def _set(cursor: Any, cache: int, checkpoint: int) -> None:
    cursor.execute(f"PRAGMA cache_size={cache:d}")
    cursor.execute(f"PRAGMA wal_autocheckpoint={checkpoint:d}")
