"""Several do something at one moment: nothing twice, nothing lost, nobody waits for ever."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection

from opora.people.actions import ensure_person
from opora.people.models import Identity
from opora.people.public import Actor, Refusal
from opora.tickets.actions import change_status, merge, open_ticket, reply, undo
from opora.tickets.models import Message, Ticket
from opora.tickets.public import Words
from tests.cast import Cast, build
from tests.picture import events_since, last_event

pytestmark = pytest.mark.mariadb

WORDS = Words(text="Сразу")
DEADLOCK = 1213


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The small desk, committed: each thread has a connection of its own."""
    return build()


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call gave, or the refusal or error it ended with; all begin together."""
    gate, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        gate.wait(30)
        try:
            results[place] = call()
        except Exception as error:
            results[place] = error  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "somebody waits for ever"
    return results


def until_done(verb: Callable[[], Any]) -> None:
    """MariaDB gives no lock back before the end, so that two may wait for each other; of these it takes one back whole,
    whose person is asked to try again."""
    while True:
        try:
            verb()
        except OperationalError as error:
            if connection.vendor != "mysql" or error.args[0] != DEADLOCK:
                raise
        else:
            return


def test_a_form_sent_four_times_opens_one_ticket(cast: Cast) -> None:
    def press() -> int:
        actor = Actor.of(cast.anna)
        return open_ticket(
            actor=actor, requester=cast.anna, subject="Раз", words=WORDS, channel="portal", submission="once"
        ).pk

    results = at_once(*[press] * 4)
    assert len(set(results)) == 1, results
    assert Ticket.objects.filter(subject="Раз").count() == 1


def test_an_answer_sent_four_times_is_one_message(cast: Cast) -> None:
    ticket = cast.tickets["open"]

    def press() -> int:
        return reply(
            actor=Actor.of(cast.vera), ticket=ticket, words=WORDS, channel="desk", submission="once"
        ).pk

    results = at_once(*[press] * 4)
    assert len(set(results)) == 1, results


def test_two_letters_of_somebody_new_make_one_person(cast: Cast) -> None:
    results = at_once(*[lambda: ensure_person(actor=Actor.system(), email="new@posta.example").pk] * 4)
    assert len(set(results)) == 1, results
    assert Identity.objects.filter(value="new@posta.example").count() == 1


def test_of_two_merges_against_each_other_one_is_refused(cast: Cast) -> None:
    one, other, actor = cast.tickets["open"], cast.tickets["new"], Actor.of(cast.vera)
    results = at_once(
        lambda: merge(actor=actor, ticket=one, into=other), lambda: merge(actor=actor, ticket=other, into=one)
    )
    assert sorted(type(result).__name__ for result in results) == ["Refusal", "Ticket"], results
    assert Ticket.objects.filter(merged_into__isnull=False).count() == 1


def test_answers_reach_the_ticket_that_stays_while_it_is_merged_and_parted(cast: Cast) -> None:
    part, into = cast.tickets["new"], cast.tickets["open"]
    vera, anna = Actor.of(cast.vera), Actor.of(cast.anna)

    def write() -> None:
        for _ in range(6):
            until_done(lambda: reply(actor=anna, ticket=part, words=WORDS, channel="mail"))

    def move() -> None:
        for _ in range(3):
            last = last_event()
            until_done(lambda: merge(actor=vera, ticket=part, into=into))
            merged = next(event for event in events_since(last) if event.kind == "ticket.merged")
            until_done(lambda act=merged.act: undo(actor=vera, ticket=part, act=act))

    results = at_once(write, move, write)
    assert results == [None, None, None]
    assert Message.objects.filter(ticket=part).count() == 13
    assert set(Message.objects.filter(ticket=part).values_list("thread", flat=True)) == {part.pk}
    part.refresh_from_db()
    assert (part.message_count, part.status) == (13, "new")


def test_who_comes_second_to_the_same_change_changes_nothing(cast: Cast) -> None:
    ticket, last = cast.tickets["open"], last_event()
    calls = [
        lambda who=who: change_status(actor=Actor.of(who), ticket=ticket, status="pending")
        for who in (cast.vera, cast.egor, cast.sofia)
    ]
    results = at_once(*calls)
    assert [result.status for result in results] == ["pending"] * 3
    assert [event.kind for event in events_since(last)] == ["ticket.status_changed"]


def test_the_check_sees_errors() -> None:
    def fail() -> None:
        raise Refusal("no", "no")

    assert isinstance(at_once(fail)[0], Refusal)
