"""Making everything anew: nobody waits for it, nothing that kills it matters, and the outcome is the same."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from opora.cli.commands import readers as command
from opora.events.public import catch_up, clock, reset, standings
from opora.search.engines.choice import engine
from opora.search.indexing import keeping, rebuilding
from opora.search.models import Document, Form, Indexing
from opora.search.public import find
from opora.search.reader import Index
from opora.tickets.actions import add_note, change_subject, merge
from opora.tickets.models import Ticket
from opora.tickets.public import Words
from tests.cast import Cast
from tests.search.indexing.states import State, counted, places, state
from tests.search.indexing.test_following import SYSTEM, ask, write

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=connection.vendor == "mysql")]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def lived(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """A desk with a past, followed by the reader in small steps; rebuilt in small ones."""
    monkeypatch.setattr(rebuilding, "BATCH", 3)
    monkeypatch.setattr(Index, "batch", 2)
    one, other = ask(cast, "Сломался барометр"), ask(cast, "Сломался анемометр")
    catch_up("search")
    change_subject(actor=SYSTEM, ticket=one, subject="Гигрометр")
    write(cast.vera, one, "Ждём термограф", leaves_in=60)
    add_note(actor=SYSTEM, ticket=other, words=Words(text="Психрометр"))
    catch_up("search")
    merge(actor=SYSTEM, ticket=other, into=one)
    ask(cast, "Chybí barometr", by=cast.lucie)
    catch_up("search")
    return cast


def run_to_its_end() -> None:
    for _step in range(30):
        if not rebuilding.step():
            return
    raise AssertionError("no end")


def from_nothing() -> State:
    """What a rebuild makes with no document there before. Places of one second depend on who came first, rightly."""
    rebuilding.forget()
    assert (Document.objects.count(), Form.objects.count(), places()) == (0, 0, [])
    rebuilding.begin()
    run_to_its_end()
    return state()


def test_followed_or_rebuilt_it_is_the_same(lived: Cast) -> None:
    followed = state()
    assert len(followed.documents) == Ticket.objects.count() == len(followed.terms)
    assert all(followed.terms.values())
    assert followed.forms == counted()
    rebuilding.begin()
    run_to_its_end()
    assert state() == followed
    assert from_nothing() == followed


def test_search_works_in_the_middle(lived: Cast) -> None:
    wanted = {row.pk for row in find(lived.sofia, "барометр OR barometr OR кэшбэк").tickets}
    assert len(wanted) == 8
    reset("search")
    for _step in range(30):
        assert {row.pk for row in find(lived.sofia, "барометр OR barometr OR кэшбэк").tickets} == wanted
        fresh = ask(lived, f"барометр {_step}").pk
        catch_up("search")
        wanted.add(fresh)
        if not rebuilding.step():
            return
    raise AssertionError("no end")


def test_killed_between_steps_it_goes_on(lived: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state()
    rebuilding.begin()
    rebuilding.step()
    done = rebuilding.progress()
    assert done == (3, Ticket.objects.count())

    def killed(_documents: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(type(engine()), "write", lambda _self, documents: killed(documents))
        with pytest.raises(KeyboardInterrupt):
            rebuilding.step()
    assert rebuilding.progress() == done
    run_to_its_end()
    assert rebuilding.progress() is None
    assert state() == before
    row = Indexing.objects.get()
    assert (row.done, row.next) == (row.total, None)


def test_another_treatment_of_words_begins_a_rebuild(lived: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rebuilding.step() is False
    for module in (rebuilding, keeping):
        monkeypatch.setattr(module, "VERSION", 1_000)
    Document.objects.update(subject="old")
    assert rebuilding.step() is True
    assert rebuilding.progress() == (0, Ticket.objects.count())
    run_to_its_end()
    assert not Document.objects.filter(subject="old").exists()
    assert Indexing.objects.get().version == 1_000
    assert rebuilding.step() is False


def test_what_is_gone_leaves_the_index(lived: Cast) -> None:
    before = places()
    gone = Document.objects.latest("place")
    gone.delete()
    assert gone.place in places()
    Document.objects.all()[0].delete()  # its ticket is there: it comes back
    rebuilding.begin()
    run_to_its_end()
    assert places() == before
    # Whoever deletes rows behind the verbs' back leaves terms that lead nowhere.
    engine().write([(before[-1] + 5, "arnikto prnikto")])
    assert before[-1] + 5 in places()
    rebuilding.begin()
    run_to_its_end()
    assert places() == before


def test_the_command_says_how_far_it_is(
    lived: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command._reset("search") == 0
    assert "search begins again" in capsys.readouterr().out
    rebuilding.step()
    assert command._show() == 0
    total = Ticket.objects.count()
    assert f"makes all anew: 3 of {total} tickets" in capsys.readouterr().out
    run_to_its_end()
    command._show()
    assert "anew" not in capsys.readouterr().out


def test_far_behind_it_begins_anew(lived: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Index, "anew_beyond", 5)
    for number in range(4):
        with clock.at(NOON):
            change_subject(actor=SYSTEM, ticket=ask(lived, "Чистим барометр"), subject=f"Номер {number}")
    catch_up("search")
    assert rebuilding.progress() is not None
    assert next(row for row in standings() if row.name == "search").behind == 0
    assert find(lived.vera, "чистим").tickets == []
    ask(lived, "Чистим анемометр")
    catch_up("search")
    assert len(find(lived.vera, "чистим").tickets) == 1, "what comes now is followed"
    run_to_its_end()
    assert len(find(lived.vera, "чистим").tickets) == 5
    assert state().forms == counted()
