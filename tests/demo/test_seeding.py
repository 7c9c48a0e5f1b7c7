"""Bulk data is what verbs would have written."""

import dataclasses
from collections.abc import Sequence

import pytest

from opora.cli.commands import seed as command
from opora.demo.seeding import seed
from opora.events import kinds, readers
from opora.events.models import Event
from opora.events.public import Reader, clock, last_position, number_committed
from opora.people.models import Identity, Person
from opora.people.public import Actor
from opora.tickets import summary
from opora.tickets.actions import open_ticket, reply
from opora.tickets.models import Status, Ticket
from opora.tickets.public import Words

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db, pytest.mark.usefixtures("cast")]


def test_the_same_seed_says_the_same() -> None:
    seed(30, seed=5)
    first = _newest(30)
    seed(30, seed=5)
    assert _newest(30) == first
    seed(30, seed=6)
    assert _newest(30) != first


def _newest(count: int) -> list[tuple[object, ...]]:
    columns = ("created_at", "status", "subject", "snippet", "message_count", "secret")
    return list(Ticket.objects.order_by("-pk").values_list(*columns)[:count])


def test_tickets_say_what_their_messages_say() -> None:
    seed(60, 3, seed=2)
    for ticket in Ticket.objects.all():
        before = {column: getattr(ticket, column) for column in summary.COLUMNS}
        summary.recount(ticket)
        assert before == {column: getattr(ticket, column) for column in summary.COLUMNS}


def test_events_tell_the_tickets() -> None:
    seed(60, 3, seed=2)
    for ticket in Ticket.objects.all():
        status, assignee, messages = Status.NEW.value, None, 0
        for event in Event.objects.filter(ticket=ticket.pk).order_by("position"):
            assert kinds.of(event.kind).read(event.data).write() == event.data
            if event.kind == "ticket.status_changed":
                assert event.data["before"] == status
                status = event.data["after"]
            assignee = event.data["after"] if event.kind == "ticket.assigned" else assignee
            messages += event.kind == "message.posted"
        assert (status, assignee, messages) == (ticket.status, ticket.assignee_id, ticket.message_count)


def test_events_are_numbered_in_order_and_nothing_lies_ahead() -> None:
    before = number_committed()
    seed(60)
    positions = list(
        Event.objects.filter(position__gt=before, ticket__isnull=False)
        .order_by("position")
        .values_list("position", "at")
    )
    assert [at for _position, at in positions] == sorted(at for _position, at in positions)
    assert positions[-1][0] == last_position()
    assert positions[-1][1] <= clock.now()


def test_the_desk_goes_on_behind_it() -> None:
    seed(10)
    customer = Person.objects.filter(role="customer").first()
    assert customer is not None
    ticket = open_ticket(
        actor=Actor.of(customer),
        requester=customer,
        subject="One more",
        words=Words(text="Hello"),
        channel="web",
    )
    reply(actor=Actor.of(customer), ticket=ticket, words=Words(text="And again"), channel="web")
    assert ticket.pk == Ticket.objects.order_by("pk").last().pk  # type: ignore[union-attr]


def test_nothing_of_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    class Sender(Reader):
        name = "test sender"
        seen: list[str] = []  # noqa: RUF012

        def follow(self, events: Sequence[Event]) -> None:
            self.seen.extend(event.kind for event in events)

    monkeypatch.setitem(readers._READERS, "test sender", Sender())
    here = Ticket.objects.count()
    seed(5)
    readers.catch_up("test sender")
    # What was there before is followed, what seeding added is not.
    assert Sender.seen.count("ticket.opened") == here


def test_invented_people_have_their_addresses() -> None:
    seed(1_500)
    fresh = Person.objects.filter(email__contains="@mail-")
    assert fresh.count() > 30
    assert Identity.objects.filter(person__in=fresh, is_primary=True).count() == fresh.count()


def test_the_command_understands_both_ways_to_ask_for_messages() -> None:
    assert command._each(100, None) == 2
    assert command._each(100, 4) == 4
    assert command._each(100, 450) == 4.5


def test_as_many_messages_as_asked_for() -> None:
    assert 1_000 < seed(300, 4) < 1_400
    assert dataclasses.is_dataclass(kinds.of("ticket.opened"))
