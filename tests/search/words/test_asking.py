"""What words and phrases of a query ask for."""

import pytest

from opora.search.words.asking import All, Any, Expression, Term, laned, phrase, word
from opora.search.words.terms import terms
from tests.search.words.evaluating import holds


def finds(asked: Expression | None, text: str) -> bool:
    return asked is not None and holds(asked, terms(text))


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("wifi", "wi-fi точка", True),
        ("wi-fi", "wifi", True),
        ("wi-fi", "fi wi", True),  # parts of words are looked for apart
        ("sv104233", "SV-104233", True),
        ("SV-104233", "104233 SV", True),  # such a number tells enough to stand apart
        ("A-15", "15 A", False),  # this one does not
        ("A-15", "a15", True),
        ("anna@firma.cz", "anna firma cz", False),  # an address is one thing
        ("8 (912) 345-67-89", "+79123456789", True),
        ("89123456789", "звоните +7 912 345-67-89", True),
        ("89123456789", "звоните +7 912 345-67-88", False),
        ("řešení", "reseni", True),
        ("заказ", "заказник", False),
    ],
)
def test_found(asked: str, text: str, found: bool) -> None:
    assert finds(word(asked), text) is found


@pytest.mark.parametrize("nothing", ["", "и", "the", "💥", "…", "_", "на"])
def test_asks_for_nothing(nothing: str) -> None:
    assert word(nothing) is None


def test_beginnings() -> None:
    assert finds(word("принт", is_prefix=True), "принтеры")
    assert finds(word("obj", is_prefix=True), "objednávek")
    assert finds(word("10423", is_prefix=True), "104233")
    assert finds(word("и", is_prefix=True), "искать")
    assert finds(word("принтерами", is_prefix=True), "принтеры")
    assert not finds(word("принт", is_prefix=True), "отпринтовать")


def test_a_phrase_has_all_its_words() -> None:
    asked, words = phrase("Верните мне деньги!")
    assert words == " верните мне деньги "
    assert finds(asked, "деньги верните")
    assert not finds(asked, "деньги")
    assert phrase("и на") == (None, " и на ")
    assert phrase("💥") == (None, " ")


def test_in_lanes() -> None:
    assert laned(Term("rdom"), "p") == Term("prdom")
    assert laned(Term("rdom", True), "ap") == Any((Term("ardom", True), Term("prdom", True)))
    both = All((Term("rdom"),), (Term("rles"),))
    assert laned(both, "p") == All((Term("prdom"),), (Term("prles"),))
    assert laned(Any((Term("ea"), Term("za"))), "pn") == Any(
        (Term("pea"), Term("nea"), Term("pza"), Term("nza"))
    )
