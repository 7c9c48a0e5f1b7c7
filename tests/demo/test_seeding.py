"""Bulk data is what verbs would have written."""

import dataclasses
from collections.abc import Sequence

import pytest
from django.db.models import QuerySet

from opora.cli.commands import seed as command
from opora.demo import seeding
from opora.demo.seeding import seed
from opora.events import kinds, readers
from opora.events.models import Event
from opora.events.public import Reader, clock, last_position, number_committed
from opora.people.models import Identity, Person
from opora.people.public import Actor
from opora.tickets import summary
from opora.tickets.actions import open_ticket, reply
from opora.tickets.models import Message, Status, Ticket
from opora.tickets.public import Words

# The column that each kind of change tells of.
COLUMNS = {
    "ticket.status_changed": "status",
    "ticket.assigned": "assignee_id",
    "ticket.transferred": "department_id",
    "ticket.priority_changed": "priority",
    "ticket.type_changed": "type",
    "ticket.topic_changed": "topic_id",
}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


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
    for ticket in _seeded(200, seed=2):
        told: dict[str, object] = {}
        for event in Event.objects.filter(ticket=ticket.pk).order_by("position"):
            assert kinds.of(event.kind).read(event.data).write() == event.data
            column = COLUMNS.get(event.kind)
            if column is not None:
                # The first change begins with what the verb open_ticket gave it, later ones where the last one ended.
                assert event.data["before"] == told.get(column, event.data["before"])
                told[column] = event.data["after"]
        for column, value in told.items():
            assert getattr(ticket, column) == value, column
        posted = Event.objects.filter(ticket=ticket.pk, kind="message.posted").order_by("position")
        messages = list(ticket.messages.order_by("at", "id").values_list("pk", flat=True))
        assert [event.data["message"] for event in posted] == messages
        moments = Event.objects.filter(ticket=ticket.pk).order_by("position").values_list("at", flat=True)
        assert list(moments) == sorted(moments)
        assert (ticket.created_at, ticket.updated_at) == (moments[0], list(moments)[-1])


def test_moments_of_the_ticket_are_those_of_its_events() -> None:
    for ticket in _seeded(200, seed=3).filter(status=Status.CLOSED, tag_rows__isnull=False).distinct():
        turns = Event.objects.filter(ticket=ticket.pk, kind="ticket.status_changed").order_by("position")
        at = {event.data["after"]: event.at for event in turns}
        assert (ticket.solved_at, ticket.closed_at) == (at["solved"], at["closed"])
        assert ticket.reopened == sum(event.data["before"] == "solved" for event in turns) - 1
        tags = Event.objects.get(ticket=ticket.pk, kind="ticket.tags_changed").data["after"]
        assert tags == list(ticket.tag_rows.values_list("name", flat=True))


def _seeded(count: int, seed: int) -> QuerySet[Ticket]:
    """What seeding added to the cast's tickets."""
    last = max(Ticket.objects.values_list("pk", flat=True))
    seeding.seed(count, 4, seed=seed)
    return Ticket.objects.filter(pk__gt=last)


def test_an_answer_and_its_status_are_one_act() -> None:
    seed(60, 4)
    acts: dict[object, list[str]] = {}
    for event in Event.objects.filter(ticket__isnull=False, data__has_key="message").order_by("position"):
        acts.setdefault(event.act, []).append(event.kind)
    assert ["ticket.opened", "message.posted"] in acts.values()
    assert all(happened.count("message.posted") == 1 for happened in acts.values())


@pytest.mark.parametrize("chunk", [7, 50, 1000])
def test_the_size_of_a_chunk_changes_nothing(chunk: int) -> None:
    written = seed(50, 4, seed=5)
    whole = _newest(50)
    assert seed(50, 4, seed=5, chunk=chunk) == written
    assert _newest(50) == whole


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
