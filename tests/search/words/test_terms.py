"""Terms, and queries that find the texts they were taken from."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.search.words import asking
from opora.search.words.asking import All, Any, Expression, Term
from opora.search.words.folding import fold
from opora.search.words.terms import terms
from opora.search.words.tokens import plain, written

pytestmark = pytest.mark.once
TEXTS = st.text(st.characters(codec="utf-8"), max_size=200) | st.text(
    "абвгдеёжз abcčřž-_.@/+0123456789'’", max_size=80
)


def holds(found: set[str], asked: Expression) -> bool:
    """Whether a document of these terms matches."""
    match asked:
        case Term(text, is_prefix):
            return any(term.startswith(text) for term in found) if is_prefix else text in found
        case All(parts, without):
            return all(holds(found, part) for part in parts) and not any(
                holds(found, part) for part in without
            )
        case Any(parts):
            return any(holds(found, part) for part in parts)


@given(TEXTS, st.sampled_from(["", "ru", "cs", "en", "de"]))
def test_terms_are_letters_and_digits(text: str, language: str) -> None:
    for term in terms(text, language):
        assert re.fullmatch(r"[rezntj][a-z0-9]{1,160}", term), term


@given(TEXTS, st.sampled_from(["", "ru", "cs", "en"]))
def test_whatever_was_written_finds_its_text(text: str, language: str) -> None:
    found = terms(text, language)
    for chunk in written(fold(text)):
        asked = asking.word(chunk)
        assert asked is None or holds(found, asked), chunk


@given(TEXTS)
def test_a_phrase_stands_in_its_text(text: str) -> None:
    asked, words = asking.phrase(text)
    assert words in plain(fold(text))
    assert asked is None or holds(terms(text), asked)


@pytest.mark.parametrize(
    ("text", "queries", "others"),
    [
        ("Заказ SV-104233", "SV-104233 sv104233 104233 СВ-104233", "SV-104234 10423"),
        ("звоните +7 (912) 345-67-89", "+79123456789 89123456789 345-67-89 9123456789", "79123456780"),
        ("на anna.k@veter.example", "anna.k@veter.example veter anna", "anna@veter.example"),
        ("https://shop.example/cart?id=77", "shop cart shop.example", "shopexample.cz"),
        ("wi-fi и e-mail", "wifi wi-fi email e-mail", "fiwi"),
        ("iPhone15 Pro", "iphone iphone15", "iphone16"),
        ("IP-телефон, 1С:Бухгалтерия", "телефоны 1с бухгалтерией", "2с"),
        ("漢字かな交じり文", "漢字 かな 漢字かな", "字漢"),
        ("the notes", "note notes", "not"),
    ],
)
def test_what_is_written_in_one(text: str, queries: str, others: str) -> None:
    found = terms(text, "en" if text.isascii() else "")
    for query in queries.split():
        asked = asking.word(query)
        assert asked is not None
        assert holds(found, asked), query
    for query in others.split():
        asked = asking.word(query)
        assert asked is None or not holds(found, asked), query


def test_beginnings() -> None:
    asked = asking.word("прин", is_prefix=True)
    assert asked is not None
    assert holds(terms("принтеры"), asked)
    assert not holds(terms("пример"), asked)


def test_words_that_are_everywhere_ask_for_nothing() -> None:
    assert asking.word("и") is None
    assert asking.word("the") is None
    assert asking.word("💥") is None
    assert asking.phrase("и в") == (None, " и в ")


def test_long_texts_are_read_in_their_time() -> None:
    """Each kind of repetition that could make a pattern go back and forth."""
    for piece in ("a", "1 ", "1-", "a-", "@.", "((", "\u0301", "а́", "漢"):
        terms(piece * 50_000)
