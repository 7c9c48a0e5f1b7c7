"""Tickets that speak of the same, of those that the viewer may see."""

import pytest
from django.db import connection

from opora.people.public import Actor
from opora.search.public import similar, similar_to
from opora.tickets.actions import not_a_request, transfer
from opora.tickets.models import Ticket
from tests.cast import Cast
from tests.search.finding.asking import ask

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=connection.vendor == "mysql")]


@pytest.fixture
def matter(cast: Cast) -> list[Ticket]:
    """The same matter twice in other words, and another."""
    return [
        ask(cast.anna, "Барометр", "Треснуло стекло барометра, стрелка не двигается."),
        ask(cast.anna, "Стрелка", "У барометров двигалась стрелка, а стекло треснуло по дороге."),
        ask(cast.mia, "Invoice", "The invoice of March shows another amount."),
    ]


def test_the_same_matter_is_alike(cast: Cast, matter: list[Ticket]) -> None:
    broken, again, invoice = matter
    alike = similar(cast.vera, broken)
    assert [one.ticket.pk for one in alike] == [again.pk]
    assert 0.3 <= alike[0].share <= 1
    assert [one.ticket.pk for one in similar(cast.vera, again)] == [broken.pk]
    assert similar(cast.vera, invoice) == []


def test_of_those_that_the_viewer_sees(cast: Cast, matter: list[Ticket]) -> None:
    broken, again, _invoice = matter
    assert similar(cast.petr, broken) == []
    assert [one.ticket.pk for one in similar(cast.anna, broken)] == [again.pk]
    assert similar(cast.lucie, broken) == []
    transfer(actor=Actor.system(), ticket=again, department=cast.billing)
    assert similar(cast.vera, broken) == []
    assert [one.ticket.pk for one in similar(cast.petr, broken)] == [again.pk]


def test_a_text_has_its_like(cast: Cast, matter: list[Ticket]) -> None:
    text = "стекло барометра треснуло"
    assert {one.ticket.pk for one in similar_to(cast.vera, text)} == {matter[0].pk, matter[1].pk}
    assert len(similar_to(cast.vera, text, limit=1)) == 1
    not_a_request(actor=Actor.system(), ticket=matter[0])
    assert [one.ticket.pk for one in similar_to(cast.vera, text)] == [matter[1].pk]


def test_nothing_is_like_nothing(cast: Cast, matter: list[Ticket]) -> None:
    for text in ("", " ", "💥", "и на не", "неслыханное словообразование", "\x00", "12 34"):
        assert similar_to(cast.vera, text) == []
    assert similar(cast.vera, Ticket(pk=999_999)) == []
