"""Places: documents stand in the order of lists, each has its own, and there is always one free."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from opora.events.public import catch_up, clock
from opora.search.engines.choice import engine
from opora.search.indexing import making
from opora.search.indexing.keeping import refresh
from opora.search.indexing.making import ROOM, Made
from opora.search.models import Document
from opora.search.public import find
from opora.search.words.asking import Term
from opora.tickets.actions import change_subject
from opora.tickets.models import Ticket
from tests.cast import Cast
from tests.search.indexing.test_following import SYSTEM, ask, write

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=connection.vendor == "mysql")]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def in_order() -> list[int]:
    return list(Document.objects.order_by("-place").values_list("pk", flat=True))


def test_the_order_is_that_of_lists(cast: Cast) -> None:
    for minutes in (5, 1, 3, 2, 4):
        with clock.at(NOON + timedelta(minutes=minutes)):
            ask(cast, "Сломался барометр")
    catch_up("search")
    listed = list(Ticket.objects.order_by("-last_message_at", "-id").values_list("pk", flat=True))
    shown = [row.pk for row in find(cast.vera, "барометр", order="latest").tickets]
    assert shown == [key for key in listed if key in shown]
    assert len(shown) == 5
    with clock.at(NOON + timedelta(minutes=9)):
        write(cast.anna, Ticket.objects.get(pk=shown[-1]), "Где же ответ?")
    catch_up("search")
    moved = [row.pk for row in find(cast.vera, "барометр", order="latest").tickets]
    assert moved == [shown[-1], *shown[:-1]]
    assert find(cast.vera, "барометр", order="oldest").tickets[-1].pk == shown[-1]


def test_many_of_one_second_have_places_of_their_own(cast: Cast) -> None:
    with clock.at(NOON):
        keys = [ask(cast, "Сломался барометр").pk for _number in range(6)]
    refresh(keys)
    places = dict(Document.objects.filter(pk__in=keys).values_list("pk", "place"))
    assert len(set(places.values())) == 6
    assert len({place // ROOM for place in places.values()}) == 1
    shown = [row.pk for row in find(cast.vera, "барометр", order="latest").tickets]
    assert shown == sorted(keys, key=places.__getitem__, reverse=True)


def test_a_crowded_second_has_room_behind(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """With two places for a second, tickets of one second stand beside it, and each is found."""
    monkeypatch.setattr("opora.search.indexing.keeping.ROOM", 2)
    with clock.at(NOON):
        keys = {ask(cast, "Сломался барометр").pk for _number in range(7)}
    for key in sorted(keys):
        refresh([key])
    refresh(keys)
    assert Document.objects.filter(pk__in=keys).values("place").distinct().count() == 7
    assert {row.pk for row in find(cast.vera, "барометр").tickets} == keys


def test_a_document_stays_where_it_is(cast: Cast) -> None:
    with clock.at(NOON):
        one, other = ask(cast, "Сломался барометр"), ask(cast, "Сломался анемометр")
    catch_up("search")
    before = dict(Document.objects.values_list("pk", "place"))
    change_subject(actor=SYSTEM, ticket=one, subject="Другое")
    catch_up("search")
    assert dict(Document.objects.values_list("pk", "place")) == before
    assert before[one.pk] != before[other.pk]


def test_old_terms_are_gone(cast: Cast) -> None:
    ticket = ask(cast, "Вопрос", subject="Барометр")
    catch_up("search")
    assert len(engine().find(Term("srbarometr"), beyond=None, limit=9).places) == 1
    with clock.at(clock.now() + timedelta(hours=1)):
        write(cast.anna, ticket, "Ещё вопрос")
    change_subject(actor=SYSTEM, ticket=ticket, subject="Анемометр")
    catch_up("search")
    assert engine().find(Term("srbarometr"), beyond=None, limit=9).places == []
    assert len(engine().find(Term("sranemometr"), beyond=None, limit=9).places) == 1


def test_a_ticket_without_end_has_a_document_with_one(cast: Cast) -> None:
    """Every database keeps it, and its first words are found."""
    several = " ".join(f"w{number:x}z{number * 7919 % 65_521:x}" for number in range(25_000))
    ticket = ask(cast, f"Барометр {several[:190_000]}")
    catch_up("search")
    assert [row.pk for row in find(cast.vera, "вопрос барометр").tickets] == [ticket.pk]


def test_a_document_has_room_for_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "MOST_TERMS", 20_000)
    made = Made(1, 0)
    for number in range(4):
        made.add(" ".join(f"{number}q{word}" for word in range(900)), "", "p", "f")
    assert 19_900 < sum(map(len, made.terms)) <= 20_000
    monkeypatch.setattr(making, "LONGEST_TICKET", 10)
    made = Made(1, 0)
    made.add("раз два три", "", "p", as_phrase="раз два три четыре")
    made.add("пять", "", "p")
    assert made.text("p").split() == ["раз", "два", "тр"]
