"""Where words begin and end, and what is written in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.search.words.folding import fold
from opora.search.words.tokens import LONGEST, chunks, phones, plain, written


@pytest.mark.parametrize(
    ("text", "parts", "whole", "joints"),
    [
        ("SV-104233", "sv 104233", "sv104233", "-"),
        ("2024-5517/A", "2024 5517 a", "20245517a", "-/"),
        ("iPhone15", "iphone 15", "iphone15", ""),
        ("wi-fi", "wi fi", "wifi", "-"),
        ("anna.k@veter.example", "anna k veter example", "annakveterexample", ".@."),
        ("https://shop.example/cart?id=77", "https shop example cart", "httpsshopexamplecart", "://./"),
        ("ip-телефон", "ip телефон", "ipтелефон", "-"),
        ("don't", "don t", "dont", "'"),
        ("iso9001:2015", "iso 9001 2015", "iso90012015", ":"),
        ("снег", "снег", "", ""),
        ("漢字", "漢字", "", ""),
        ("漢字変換", "漢字 字変 変換", "漢字変換", ""),
        ("東", "東", "", ""),
        ("파일", "파일", "", ""),
    ],
)
def test_taken_apart(text: str, parts: str, whole: str, joints: str) -> None:
    chunk = next(chunks(fold(text)))
    assert (chunk.parts, chunk.whole, chunk.joints) == (tuple(parts.split()), whole, joints)


def test_what_is_between_two_joints_is_a_word_of_its_own() -> None:
    assert next(chunks("1с:бухгалтерия")).runs == ("1с",)
    assert next(chunks("sv-104233")).runs == ()


def test_numbers_and_addresses_mean_nothing_in_parts() -> None:
    exact = [one.is_exact for one in chunks("sv-104233 wi-fi iphone15 slovo")]
    assert exact == [True, False, True, False]


def test_what_has_no_letters_is_no_word() -> None:
    assert written(fold("-- … 💥 !!! _ (,)")) == []


@pytest.mark.parametrize(
    "number",
    [
        "+7 912 345-67-89",
        "8 (912) 345-67-89",
        "89123456789",
        "9123456789",
        "+7.912.345.67.89",
        "8 912 3456789",
    ],
)
def test_a_telephone_number_however_it_is_written(number: str) -> None:
    assert list(phones(f"звоните {number}, пожалуйста")) == ["123456789"]


@pytest.mark.parametrize("text", ["2024-5517", "1 000", "abc9123456789", "12:30 14:45", "4111.5"])
def test_no_telephone_number(text: str) -> None:
    assert list(phones(text)) == []


def test_plain_has_one_blank_around_each_word() -> None:
    assert plain(fold("Верните — деньги, SV-104233!")) == " верните деньги sv 104233 "
    assert plain("") == " "


@given(st.text())
def test_no_part_is_empty_or_long(text: str) -> None:
    for one in chunks(fold(text)):
        assert one.parts
        assert all(0 < len(part) <= LONGEST and part.isalnum() for part in one.parts)
        assert len(one.whole) <= LONGEST
