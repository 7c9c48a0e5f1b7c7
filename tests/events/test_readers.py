"""Readers: their saved place, failures that are seen and tried again, rebuilding."""

import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from opora.events import readers
from opora.events.models import Event, ReaderPlace
from opora.events.public import Reader, catch_up, record, reset, run_readers, standings
from opora.people.kinds import PersonChanged, PersonCreated
from opora.people.public import Actor
from tests.following import TABLE, announced, counted, counting

pytestmark = pytest.mark.mariadb

SYSTEM = Actor.system()


def _happen(count: int = 1) -> None:
    with transaction.atomic():
        for number in range(count):
            record(PersonChanged(number, "name", "a", "b"), actor=SYSTEM, ticket=number % 3)


class Sour(Reader):
    """Fails until it is cured."""

    name = "test_sour"
    batch = 2

    def __init__(self) -> None:
        self.cured = False
        self.ids: list[int] = []

    def follow(self, events: Sequence[Event]) -> None:
        Event.objects.filter(pk=events[0].pk).update(cause="followed")
        if not self.cured:
            raise ValueError("the wrong kind of snow")
        self.ids += [event.id for event in events]


@pytest.fixture
def sour() -> Iterator[Sour]:
    reader = Sour()
    with announced(reader):
        yield reader


def _standing(name: str) -> readers.Standing:
    return next(standing for standing in standings() if standing.name == name)


@pytest.mark.django_db
def test_a_reader_moves_by_batches_and_only_its_own_kinds() -> None:
    class Picky(Sour):
        name = "test_picky"
        kinds = frozenset({"person.created"})
        cured = True

        def __init__(self) -> None:
            self.ids = []

    picky = Picky()
    with announced(picky):
        _happen(3)
        wanted = record(PersonCreated(1, "agent"), actor=SYSTEM)
        _happen(2)
        catch_up("test_picky")
        assert picky.ids == [wanted.pk]
        assert _standing("test_picky").behind == 0


@pytest.mark.django_db
def test_a_failure_is_seen_keeps_nothing_and_is_tried_again(sour: Sour) -> None:
    _happen(3)
    assert readers._round() is False
    assert readers._round() is False, "it rests"
    standing = _standing("test_sour")
    assert (standing.position, standing.behind, standing.failures) == (0, 3, 1)
    assert standing.failure == "ValueError: the wrong kind of snow"
    assert not Event.objects.filter(cause="followed").exists()
    ReaderPlace.objects.filter(name="test_sour").update(failed_at=timezone.now() - timedelta(seconds=3))
    readers._round()
    assert _standing("test_sour").failures == 2
    sour.cured = True
    ReaderPlace.objects.filter(name="test_sour").update(failed_at=timezone.now() - timedelta(seconds=5))
    while readers._round():
        pass
    standing = _standing("test_sour")
    assert (standing.behind, standing.failure, standing.failures) == (0, "", 0)
    assert sour.ids == list(Event.objects.order_by("position").values_list("id", flat=True))


@pytest.mark.django_db
def test_a_reader_that_fails_holds_nobody_else_up(sour: Sour) -> None:
    with counting() as other:
        _happen(5)
        while readers._round():
            pass
        assert _standing(other.name).behind == 0
        assert _standing("test_sour").behind == 5


@pytest.mark.django_db
def test_rebuilt_from_zero_it_is_the_same() -> None:
    with counting() as reader:
        for count in (1, 5, 0, 7):
            _happen(count)
            catch_up(reader.name)
        before = counted()
        assert sum(seen for _, seen, _ in before) == 13
        reset(reader.name)
        assert (counted(), _standing(reader.name).position) == ([], 0)
        catch_up(reader.name)
        assert counted() == before


@pytest.mark.django_db
def test_what_leaves_the_desk_is_not_rebuilt(sour: Sour) -> None:
    with pytest.raises(NotImplementedError, match="test_sour"):
        reset("test_sour")


@pytest.mark.django_db(transaction=True)
def test_the_worker_follows_until_it_is_stopped() -> None:
    with counting(shared=True) as reader:
        stop = threading.Event()
        worker = threading.Thread(target=run_readers, args=(stop,))
        worker.start()
        try:
            for _ in range(3):
                _happen(4)
            for _ in range(3000):
                if _standing(reader.name).position == 12:
                    break
                stop.wait(0.01)
        finally:
            stop.set()
            worker.join()
            rows = counted()
            with connection.cursor() as cursor:
                cursor.execute(f"DROP TABLE {TABLE}")
        assert sum(seen for _, seen, _ in rows) == 12
