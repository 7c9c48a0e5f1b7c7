"""Building the demo desk, with a part of its stories: the way is the same for all of them."""

from collections.abc import Sequence

import pytest
from django.conf import LazySettings

from opora.demo import company, library, public, stories
from opora.desk.models import Department
from opora.events import readers
from opora.events.models import Event
from opora.events.public import Reader, clock
from opora.feedback.models import Rating
from opora.mail.models import IncomingMail, OutgoingMail
from opora.mail.public import findings, take_in_due, template_words
from opora.people.actions import create_person
from opora.people.models import Person
from opora.people.public import Actor, by_email
from opora.tickets import summary
from opora.tickets.models import Link, Message, MessageKind, Status, Ticket

whole_plan = stories.plan


@pytest.fixture(autouse=True)
def part_of_the_stories(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: object) -> None:
    """A few of each ending, and some that split, merge and link."""

    def part(now: object, seed: int = 1) -> list[stories.Story]:
        plan = whole_plan(now, seed)  # type: ignore[arg-type]
        crashes = [
            story for story in plan if story.thread.type == "incident" and story.thread.language == "cs"
        ]
        telling = [*[story for story in plan if story.tickets > 1][:5], *crashes]
        ends = [[story for story in plan if story.ending == ending][:2] for ending in stories.LAST_WORD]
        return telling + [story for end in ends for story in end if story not in telling]

    monkeypatch.setattr(stories, "plan", part)
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.mark.django_db
def test_it_is_built_once_and_says_how_to_sign_in() -> None:
    lines = public.prepare()
    tickets = Ticket.objects.count()
    assert tickets > 20
    assert any(company.PASSWORD in line for line in lines)
    assert public.prepare() == lines
    assert Ticket.objects.count() == tickets
    person = by_email(library.colleagues()[0].address)
    assert person is not None
    assert person.check_password(company.PASSWORD)


@pytest.mark.django_db
def test_a_desk_in_use_is_left_alone() -> None:
    create_person(actor=Actor.system(), name="Vera", email="vera@desk.example", role="administrator")
    assert len(public.prepare()) == 1
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_what_it_tells_is_true() -> None:
    public.prepare()
    _is_in_order_of_time()
    _says_what_its_messages_say()
    _has_seen_everything()
    _goes_wrong_twice()
    _holds_what_is_doubtful()


def _holds_what_is_doubtful() -> None:
    """As soon as the desk runs: something to decide about."""
    count = Ticket.objects.count()
    assert take_in_due() == 3
    held = IncomingMail.objects.filter(state="held").values_list("reason", flat=True)
    assert set(held) == {"list", "agent_unproven", "own_address"}
    assert Ticket.objects.count() == count


def _goes_wrong_twice() -> None:
    """One answer came back, and one waits: a banner and a yellow card to look at."""
    lost = OutgoingMail.objects.get(state="bounced")
    ticket = Ticket.objects.get(has_undelivered=True)
    assert (lost.ticket, ticket.status) == (ticket, Status.OPEN)
    assert lost.person is not None
    assert lost.person.identities.filter(undeliverable_at=None).exists()
    assert [card.code for card in findings() if card.code == "mail_queue"] == ["mail_queue"]


def _is_in_order_of_time() -> None:
    told = list(Event.objects.filter(ticket__isnull=False).order_by("position").values_list("at", flat=True))
    assert told == sorted(told)
    assert told[-1] <= clock.now()
    opened = list(Ticket.objects.order_by("pk").values_list("created_at", flat=True))
    assert opened == sorted(opened)


def _says_what_its_messages_say() -> None:
    for ticket in Ticket.objects.all():
        before = {column: getattr(ticket, column) for column in summary.COLUMNS}
        summary.recount(ticket)
        assert before == {column: getattr(ticket, column) for column in summary.COLUMNS}


def _has_seen_everything() -> None:
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {
        "ticket.split",
        "ticket.merged",
        "ticket.linked",
        "ticket.transferred",
        "ticket.assigned",
    } <= kinds
    assert set(Ticket.objects.values_list("status", flat=True)) == set(Status.values)
    assert Message.objects.filter(kind=MessageKind.NOTE).exists()
    assert Message.objects.filter(attachments__isnull=False).exists()
    assert Link.objects.exists()


@pytest.mark.django_db
def test_nothing_of_the_past_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    class Sender(Reader):
        name = "test sender"
        seen: list[Event] = []  # noqa: RUF012

        def follow(self, events: Sequence[Event]) -> None:
            self.seen.extend(events)

    monkeypatch.setitem(readers._READERS, "test sender", Sender())
    public.prepare()
    readers.catch_up("test sender")
    assert Sender.seen == []


@pytest.mark.django_db
def test_ratings_are_answers_to_a_question_and_nothing_of_it_leaves() -> None:
    public.prepare()
    asked = set(Event.objects.filter(kind="feedback.asked").values_list("ticket", flat=True))
    rated = set(Rating.objects.values_list("ticket", flat=True))
    assert rated
    assert rated <= asked
    readers.catch_up()
    assert not OutgoingMail.objects.exclude(once__startswith="demo:").exists()
    _goes_wrong_twice()
    brand = Ticket.objects.latest("id").brand
    assert "Северка" in template_words("confirmation", brand.pk, "ru")[1]
    assert all("agent.name" in row.signature for row in Department.objects.all())
