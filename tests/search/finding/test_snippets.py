"""The piece of a ticket that shows why it was found, to those who may read it."""

import pytest
from django.db import connection

from opora.events.public import catch_up
from opora.people.public import Actor
from opora.search.language.reading import parse
from opora.search.public import Marker, marked
from opora.tickets.actions import add_note, reply
from opora.tickets.models import Channel
from opora.tickets.public import Words
from tests.cast import Cast
from tests.search.finding.asking import ask, snippet

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=connection.vendor == "mysql")]


def shown(query: str, text: str, longest: int = 220) -> str:
    return str(marked(Marker(parse(query)).pieces(text, longest)[0]))


@pytest.mark.parametrize(
    ("query", "text", "html"),
    [
        ("деньги", "Верните денег!", "Верните <mark>денег</mark>!"),
        ("елка", "Ёлки  и\nпалки", "<mark>Ёлки</mark> и палки"),
        ("řešení", "bez reseni", "bez <mark>reseni</mark>"),
        ("прин*", "принёс принтеры, пара", "<mark>принёс</mark> <mark>принтеры</mark>, пара"),
        ('"верните деньги"', "Деньги верните", "<mark>Деньги</mark> <mark>верните</mark>"),
        ("SV-104233", "SV-104233", "<mark>SV</mark>-<mark>104233</mark>"),
        ("деньги -принтер", "деньги, принтер", "<mark>деньги</mark>, принтер"),
        ("content:деньги tag:vip", "деньги vip", "<mark>деньги</mark> vip"),
        ("и деньги", "и деньги", "и <mark>деньги</mark>"),
        ("script", "<script>alert('script')</script>",
         "&lt;<mark>script</mark>&gt;alert(&#x27;<mark>script</mark>&#x27;)&lt;/<mark>script</mark>&gt;"),
        ("mark", "</mark><b>&amp;", "&lt;/<mark>mark</mark>&gt;&lt;b&gt;&amp;amp;"),
        ("нет", "ничего", "ничего"),
    ],
)  # fmt: skip
def test_words_are_marked_and_the_rest_is_text(query: str, text: str, html: str) -> None:
    assert shown(query, text) == html


def test_a_long_text_is_shown_where_the_words_are() -> None:
    text = "слово " * 100 + "деньги " + "слово " * 50 + "принтер и деньги " + "слово " * 100
    html = shown("деньги принтер", text)
    assert "<mark>принтер</mark> и <mark>деньги</mark>" in html
    assert html.startswith("…слово")
    assert html.endswith("…")
    assert len(html) < 300
    assert shown("нет", text) == text[:220]


def test_a_text_without_blanks_is_shown_too() -> None:
    """A long address, say: there is no blank to begin at."""
    text = "x" * 300 + "-возврат " + "слово " * 50
    assert "<mark>возврат</mark>" in shown("возврат", text)


def test_the_message_that_says_it_best(cast: Cast) -> None:
    ticket = ask(cast.anna, "Вопрос", "Сломался барометр")
    vera = Actor.of(cast.vera)
    best = reply(
        actor=vera, ticket=ticket, words=Words(text="Барометр и анемометр едут"), channel=Channel.DESK
    )
    last = reply(actor=vera, ticket=ticket, words=Words(text="Барометр"), channel=Channel.DESK)
    found = snippet(cast.anna, ticket, "анемометр барометр")
    assert found is not None
    assert (found.ticket, found.message, found.is_note) == (ticket.pk, best.pk, False)
    found = snippet(cast.anna, ticket, "барометр")
    assert found is not None
    assert found.message == last.pk
    assert snippet(cast.anna, ticket, "вопрос") is None, "it is in the subject only"


def test_notes_and_what_has_not_left_are_for_those_who_read_them(cast: Cast) -> None:
    ticket = ask(cast.anna, "Вопрос", "Здравствуйте")
    note = add_note(actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="Барометр украли"))
    own = add_note(actor=Actor.of(cast.anna), ticket=ticket, words=Words(text="Гигрометр"))
    reply(
        actor=Actor.of(cast.vera),
        ticket=ticket,
        words=Words(text="Анемометр"),
        channel=Channel.DESK,
        leaves_in=60,
    )
    catch_up("search")
    found = snippet(cast.vera, ticket, "барометр")
    assert found is not None
    assert (found.message, found.is_note) == (note.pk, True)
    assert snippet(cast.anna, ticket, "барометр") is None
    assert snippet(cast.anna, ticket, "анемометр") is None
    assert snippet(cast.vera, ticket, "анемометр") is not None
    assert snippet(cast.vera, ticket, "гигрометр") is None
    found = snippet(cast.anna, ticket, "гигрометр")
    assert found is not None
    assert found.message == own.pk
