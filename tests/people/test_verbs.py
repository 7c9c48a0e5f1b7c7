"""The one test that every verb of people passes."""

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import translation

from opora.events.models import Event
from opora.events.public import Names
from opora.people import actions
from opora.people.public import Actor, NotAllowed
from tests.cast import Cast
from tests.people.verbs import VERBS
from tests.picture import PEOPLE, events_since, last_event, picture

every_verb = pytest.mark.parametrize("name", VERBS)


def test_the_table_names_every_verb() -> None:
    assert set(VERBS) == set(actions.__all__)


@every_verb
def test_each_role_may_what_it_should_and_no_more(cast: Cast, name: str) -> None:
    verb = VERBS[name]
    for role, person in cast.everybody.items():
        with transaction.atomic():
            VERBS[name].prepare(cast)
            before, last = picture(PEOPLE), last_event()
            refusal = verb.who[role]
            if refusal is None:
                verb.call(cast, Actor.of(person))
                assert events_since(last), role
            else:
                with pytest.raises(refusal):
                    verb.call(cast, Actor.of(person))
                assert (picture(PEOPLE), events_since(last)) == (before, []), role
            transaction.set_rollback(True)


@every_verb
def test_a_weaker_token_is_refused(cast: Cast, name: str) -> None:
    VERBS[name].prepare(cast)
    before, last = picture(PEOPLE), last_event()
    weaker = frozenset({"read"} if VERBS[name].scope == "write" else {"read", "write"})
    with pytest.raises(NotAllowed):
        VERBS[name].call(cast, Actor.of(cast.adam, weaker))
    assert (picture(PEOPLE), events_since(last)) == (before, [])


@every_verb
def test_all_or_nothing(cast: Cast, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    VERBS[name].prepare(cast)
    before, last = picture(PEOPLE), last_event()

    def full(self: Event, **how: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Event, "save", full)
    with pytest.raises(OSError, match="disk full"):
        VERBS[name].call(cast, Actor.of(cast.adam))
    assert (picture(PEOPLE), events_since(last)) == (before, [])


@every_verb
def test_says_what_happened_in_one_act_and_a_repetition_is_nothing(cast: Cast, name: str) -> None:
    verb, actor = VERBS[name], Actor.of(cast.adam)
    verb.prepare(cast)
    last = last_event()
    verb.call(cast, actor)
    events = events_since(last)
    assert events
    assert len({event.act for event in events if event.kind != "token.created"}) <= 1
    before, last = picture(PEOPLE), last_event()
    if verb.again:
        with pytest.raises(verb.again):
            verb.call(cast, actor)
    else:
        verb.call(cast, actor)
    if verb.silent_again or verb.again:
        assert (picture(PEOPLE), events_since(last)) == (before, [])


@every_verb
@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_each_event_is_a_sentence(cast: Cast, name: str, language: str) -> None:
    VERBS[name].prepare(cast)
    last = last_event()
    VERBS[name].call(cast, Actor.of(cast.adam))
    for event in events_since(last):
        happening = event.happening
        with translation.override(language):
            for said in (happening, happening.redact()):
                sentence = said.sentence(Names(said.references()))
                assert sentence
                assert "%(" not in sentence
