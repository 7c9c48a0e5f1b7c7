"""Saved searches: whose they are, who may share them, what the log says of them, taking back."""

from collections.abc import Callable

import pytest
from django.utils import translation

from opora.events.models import Event
from opora.events.public import Names, known, one_act
from opora.people.models import Person
from opora.people.public import Actor, NotAllowed, NotFound, Refusal
from opora.search.actions import (
    delete_search,
    move_search,
    rename_search,
    revise_search,
    save_search,
    share_search,
    take_back,
)
from opora.search.models import SavedSearch
from opora.search.public import Unclear, saved_searches
from tests.cast import Cast


def kept(person: Person, name: str = "Mine", *, is_shared: bool = False) -> SavedSearch:
    return save_search(actor=Actor.of(person), name=name, query="agent:me is:open", is_shared=is_shared)


def happened() -> list[Event]:
    return list(Event.objects.filter(kind__startswith="search.").order_by("id"))


def test_own_ones_are_nobody_elses(cast: Cast) -> None:
    row = kept(cast.vera)
    assert list(saved_searches(cast.vera)) == [row]
    for other in (cast.egor, cast.sofia, cast.anna):
        assert list(saved_searches(other)) == []
        with pytest.raises((NotFound, NotAllowed)):
            delete_search(actor=Actor.of(other), search=row)
    delete_search(actor=Actor.of(cast.vera), search=row)
    assert list(saved_searches(cast.vera)) == []


def test_shared_ones_are_for_everybody_and_changed_by_supervisors(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        kept(cast.vera, is_shared=True)
    row = kept(cast.vera)
    with pytest.raises(NotAllowed):
        share_search(actor=Actor.of(cast.vera), search=row, is_shared=True)
    shared = kept(cast.sofia, "Late", is_shared=True)
    assert list(saved_searches(cast.egor)) == [shared]
    assert list(saved_searches(cast.anna)) == []
    changes: list[Callable[[Actor], object]] = [
        lambda actor: rename_search(actor=actor, search=shared, name="Too late"),
        lambda actor: revise_search(actor=actor, search=shared, query="is:late", order="waiting"),
        lambda actor: move_search(actor=actor, search=shared, place=3),
        lambda actor: share_search(actor=actor, search=shared, is_shared=False),
    ]
    for change in changes:
        with pytest.raises(NotAllowed):
            change(Actor.of(cast.egor))
    for change in changes[:3]:
        change(Actor.of(cast.adam))
    shared.refresh_from_db()
    assert (shared.name, shared.query, shared.order, shared.place) == ("Too late", "is:late", "waiting", 3)


def test_customers_keep_none(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        kept(cast.anna)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": "  "}, "empty"),
        ({"name": "mine\x00"}, None),
        ({"name": "Mine"}, "taken"),
        ({"query": " "}, "empty"),
        ({"order": "alphabetical"}, "bad_choice"),
    ],
)
def test_nonsense_is_refused(cast: Cast, given: dict[str, str], code: str | None) -> None:
    kept(cast.vera)
    asked = {"name": "Other", "query": "parcel", **given}
    if code is None:
        assert save_search(actor=Actor.of(cast.vera), **asked).name == "mine"
        return
    with pytest.raises(Refusal) as refused:
        save_search(actor=Actor.of(cast.vera), **asked)
    assert refused.value.code == code


def test_an_unclear_query_is_not_kept(cast: Cast) -> None:
    with pytest.raises(Unclear):
        save_search(actor=Actor.of(cast.vera), name="Odd", query="status:eaten")
    row = kept(cast.vera)
    with pytest.raises(Unclear):
        revise_search(actor=Actor.of(cast.vera), search=row, query="status:eaten", order="best")


def test_a_repetition_is_nothing(cast: Cast) -> None:
    row, vera = kept(cast.vera), Actor.of(cast.vera)
    count = len(happened())
    rename_search(actor=vera, search=row, name="Mine")
    revise_search(actor=vera, search=row, query=row.query, order=row.order)
    move_search(actor=vera, search=row, place=0)
    assert len(happened()) == count


@pytest.mark.parametrize("language", ["en", "ru", "cs"])
def test_each_event_is_a_sentence(cast: Cast, language: str) -> None:
    sofia = Actor.of(cast.sofia)
    row = kept(cast.sofia, "Пилы")
    rename_search(actor=sofia, search=row, name="Станки")
    share_search(actor=sofia, search=row, is_shared=True)
    share_search(actor=sofia, search=row, is_shared=False)
    move_search(actor=sofia, search=row, place=2)
    delete_search(actor=sofia, search=row)
    with translation.override(language):
        said = [known()[event.kind].read(event.data).sentence(Names()) for event in happened()]
    assert len(set(said)) == 6
    assert all("Пилы" in one or "Станки" in one for one in said)
    if language != "en":
        assert not any("search" in one for one in said)


def test_what_one_did_is_taken_back(cast: Cast) -> None:
    sofia = Actor.of(cast.sofia)
    with one_act() as made:
        row = kept(cast.sofia)
    with one_act() as changed:
        rename_search(actor=sofia, search=row, name="Other")
        revise_search(actor=sofia, search=row, query="parcel", order="oldest")
        share_search(actor=sofia, search=row, is_shared=True)
    with pytest.raises(NotFound):
        take_back(actor=Actor.of(cast.adam), act=changed)
    assert take_back(actor=sofia, act=changed) == row
    row.refresh_from_db()
    assert (row.name, row.query, row.order, row.is_shared) == ("Mine", "agent:me is:open", "best", False)
    with one_act() as removed:
        delete_search(actor=sofia, search=row)
    back = take_back(actor=sofia, act=removed)
    assert back is not None
    assert (back.name, back.query) == ("Mine", "agent:me is:open")
    take_back(actor=sofia, act=made)  # that row is gone since: nothing to do
    assert list(saved_searches(cast.sofia)) == [back]


def test_an_erased_event_holds_no_words(cast: Cast) -> None:
    row = kept(cast.vera, "Анна Ковалёва")
    rename_search(actor=Actor.of(cast.vera), search=row, name="Анна К.")
    delete_search(actor=Actor.of(cast.vera), search=row)
    for event in happened():
        assert "Анна" not in str(known()[event.kind].read(event.data).redact().write())
