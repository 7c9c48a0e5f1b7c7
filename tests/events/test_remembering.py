"""What is remembered lives until something changes, and not through what never came true."""

import pytest
from django.db import transaction

from opora.events import remembering
from opora.events.public import number_committed, remember
from opora.people.public import Actor
from opora.tickets.actions import change_status
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    remembering.forget()


class Counting:
    """Gives 1, 2, 3 …: how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> int:
        self.asked += 1
        return self.asked


def _change(cast: Cast, status: str) -> None:
    change_status(actor=Actor.of(cast.vera), ticket=cast.tickets["open"], status=status)


def test_it_is_made_once_while_nothing_changes(transactional_db: None) -> None:
    make = Counting()
    assert [remember("a", make), remember("a", make), remember("b", make)] == [1, 1, 2]


def test_every_change_of_the_desk_ends_it(cast: Cast) -> None:
    make = Counting()
    remember("a", make)
    _change(cast, "pending")
    assert remember("a", make) == 2
    number_committed()  # the log's place is another one, so it is made anew once more, and then kept
    assert [remember("a", make), remember("a", make)] == [3, 3]
    _change(cast, "open")
    assert remember("a", make) == 4


def test_what_was_seen_inside_a_transaction_is_not_kept(cast: Cast) -> None:
    make = Counting()
    with transaction.atomic():
        _change(cast, "pending")
        assert remember("a", make) == 1
        transaction.set_rollback(True)
    _change(cast, "hold")  # the log is as long as it was inside
    assert remember("a", make) == 2


def test_what_no_event_tells_of_is_seen_after_two_seconds(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, now = Counting(), [100.0]
    monkeypatch.setattr(remembering.time, "monotonic", lambda: now[0])
    remember("a", make)
    now[0] += remembering.FRESH_SECONDS
    assert remember("a", make) == 1
    now[0] += 0.1
    assert remember("a", make) == 2
