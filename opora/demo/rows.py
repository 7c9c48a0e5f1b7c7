"""Writing very many rows at once.

The named exception to "core rows are written by verbs": bulk data for trying a desk at its future size. Django's
bulk_create takes half a millisecond a ticket here, the driver's own executemany a hundredth of that.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.db import connection
from django.db.models import Max, Model

from opora.events.models import Event


class Rows:
    """Rows of one table on their way: values of the named columns, ready for the database; defaults for the rest."""

    def __init__(self, model: type[Model], *columns: str) -> None:
        fields = {str(field.column): field for field in model._meta.concrete_fields}
        rest = [column for column in fields if column not in columns and not fields[column].primary_key]
        self._rest = tuple(
            fields[column].get_db_prep_save(fields[column].get_default(), connection) for column in rest
        )
        quoted = ", ".join(connection.ops.quote_name(column) for column in (*columns, *rest))
        places = ", ".join(["%s"] * (len(columns) + len(rest)))
        table = connection.ops.quote_name(model._meta.db_table)
        self._sql = f"INSERT INTO {table} ({quoted}) VALUES ({places})"  # noqa: S608 - names of our own columns
        self.waiting: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> None:
        """One row: the values of the named columns, in their order."""
        self.waiting.append(values)

    def write(self) -> None:
        """Sends what is waiting to the database."""
        with connection.cursor() as cursor:
            cursor.executemany(self._sql, [(*row, *self._rest) for row in self.waiting])
        self.waiting.clear()


def moments() -> Callable[[datetime], Any]:
    """Turns times (aware, UTC) into what the database wants; SQLite's own way takes a tenth of Django's time."""
    if connection.vendor == "sqlite":
        return lambda at: at.replace(tzinfo=None).isoformat(" ")
    return cast(Callable[[datetime], Any], connection.ops.adapt_datetimefield_value)


def claim_ids(model: type[Model], count: int) -> int:
    """The first of `count` free ids; on PostgreSQL the table's sequence is moved behind them at once.

    SQLite and MariaDB count on from the highest id that is written.
    """
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
        "kind",
        "ticket",
        "actor_kind",
        "actor_id",
        "act",
        "at",
        "audience",
        "data",
        "cause",
    )
    return Rows(Event, *columns)
