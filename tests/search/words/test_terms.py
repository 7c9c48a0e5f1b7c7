"""Terms are letters and digits, and whoever asks with the words of a text finds it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.search.words.asking import word
from opora.search.words.folding import fold
from opora.search.words.terms import terms
from opora.search.words.tokens import STOP, written
from tests.search.words.evaluating import holds

TERM = re.compile("[a-z][a-z0-9]{1,60}")
WRITTEN = [
    "SV-104233", "+7(912)345-67-89", "anna@firma.cz", "Kэшбэк", "не", "a", "Objednávky", "wi-fi", "iPhone15", "x²",
    "漢字変換", "it's",
]  # fmt: skip
# Texts of any letters are mostly of letters that nobody has; those of a help desk come more often.
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="абвеёжкцщ\u0301Kкaаzyřščůú019 -./@+'_\u00ad™№漢字かな💥", max_size=60),
    st.lists(
        st.sampled_from(
            [
                "SV-104233",
                "+7(912)345-67-89",
                "anna@firma.cz",
                "Kэшбэк",
                "не",
                "a",
                "Objednávky",
                "wi-fi",
                "iPhone15",
                "x²",
                "漢字変換",
                "it's",
            ]
        )
    ).map(" ".join),
)


@given(TEXTS, st.sampled_from(["", "ru", "cs", "en"]))
def test_terms_are_letters_and_digits(text: str, language: str) -> None:
    assert [term for term in terms(text, language) if not TERM.fullmatch(term)] == []


@given(TEXTS, st.sampled_from(["", "ru", "cs", "en"]))
def test_the_words_of_a_text_find_it(text: str, language: str) -> None:
    found = terms(text, language)
    for asked in [*text.split(), *written(fold(text))]:
        expression = word(asked)
        assert expression is None or holds(expression, found), (asked, expression)


@given(TEXTS)
def test_the_beginnings_of_its_words_find_it(text: str) -> None:
    found = terms(text)
    for asked in written(fold(text)):
        if asked.isalpha() and asked.isascii() and asked not in STOP:
            expression = word(asked[: max(1, len(asked) // 2)], is_prefix=True)
            assert expression is None or holds(expression, found) or _stem_is_shorter(asked), asked


def _stem_is_shorter(asked: str) -> bool:
    """“aa*” cannot find what is stemmed to “a”."""
    return any(len(term) - 1 < max(1, len(asked) // 2) for term in terms(asked))


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("возвратов", {"rvozvrat"}),
        ("SV-104233", {"jsv104233", "n104233"}),
        ("+7 912 345-67-89", {"t123456789"}),
        ("wi-fi", {"jwifi"}),
        ("anna@firma.cz", {"jannafirmacz"}),
        ("не и the", set()),
        ("漢字", {"n6f225b57"}),
    ],
)
def test_some_terms(text: str, some: set[str]) -> None:
    assert some <= terms(text)
    assert some or not terms(text)


def test_english_texts_have_no_czech_stems() -> None:
    assert {term[0] for term in terms("refunded orders", "en")} == {"e"}
    assert {term[0] for term in terms("refunded orders")} == {"e", "z"}


def test_a_word_without_end_has_short_terms() -> None:
    for endless in ("a" * 100_000, "щ" * 100_000, "漢" * 10_000, "-".join("ab" * 10_000), "1" * 100_000):
        assert max(map(len, terms(endless))) <= 61
