"""Events of the past get their numbers, and readers that send do not act on them."""

from collections.abc import Sequence

import pytest
from django.db import transaction

from opora.events import readers
from opora.events.models import Event
from opora.events.public import Reader, appending_past, last_position, number_committed, pass_over
from opora.people.actions import create_person
from opora.people.public import Actor

pytestmark = pytest.mark.django_db


class Sender(Reader):
    """Sends, so it cannot be rebuilt."""

    name = "test sender"

    def __init__(self) -> None:
        self.seen: list[int] = []

    def follow(self, events: Sequence[Event]) -> None:
        self.seen.extend(event.position or 0 for event in events)


class Index(Sender):
    """Can be rebuilt, so it follows the past too."""

    name = "test index"

    def forget(self) -> None:
        self.seen.clear()


@pytest.fixture
def sender(monkeypatch: pytest.MonkeyPatch) -> Sender:
    made = Sender()
    monkeypatch.setitem(readers._READERS, made.name, made)
    return made


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Index:
    made = Index()
    monkeypatch.setitem(readers._READERS, made.name, made)
    return made


def happen(times: int) -> None:
    for number in range(times):
        create_person(actor=Actor.system(), name=f"Person {number}")


def test_numbers_follow_those_given_before(sender: Sender, index: Index) -> None:
    happen(2)
    before = number_committed()
    happen(3)
    pass_over()
    fresh = list(Event.objects.filter(position__gt=before).order_by("id").values_list("position", flat=True))
    assert len(fresh) >= 3
    assert fresh == sorted(set(fresh))
    assert last_position() == fresh[-1]
    happen(1)
    readers.catch_up("test sender", "test index")
    assert sender.seen == [last_position()]
    assert set(fresh) < set(index.seen)


def test_nothing_to_pass_over(sender: Sender) -> None:
    pass_over()
    last = last_position()
    pass_over()
    assert last_position() == last


def test_senders_do_what_came_before_and_not_what_is_appended(sender: Sender, index: Index) -> None:
    happen(2)
    with transaction.atomic(), appending_past(1) as position:
        template = Event.objects.order_by("-id")[0]
        Event(
            kind=template.kind, actor_kind="system", at=template.at, data=template.data, position=position
        ).save()
    readers.catch_up("test sender", "test index")
    assert position not in sender.seen
    assert sender.seen[-1] == position - 1
    assert index.seen[-1] == position == last_position()
