"""Writing lines of the log."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from opora.events import clock
from opora.events.kinds import Kind, UnknownKind, known, of
from opora.events.models import Event
from opora.events.public import Cause, Names, one_act, record
from opora.people.kinds import PersonChanged
from opora.people.public import Actor
from tests.picture import last_event

SYSTEM = Actor.system()
HAPPENING = PersonChanged(1, "name", "a", "b")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(RuntimeError, match="same transaction"):
        record(HAPPENING, actor=SYSTEM)
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_an_event_goes_with_the_change_it_tells_of() -> None:
    last = last_event()
    with transaction.atomic():
        record(HAPPENING, actor=SYSTEM)
        transaction.set_rollback(True)
    assert last_event() == last


@pytest.mark.django_db
def test_what_is_written_is_read(db: None) -> None:
    moment = datetime(2026, 5, 31, 12, tzinfo=UTC)
    with clock.at(moment):
        event = record(HAPPENING, actor=Actor.rule(7), ticket=5, because=Cause("mail", "<a@b>"), audience=0)
    event.refresh_from_db()
    assert (event.kind, event.at, event.actor_kind, event.actor_id) == ("person.changed", moment, "rule", 7)
    assert (event.ticket, event.cause, event.audience, event.position) == (5, "mail:<a@b>", 0, None)
    assert event.happening == HAPPENING


@pytest.mark.django_db
def test_one_act_holds_all_inside_and_nothing_after() -> None:
    with one_act() as act:
        first = record(HAPPENING, actor=SYSTEM)
        with one_act() as inner:
            second = record(HAPPENING, actor=SYSTEM)
    after = record(HAPPENING, actor=SYSTEM)
    assert first.act == second.act == act == inner
    assert after.act != act


@pytest.mark.django_db
def test_an_act_that_fails_leaves_nothing_and_ends() -> None:
    last = last_event()
    acts = []

    @one_act()
    def fail() -> None:
        acts.append(record(HAPPENING, actor=SYSTEM).act)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert last_event() == last
    assert record(HAPPENING, actor=SYSTEM).act not in acts


@pytest.mark.once
def test_a_kind_that_is_not_installed_any_more_is_shown_as_such() -> None:
    gone = of("plugin.removed")
    assert gone is UnknownKind
    assert gone.read({"whatever": 1}).sentence(Names())


@pytest.mark.once
def test_fields_of_later_versions_are_left_out() -> None:
    assert PersonChanged.read(HAPPENING.write() | {"later": True}) == HAPPENING


@pytest.mark.once
def test_names_that_are_gone_have_a_word() -> None:
    names = Names()
    assert names.of("nothing of the sort", 5)
    assert names.of("person", None, "nobody at all") == "nobody at all"


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(known()))
def test_each_kind_documents_itself(name: str) -> None:
    cls = known()[name]
    assert name.count(".") == 1
    assert cls.sentence is not Kind.sentence
    assert cls.audience in {0, 1, 2}
