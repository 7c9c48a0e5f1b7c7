"""Bulk data is what verbs would have written."""

import dataclasses
import random
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from django.db.models import QuerySet

from opora.cli.commands import seed as command
from opora.demo import seeding
from opora.demo.bulk import drawing, lexicon, moments
from opora.demo.seeding import seed
from opora.events import kinds, readers
from opora.events.models import Event
from opora.events.public import Reader, clock, last_position, number_committed
from opora.people.models import Identity, Person
from opora.people.public import Actor
from opora.tickets import summary
from opora.tickets.actions import open_ticket, reply
from opora.tickets.models import Attachment, Message, Status, Ticket
from opora.tickets.public import Words, read_file

# The column that each kind of change tells of.
COLUMNS = {
    "ticket.status_changed": "status",
    "ticket.assigned": "assignee_id",
    "ticket.transferred": "department_id",
    "ticket.priority_changed": "priority",
    "ticket.type_changed": "type",
    "ticket.topic_changed": "topic_id",
}

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
    for ticket in _seeded(120, seed=2):
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
        at = list(Event.objects.filter(ticket=ticket.pk).order_by("position").values_list("at", flat=True))
        assert at == sorted(at)
        assert (ticket.created_at, ticket.updated_at) == (at[0], at[-1])


def test_moments_of_the_ticket_are_those_of_its_events() -> None:
    for ticket in _seeded(120, seed=3).filter(status=Status.CLOSED, tag_rows__isnull=False).distinct():
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


def test_threads_are_mostly_short_and_some_are_long() -> None:
    counts = list(islice(drawing.lengths(random.Random(1), 5), 20_000))
    assert 4.9 < sum(counts) / len(counts) < 5.1
    assert sum(2 <= count <= 6 for count in counts) > len(counts) / 2
    assert 40 < max(counts) <= 60


@pytest.mark.parametrize("average", [1, 1.5, 2, 30, 400])
def test_any_average_can_be_asked_for(average: float) -> None:
    counts = list(islice(drawing.lengths(random.Random(1), average), 5_000))
    assert average * 0.9 < sum(counts) / len(counts) < average * 1.1


def test_tickets_come_when_people_are_awake_and_at_work() -> None:
    calendar = moments.Calendar(1_700_000_000 // moments.DAY * moments.DAY, 365)
    at = [datetime.fromtimestamp(calendar.at(share / 20_000), UTC) for share in range(20_000)]
    assert at == sorted(at)
    weekdays, hours = Counter(one.weekday() for one in at), Counter(one.hour for one in at)
    assert weekdays[0] > 2 * weekdays[6] > 0
    assert hours[9] > 10 * hours[2] > 0
    draw = random.Random(1)
    answered = [moments.at_work(int(one.timestamp()), draw) for one in at]
    assert all(moments.OPENS <= one % moments.DAY < moments.SHUTS for one in answered)
    assert all(one >= asked.timestamp() for one, asked in zip(answered, at, strict=True))


def test_a_desk_is_mostly_done_with_its_past() -> None:
    seed(1_200, 5)
    fresh = Ticket.objects.filter(
        requester__email__contains="example", created_at__lt=clock.now() - timedelta(days=1)
    )
    shares = {status: count / fresh.count() for status, count in _by(fresh, "status").items()}
    assert shares["closed"] > 0.9
    languages = {language: count / fresh.count() for language, count in _by(fresh, "language").items()}
    assert languages["ru"] > languages["en"] > languages["cs"] * 0.9 > 0.1
    for few in (
        fresh.filter(reopened__gt=0),
        fresh.filter(has_files=True),
        fresh.filter(collaborators__isnull=False),
    ):
        assert 0 < few.distinct().count() < fresh.count() / 2
    assert set(_by(fresh, "channel")) == {"mail", "web", "portal", "phone", "chat"}
    assert len(set(fresh.values_list("subject", flat=True))) > 700


def test_words_follow_zipf() -> None:
    seed(600, 5)
    texts = Message.objects.values_list("visible", flat=True)
    words = Counter(word for text in texts for word in set(re.findall(r"[^\W\d_]{2,}", text.lower())))
    often, rare = (
        [word for word, count in words.items() if count > len(texts) / 20],
        Counter(words.values())[1],
    )
    assert "заказ" in words
    assert 3 <= len(often) < 100
    assert rare > len(words) / 4
    assert not any("%" in text and "%(" in text for text in texts)


def _by(tickets: QuerySet[Ticket], column: str) -> dict[str, int]:
    return dict(Counter(tickets.values_list(column, flat=True)))


def test_killed_half_way_it_leaves_a_desk_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Ticket.objects.count()

    def stop(done: int) -> None:
        if done == 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seed(100, 4, tell=stop, chunk=20)
    assert Ticket.objects.count() == before + 40
    assert Event.objects.filter(kind="ticket.opened").count() == Ticket.objects.count()
    assert last_position() == Event.objects.filter(position__isnull=False).latest("position").position
    assert seed(20, 4) > 0


def test_files_are_really_there() -> None:
    seed(120, 5)
    attachment = Attachment.objects.filter(message__channel="mail").first()
    assert attachment is not None
    assert len(read_file(attachment)) == attachment.blob.size > 100


@pytest.mark.parametrize(
    ("name", "spoken"),
    [("Jana", "Jano"), ("Radek", "Radku"), ("Petr", "Petře"), ("Tomáš", "Tomáši"), ("Jiří", "Jiří")],
)
def test_czech_addresses_people_in_its_own_case(name: str, spoken: str) -> None:
    assert lexicon.called(name, "cs") == spoken


def test_things_agree_with_what_describes_them() -> None:
    forms = {one["thing"]: one for one in lexicon.lexicon("ru").things}
    assert forms["чёрная колонка"]["thing_acc"] == "чёрную колонку"
    assert forms["белый чайник"]["thing_ins"] == "белым чайником"
    assert forms["стеклянное зеркало"]["thing_gen"] == "стеклянного зеркала"
    assert {one["person"]: one["person_gen"] for one in lexicon.lexicon("cs").persons}["Horáček"] == "Horáčka"
