"""Positions: given after commit, without gaps, in the order in which events became visible."""

import random
import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from opora.events.models import Event
from opora.events.numbering import BATCH, last_position, number_committed
from opora.events.public import catch_up, record
from opora.events.readers import Reader
from opora.people.kinds import PersonChanged
from opora.people.public import Actor
from tests.following import announced

pytestmark = pytest.mark.mariadb

HAPPENING = PersonChanged(1, "name", "a", "b")
WRITERS, EACH = 4, 60


class Noting(Reader):
    """Keeps the ids of the events it followed in memory."""

    name = "test_noting"
    batch = 17

    def __init__(self) -> None:
        self.ids: list[int] = []

    def follow(self, events) -> None:  # type: ignore[no-untyped-def]
        self.ids += [event.id for event in events]


@pytest.fixture
def noting() -> Iterator[Noting]:
    reader = Noting()
    with announced(reader):
        yield reader


@pytest.mark.django_db
def test_positions_have_no_gaps_and_are_given_once(cast: object) -> None:
    with transaction.atomic():
        for _ in range(BATCH + 3):
            record(HAPPENING, actor=Actor.system())
    top = number_committed()
    assert top == last_position() == Event.objects.count()
    assert list(Event.objects.order_by("position").values_list("position", flat=True)) == list(
        range(1, top + 1)
    )
    assert number_committed() == top


def _write_one(before_commit: float = 0.0) -> int:
    with transaction.atomic():
        event = record(HAPPENING, actor=Actor.system())
        if before_commit:
            time.sleep(before_commit)
    return event.pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor == 'sqlite'", reason="SQLite has one writer: commits are in the order of ids"
)
def test_who_follows_ids_skips_a_late_commit_and_who_follows_positions_does_not(noting: Noting) -> None:
    written, commit = threading.Event(), threading.Event()
    late: list[int] = []

    def slow() -> None:
        with transaction.atomic():
            late.append(record(HAPPENING, actor=Actor.system()).pk)
            written.set()
            commit.wait(30)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert written.wait(30)
    quick = _write_one()
    catch_up("test_noting")
    by_id = list(Event.objects.values_list("id", flat=True))
    assert noting.ids == by_id == [quick]
    commit.set()
    thread.join()
    catch_up("test_noting")
    by_id += Event.objects.filter(id__gt=by_id[-1]).values_list("id", flat=True)
    assert late[0] < quick
    assert late[0] not in by_id
    assert noting.ids == [quick, late[0]]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_missed_while_many_write_at_once(noting: Noting) -> None:
    ids: list[int] = []

    def write(seed: int) -> None:
        luck = random.Random(seed)
        for _ in range(EACH):
            ids.append(_write_one(luck.choice([0, 0, 0, 0.001, 0.02])))
        connection.close()

    writers = [threading.Thread(target=write, args=(seed,)) for seed in range(WRITERS)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        catch_up("test_noting")
    catch_up("test_noting")
    assert len(ids) == WRITERS * EACH
    assert sorted(noting.ids) == sorted(ids)
    assert noting.ids == list(Event.objects.order_by("position").values_list("id", flat=True))
