"""Killing the readers' process at any moment repeats nothing and loses nothing."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.db import connection, transaction

from opora.events.models import Event
from opora.events.public import Reader, catch_up, record
from opora.people.kinds import PersonChanged
from opora.people.public import Actor
from tests.events import killed_reader
from tests.following import announced

KILLS, EVENTS = 200, 2000


@pytest.fixture
def effects(transactional_db: None) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {killed_reader.TABLE} (event bigint NOT NULL)")
    yield killed_reader.TABLE
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {killed_reader.TABLE}")


def database_url() -> str:
    """The address of the tests' database, for other processes."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(given['NAME']))}"
    host = f"{given['USER']}:{quote(given['PASSWORD'])}@{given['HOST']}:{given['PORT'] or 5432}"
    return f"postgres://{host}/{given['NAME']}"


def _happen(count: int) -> None:
    for few in (count // 3, count - count // 3):
        with transaction.atomic():
            for number in range(few):
                record(PersonChanged(number, "name", "a", "b"), actor=Actor.system())


def test_killed_two_hundred_times_each_effect_is_there_once(effects: str) -> None:
    luck = random.Random(7)
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.events.killed_reader"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"OPORA_DATABASE_URL": database_url()},
    )
    assert keeper.stdin is not None
    assert keeper.stdout is not None
    with keeper:
        for _ in range(KILLS):
            # Events are written while the worker of this life is already at those of the last one.
            keeper.stdin.write(f"{luck.randint(0, 13)}\n")
            keeper.stdin.flush()
            _happen(EVENTS // KILLS)
            ended = int(keeper.stdout.readline())
            assert os.WIFSIGNALED(ended), "the worker ended by itself"
            assert os.WTERMSIG(ended) == signal.SIGKILL
        keeper.stdin.close()
    before = _rows(effects)
    assert len(before) > EVENTS // 4, "the workers hardly came to work"

    class Rest(Reader):
        name = killed_reader.Effects.name

        def follow(self, events) -> None:  # type: ignore[no-untyped-def]
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {effects} (event) VALUES (%s)", [[event.pk] for event in events]
                )

    with announced(Rest()):
        catch_up(Rest.name)
    assert sorted(_rows(effects)) == list(Event.objects.order_by("id").values_list("id", flat=True))
    assert Event.objects.count() == EVENTS


def _rows(table: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT event FROM {table}")
        return [row[0] for row in cursor.fetchall()]
