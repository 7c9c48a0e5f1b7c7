"""The one test that every verb of tickets passes."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import translation

from opora.events import clock
from opora.events.public import Names, catch_up, reset
from opora.people.public import Actor, NotAllowed, Refusal
from opora.tickets import actions, pipeline
from opora.tickets.models import Ticket
from tests.cast import Cast
from tests.following import counted, counting
from tests.picture import events_since, last_event, picture
from tests.tickets.verbs import VERBS, open_one

pytestmark = pytest.mark.mariadb

every_verb = pytest.mark.parametrize("name", VERBS)


@pytest.fixture(autouse=True)
def one_moment() -> Iterator[None]:
    """Time stands still, so that what is done again is done as before."""
    with clock.at(clock.now()):
        yield


@pytest.fixture
def supervisor(cast: Cast) -> Actor:
    return Actor.of(cast.sofia)


def test_the_table_names_every_verb() -> None:
    assert set(VERBS) == set(actions.__all__)


@every_verb
def test_each_role_may_what_it_should_and_no_more(cast: Cast, name: str) -> None:
    verb = VERBS[name]
    verb.prepare(cast, Actor.system())
    for role, person in cast.everybody.items():
        before, last = picture(), last_event()
        with transaction.atomic():
            refusal = verb.who[role]
            if refusal is None:
                verb.call(cast, Actor.of(person))
            else:
                with pytest.raises(refusal) as refused:
                    verb.call(cast, Actor.of(person))
                assert type(refused.value) is refusal, role
                assert str(refused.value.message)
                assert (picture(), events_since(last)) == (before, []), role
            transaction.set_rollback(True)


@every_verb
def test_nobody_who_left_may_anything(cast: Cast, name: str) -> None:
    VERBS[name].prepare(cast, Actor.system())
    cast.vera.is_active = False
    with pytest.raises(Refusal):
        VERBS[name].call(cast, Actor.of(cast.vera))


@every_verb
def test_a_token_needs_the_scope_to_write(cast: Cast, name: str) -> None:
    VERBS[name].prepare(cast, Actor.system())
    before, last = picture(), last_event()
    with pytest.raises(NotAllowed) as refused:
        VERBS[name].call(cast, Actor.of(cast.sofia, frozenset({"read"})))
    assert refused.value.code == "scope_missing"
    assert (picture(), events_since(last)) == (before, [])
    VERBS[name].call(cast, Actor.of(cast.sofia, frozenset({"read", "write"})))


@every_verb
def test_all_or_nothing(cast: Cast, supervisor: Actor, name: str) -> None:
    def fail(change: pipeline.Change) -> None:
        raise ZeroDivisionError

    VERBS[name].prepare(cast, supervisor)
    before, last = picture(), last_event()
    pipeline.announce("test", fail, order=99, also_undoing=True)
    try:
        with pytest.raises(ZeroDivisionError):
            VERBS[name].call(cast, supervisor)
    finally:
        pipeline.withdraw("test")
    assert (picture(), events_since(last)) == (before, [])


@every_verb
def test_says_what_happened_in_one_act(cast: Cast, supervisor: Actor, name: str) -> None:
    VERBS[name].prepare(cast, supervisor)
    before, last = picture(), last_event()
    VERBS[name].call(cast, supervisor)
    events = events_since(last)
    assert events
    assert picture() != before
    assert len({event.act for event in events}) == 1
    assert {event.actor_id for event in events if not event.cause} == {cast.sofia.pk}


@every_verb
def test_a_repetition_is_nothing(cast: Cast, supervisor: Actor, name: str) -> None:
    verb = VERBS[name]
    verb.prepare(cast, supervisor)
    actor = Actor.of(cast.vera)
    verb.call(cast, actor)
    before, last = picture(), last_event()
    if verb.again is None:
        verb.call(cast, actor)
    else:
        with pytest.raises(verb.again):
            verb.call(cast, actor)
    assert (picture(), events_since(last)) == (before, [])


@every_verb
@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_each_event_is_a_sentence(cast: Cast, supervisor: Actor, name: str, language: str) -> None:
    VERBS[name].prepare(cast, supervisor)
    last = last_event()
    VERBS[name].call(cast, supervisor)
    happenings = [event.happening for event in events_since(last)]
    with translation.override(language):
        names = Names(reference for happening in happenings for reference in happening.references())
        for happening in happenings:
            sentence = happening.sentence(names)
            assert sentence
            assert "%(" not in sentence
            happening.redact().sentence(names)


@every_verb
def test_undo_restores_and_redo_does_it_again(cast: Cast, supervisor: Actor, name: str) -> None:
    verb = VERBS[name]
    verb.prepare(cast, supervisor)
    were = list(Ticket.objects.values_list("pk", flat=True))
    before, last = picture(tickets=were), last_event()
    verb.call(cast, supervisor)
    ticket = Ticket.objects.get(pk=events_since(last)[-1].ticket)
    act = events_since(last)[-1].act
    if not verb.undoable:
        with pytest.raises(Refusal) as refused:
            actions.undo(actor=supervisor, ticket=ticket, act=act)
        assert refused.value.code == "not_undoable"
        return
    after = picture()
    last = last_event()
    actions.undo(actor=supervisor, ticket=ticket, act=act)
    again = events_since(last)
    assert len({event.act for event in again}) == 1
    assert picture(tickets=were) == before
    actions.undo(actor=supervisor, ticket=ticket, act=again[0].act)
    assert picture() == after


@every_verb
def test_readers_brought_along_equal_readers_from_zero(cast: Cast, supervisor: Actor, name: str) -> None:
    with counting() as reader:
        catch_up(reader.name)
        VERBS[name].prepare(cast, supervisor)
        VERBS[name].call(cast, supervisor)
        catch_up(reader.name)
        brought_along = counted()
        reset(reader.name)
        assert counted() == []
        catch_up(reader.name)
        assert counted() == brought_along
        assert open_one(cast).pk in {ticket: seen for ticket, seen, _ in brought_along}
