"""The health cards: kept true, muted for a while, looked at without a worker."""

import threading
from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.translation import gettext

from opora.conf import services
from opora.desk.actions import mute_health
from opora.desk.actions.examine import examine, forget_old_cards
from opora.desk.health import checks, heartbeat, machine, standing
from opora.desk.health.checks import Finding
from opora.desk.models import HealthCard, HealthMute, Heartbeat
from opora.desk.tasks import forget_past_cards, look_at_the_desk
from opora.events.models import Event
from opora.events.public import Names, clock
from opora.people.public import Actor, NotAllowed, NotFound, Refusal
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


class Patient:
    """A check whose findings the test sets."""

    def __init__(self) -> None:
        self.finds: list[Finding] = []
        self.breaks = False

    def look(self) -> list[Finding]:
        if self.breaks:
            raise ValueError("no idea")
        return self.finds


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> Patient:
    monkeypatch.setattr(checks, "_CHECKS", {})
    patient = Patient()
    checks.announce("patient", patient.look, "The patient is well")
    return patient


def ill(key: str = "", *, red: bool = True, words: str = "It hurts.") -> Finding:
    return Finding("hurts", red, words, key=key, advice="Rest.")


def said() -> list[tuple[str, dict[str, object]]]:
    rows = Event.objects.filter(kind__startswith="health.").order_by("id")
    return [(row.kind, row.data) for row in rows]


def test_a_card_opens_changes_and_closes_with_events(patient: Patient) -> None:
    patient.finds = [ill("left"), ill("right", red=False)]
    examine(actor=SYSTEM)
    examine(actor=SYSTEM)
    assert [(card.key, card.is_red) for card in standing.standing()] == [("left", True), ("right", False)]
    assert (standing.mark().red, standing.mark().yellow, standing.mark().tone) == (1, 1, "late")
    patient.finds = [ill("right", words="It hurts more.")]
    examine(actor=SYSTEM)
    (card,) = standing.standing()
    assert (card.key, card.is_red, card.words) == ("right", True, "It hurts more.")
    (past,) = standing.archive(None, 10)
    assert (past.key, past.closed_at is not None) == ("left", True)
    assert [(kind, data["key"]) for kind, data in said()] == [
        ("health.card_opened", "left"),
        ("health.card_opened", "right"),
        ("health.card_closed", "left"),
    ]
    event = Event.objects.filter(kind="health.card_closed").get()
    assert event.happening.sentence(Names()) == "is well again: It hurts."


def test_the_same_trouble_later_is_a_new_card(patient: Patient) -> None:
    for finds in ([ill()], [], [ill()]):
        patient.finds = finds
        examine(actor=SYSTEM)
    assert HealthCard.objects.count() == 2
    assert len(standing.standing()) == 1


def test_cards_speak_every_language(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        patient, "look", lambda: [Finding("hurts", True, gettext("Save"), advice=gettext("Save"))]
    )
    checks.announce("patient", patient.look)
    with translation.override("cs"):
        here = gettext("Save")
    examine(actor=SYSTEM)
    with translation.override("cs"):
        assert standing.standing()[0].words == here
    assert standing.standing()[0].words == "Save"
    assert set(HealthCard.objects.get().words) == {"en", "ru", "cs"}


def test_a_check_that_breaks_is_a_card_and_leaves_its_others_as_they_are(patient: Patient) -> None:
    other = Patient()
    checks.announce("other", other.look)
    patient.finds, other.finds = [ill("mine")], [ill("theirs")]
    examine(actor=SYSTEM)
    patient.breaks, other.finds = True, []
    examine(actor=SYSTEM)
    assert {(card.code, card.key) for card in standing.standing()} == {
        ("hurts", "mine"),
        ("check_failed", "patient"),
    }
    patient.breaks, patient.finds = False, []
    examine(actor=SYSTEM)
    assert standing.standing() == []


def test_cards_of_a_check_that_is_no_more_are_closed(patient: Patient) -> None:
    patient.finds = [ill()]
    examine(actor=SYSTEM)
    checks._CHECKS.clear()
    examine(actor=SYSTEM)
    assert standing.standing() == []


