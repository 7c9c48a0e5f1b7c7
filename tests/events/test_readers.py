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
from tests.following import TABLE, Counting, announced, counted, counting

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


class Present(Counting):
    """It can be made from what is there now, which for the test is nothing but a row that says so."""

    name = "test_present"
    anew_beyond = 4

    def __init__(self) -> None:
        self.begun = 0

    def begin_anew(self) -> None:
        self.begun += 1
        self.forget()

    def state(self) -> str:
        return f"begun {self.begun} times"


@pytest.fixture
def present() -> Iterator[Present]:
    with counting(), announced(reader := Present()):
        yield reader


@pytest.mark.django_db
def test_far_behind_it_begins_anew_and_follows_what_comes_then(present: Present) -> None:
    _happen(4)
    catch_up(present.name)
    assert (present.begun, sum(seen for _, seen, _ in counted())) == (0, 4), "four are not too many"
    _happen(5)
    assert _standing(present.name).behind == 5
    assert readers.step(present) == 1
    assert (present.begun, counted()) == (1, [])
    assert _standing(present.name).behind == 0
    _happen(2)
    catch_up(present.name)
    assert (present.begun, sum(seen for _, seen, _ in counted())) == (1, 2)


@pytest.mark.django_db
def test_reset_begins_anew_without_reading_the_log_again(present: Present) -> None:
    _happen(3)
    catch_up(present.name)
    _happen(2)  # not even numbered yet: it is in what is made anew
    reset(present.name)
    standing = _standing(present.name)
    assert (present.begun, standing.position, standing.behind) == (1, 5, 0)
    catch_up(present.name)
    assert counted() == []
    assert standing.state == "begun 1 times"


@pytest.mark.django_db
def test_a_beginning_that_fails_is_tried_again(present: Present, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ValueError("no room")

    _happen(9)
    monkeypatch.setattr(present, "begin_anew", fail)
    readers._round()
    standing = _standing(present.name)
    assert (standing.position, standing.failure) == (0, "ValueError: no room")
    monkeypatch.undo()
    ReaderPlace.objects.filter(name=present.name).update(failed_at=timezone.now() - timedelta(seconds=9))
    readers._round()
    standing = _standing(present.name)
    assert (standing.position, standing.failure, present.begun) == (9, "", 1)


@pytest.mark.django_db
def test_a_reader_of_the_log_alone_follows_however_far_it_is() -> None:
    with counting() as reader:
        _happen(60)
        catch_up(reader.name)
        assert sum(seen for _, seen, _ in counted()) == 60
        assert _standing(reader.name).state == ""
        with pytest.raises(NotImplementedError, match="from the log alone"):
            reader.begin_anew()


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
