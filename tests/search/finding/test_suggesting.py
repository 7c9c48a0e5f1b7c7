"""What was probably meant: other layouts and mistakes, never the words of tickets that the viewer does not see."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from opora.events.public import catch_up
from opora.people.public import Actor
from opora.search.finding.suggesting import distance
from opora.search.public import find
from opora.tickets.actions import add_note
from opora.tickets.public import Words
from tests.cast import Cast
from tests.search.finding.asking import ask, suggested
from tests.search.library import Library, stock

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=connection.vendor == "mysql")]
# The likeliest for a supervisor; "" for none.
MEANT = {
    # typed with the other layout
    "ltymub": "деньги",
    "ghbynth": "принтер",
    "пкштеукы": "",
    "зкштеукы": "printers",
    "щиоувтфмлф": "objednavka",
    # one mistake
    "пирнтер": "принтер",
    "принтр": "принтер",
    "приннтер": "принтер",
    "прентер": "принтер",
    "faktuta": "faktura",
    "objednvka": "objednavka",
    "objednávkka": "objednavka",
    # two of them
    "пренттер": "принтер",
    "objednafkka": "objednavka",
    # known already, or unlike anything, or too short
    "принтер": "",
    "ыыыыыы": "",
    "xq": "",
    # the rest of the query stays
    'ghbynth "верните деньги"': 'принтер "верните деньги"',
    "status:open tag:vip прентер": "status:open tag:vip принтер",
    "subject:возврта": "subject:возврат",
    "(прентер OR faktuta)": "(принтер OR faktura)",
    "ltymub ghbynth": "деньги принтер",
    '"прентер"': "",
    "прентер faktuta": "",  # each is known, but nothing has both
}


@pytest.fixture
def library(cast: Cast) -> Library:
    return stock(cast)


def test_what_was_meant(library: Library) -> None:
    likeliest = {query: (suggested(library.cast.sofia, query) or [""])[0] for query in MEANT}
    assert {
        query: (likeliest[query], MEANT[query]) for query in MEANT if likeliest[query] != MEANT[query]
    } == {}


def test_the_czech_layout_has_y_and_z_changed_about(cast: Cast) -> None:
    ask(cast.anna, "Запрос", "няня заболела")  # н is y, я is z
    assert suggested(cast.vera, "yzyz") == ["няня"]
    assert suggested(cast.vera, "zyzy") == ["няня"]


def test_nothing_of_what_the_viewer_may_not_see(library: Library) -> None:
    cast = library.cast
    add_note(actor=Actor.of(cast.vera), ticket=library.tickets["refund"], words=Words(text="Мошенничество"))
    catch_up("search")
    assert suggested(cast.vera, "мошеничество") == ["мошенничество"]
    assert suggested(cast.anna, "мошеничество") == []
    assert suggested(cast.anna, "прентер") == ["принтер"]
    assert suggested(cast.lucie, "прентер") == []
    assert suggested(cast.petr, "прентер") == []


def test_whatever_is_suggested_finds_something(library: Library) -> None:
    for query in ("прентер", "ltymub", "objednvka", "faktua"):
        better = suggested(library.cast.sofia, query)
        assert 0 < len(better) <= 3
        assert all(find(library.cast.sofia, one).tickets for one in better)


@pytest.mark.parametrize(
    ("one", "other", "mistakes"),
    [
        ("", "", 0), ("дом", "дом", 0), ("дом", "", 3), ("дом", "дым", 1), ("дом", "домн", 1), ("дом", "одм", 1),
        ("принтер", "пирнтре", 2), ("kniha", "knaha", 1), ("abc", "xyz", 3), ("abcd", "badc", 2),
    ],
)  # fmt: skip
def test_mistakes(one: str, other: str, mistakes: int) -> None:
    assert distance(one, other) == distance(other, one) == mistakes


@given(st.text("абв", max_size=6), st.text("абв", max_size=6))
def test_a_mistake_is_at_most_a_letter(one: str, other: str) -> None:
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)