def test_muted_for_a_while_with_a_reason(patient: Patient, cast: Cast) -> None:
    adam = Actor.of(cast.adam)
    patient.finds = [ill()]
    examine(actor=SYSTEM)
    until = clock.now() + timedelta(days=2)
    mute_health(actor=adam, code="hurts", until=until, reason=" The doctor comes on Monday. ")
    mute_health(actor=adam, code="hurts", until=until, reason="The doctor comes on Monday.")
    assert standing.mark().count == 0
    card = standing.standing()[0]
    assert card.mute is not None
    assert (card.mute.reason, card.mute.by) == ("The doctor comes on Monday.", cast.adam)
    with clock.at(until + timedelta(seconds=1)):
        assert standing.mark().red == 1
        assert standing.standing()[0].mute is None
    mute_health(actor=adam, code="hurts", until=None)
    mute_health(actor=adam, code="hurts", until=None)
    assert standing.mark().red == 1
    kinds = [kind for kind, _data in said()]
    assert kinds == ["health.card_opened", "health.muted", "health.unmuted"]
    sentences = [row.happening.sentence(Names()) for row in Event.objects.filter(kind__startswith="health.")]
    assert all(sentences)


@pytest.mark.parametrize(
    ("code", "days", "reason", "refused"),
    [
        ("hurts", 2, " ", "reason_missing"),
        ("hurts", -1, "why", "bad_date"),
        ("hurts", 400, "why", "bad_date"),
        ("itches", 2, "why", "unknown_category"),
    ],
)
def test_muting_refuses_nonsense(
    patient: Patient, cast: Cast, code: str, days: int, reason: str, refused: str
) -> None:
    patient.finds = [ill()]
    examine(actor=SYSTEM)
    until = clock.now() + timedelta(days=days)
    with pytest.raises(Refusal) as refusal:
        mute_health(actor=Actor.of(cast.adam), code=code, until=until, reason=reason)
    assert refusal.value.code == refused
    assert isinstance(refusal.value, NotFound) == (refused == "unknown_category")


def test_who_may(patient: Patient, cast: Cast) -> None:
    until = clock.now() + timedelta(days=2)
    for person in (cast.sofia, cast.vera, cast.anna):
        with pytest.raises(NotAllowed):
            mute_health(actor=Actor.of(person), code="hurts", until=until, reason="why")
        with pytest.raises(NotAllowed):
            mute_health(actor=Actor.of(person), code="hurts", until=None)
    for person in (cast.vera, cast.anna):
        with pytest.raises(NotAllowed):
            examine(actor=Actor.of(person))
    examine(actor=Actor.of(cast.sofia))
    assert not HealthMute.objects.exists()


def test_the_sweep_and_the_forgetting(patient: Patient) -> None:
    patient.finds = [ill()]
    look_at_the_desk.call_local()
    patient.finds = []
    look_at_the_desk.call_local()
    assert standing.examined_at() is not None
    forget_past_cards.call_local()
    assert HealthCard.objects.count() == 1
    forget_old_cards(actor=SYSTEM, before=clock.now() + timedelta(seconds=1))
    assert HealthCard.objects.count() == 0


def test_without_a_worker_whoever_looks_sees_it() -> None:
    (card,) = machine.worker()
    assert (card.code, card.is_red) == ("worker_away", True)
    assert standing.mark().red == 1
    heartbeat.beat()
    assert list(machine.worker()) == []
    Heartbeat.objects.update_or_create(
        name=heartbeat.EXAMINED, defaults={"at": clock.now() - timedelta(minutes=6)}
    )
    assert [card.code for card in machine.worker()] == ["not_examined"]
    Heartbeat.objects.update(at=clock.now() - timedelta(minutes=6))
    assert [card.code for card in standing.standing()] == ["worker_away"]
    assert "worker_away" in {card.code for card in standing.looked_at()}


def test_a_service_that_fails_again_and_again_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_failures", {})
    monkeypatch.setattr(services, "FIRST_REST", 0.0)
    monkeypatch.setattr(services, "LONGEST_REST", 0.0)
    stop, runs = threading.Event(), []

    def fails(stop: threading.Event) -> None:
        runs.append(1)
        if len(runs) == services.OFTEN:
            stop.set()
        raise OSError("the port is taken")

    (thread,) = services.start([services.Service("mail door", fails)], stop)
    thread.join(10)
    heartbeat.beat()
    (card,) = machine.services()
    assert (card.code, card.is_red, card.key) == ("service_failing", True, "mail door")
    assert "the port is taken" in card.detail


def test_a_disk_is_full_when_little_is_left_of_it_and_little_at_all() -> None:
    gigabyte = machine.GIGABYTE
    assert list(machine.of_space(50 * gigabyte, 2000 * gigabyte)) == []
    assert [card.is_red for card in machine.of_space(3 * gigabyte, 100 * gigabyte)] == [False]
    assert [card.is_red for card in machine.of_space(gigabyte // 2, 100 * gigabyte)] == [True]
    assert [card.code for card in machine.disk()] in ([], ["disk_full"])
