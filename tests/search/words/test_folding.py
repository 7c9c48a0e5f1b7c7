"""One spelling for what readers take for the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.search.words.folding import fold, unmixed


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ёлка", "елка"),
        ("за\u0301мок", "замок"),  # a stress mark
        ("й и\u0306", "й й"),  # й is a letter, however it is put together
        ("ЙОД", "йод"),
        ("Příliš žluťoučký kůň", "prilis zlutoucky kun"),
        ("r\u030ces\u030cení", "reseni"),  # accents of their own
        ("ﬁnance oﬃce", "finance office"),
        ("ＡＢＣ１２３", "abc123"),  # wide
        ("co\u00adoperate", "cooperate"),  # a soft hyphen
        ("de\u200bnek \u202eabc\u202c", "denek abc"),  # marks that nobody sees
        ("Straße Łódź Ødegård æon ıt", "strasse lodz odegard aeon it"),
        ("İstanbul", "istanbul"),
        ("wi\u2011fi don\u2019t", "wi-fi don't"),
        ("Sale™ ℡ №5", "saletm tel no5"),
        ("Ⅻ x²", "xii x2"),
        ("plain words", "plain words"),
        ("", ""),
    ],
)
def test_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("mixed", "even"),
    [
        ("kэшбэк", "кэшбэк"),  # a Latin k
        ("зaкaзами", "заказами"),  # two of eight letters are Latin
        ("зaкaз", "зaкaз"),  # too many to be a slip
        ("оrder", "order"),  # a Cyrillic о
        ("заказ", "заказ"),
        ("order", "order"),
        ("zакаzы", "zакаzы"),  # z looks like nothing there
        ("100", "100"),
    ],
)
def test_letters_that_look_alike(mixed: str, even: str) -> None:
    assert unmixed(mixed) == even


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert not any("A" <= letter <= "Z" for letter in once)
