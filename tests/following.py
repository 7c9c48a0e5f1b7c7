"""A small reader for tests: it counts events by kind and ticket in a table of its own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from opora.events.models import Event
from opora.events.readers import _READERS, Reader, announce

TABLE = "test_counted"


class Counting(Reader):
    """What it writes depends on every event and on their order."""

    name = "test_counting"
    batch = 3

    def follow(self, events: Sequence[Event]) -> None:
        with connection.cursor() as cursor:
            for event in events:
                cursor.execute(f"SELECT seen, chain FROM {TABLE} WHERE ticket = %s", [event.ticket or 0])
                seen, chain = cursor.fetchone() or (0, 0)
                chain = (chain * 31 + event.id) % 1_000_003
                cursor.execute(f"DELETE FROM {TABLE} WHERE ticket = %s", [event.ticket or 0])
                cursor.execute(
                    f"INSERT INTO {TABLE} (ticket, seen, chain) VALUES (%s, %s, %s)",
                    [event.ticket or 0, seen + 1, chain],
                )

    def forget(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")


def counted() -> list[tuple[int, int, int]]:
    """The reader's rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ticket, seen, chain FROM {TABLE} ORDER BY ticket")
        return [tuple(row) for row in cursor.fetchall()]


@contextmanager
def announced(reader: Reader) -> Iterator[None]:
    """The reader is one of the desk's readers inside."""
    announce(reader)
    try:
        yield
    finally:
        _READERS.pop(reader.name)


@contextmanager
def counting(*, shared: bool = False) -> Iterator[Counting]:
    """The reader with its table, which goes when the test's transaction is rolled back.

    `shared`: other connections see the table too; the caller drops it.
    """
    with connection.cursor() as cursor:
        # Temporary, because MariaDB commits whatever is under way when it makes any other.
        made = "CREATE TABLE" if shared else "CREATE TEMPORARY TABLE"
        cursor.execute(f"{made} {TABLE} (ticket bigint PRIMARY KEY, seen bigint, chain bigint)")
    reader = Counting()
    try:
        with announced(reader):
            yield reader
    finally:
        if connection.vendor == "mysql" and not shared:
            with connection.cursor() as cursor:
                cursor.execute(f"DROP TEMPORARY TABLE {TABLE}")
