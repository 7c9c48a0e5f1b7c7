"""Tokens lead back to their ticket, and nobody else's text does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.mail import tokens

pytestmark = pytest.mark.once
NUMBERS = st.integers(1, 10**15)


@given(NUMBERS, NUMBERS)
def test_a_message_id_comes_back_whatever_brackets_and_case(ticket: int, message: int) -> None:
    made = tokens.message_id(ticket, "m", message, "severka.example")
    for shown in (made, f"<{made}>", f" <{made.upper()}> "):
        assert tokens.read_message_id(shown) == (ticket, "m", message)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_signature_is_good_for_one_number_only(ticket: int, message: int, other: int) -> None:
    made = tokens.message_id(ticket, "m", message, "severka.example")
    forged = made.replace(f"t.{ticket}.m.", f"t.{other}.m.", 1)
    assert (tokens.read_message_id(forged) is None) == (forged != made)


@given(NUMBERS)
def test_a_plus_address_comes_back_in_any_case(ticket: int) -> None:
    made = tokens.plus_address("help@severka.example", ticket)
    assert tokens.read_plus_address(made) == tokens.read_plus_address(made.upper()) == ticket


@given(NUMBERS, st.text("0123456789abcdef", min_size=20, max_size=20))
def test_a_guessed_plus_address_leads_nowhere(ticket: int, guess: str) -> None:
    guessed = f"help+t{ticket}.{guess}@severka.example"
    real = tokens.plus_address("help@severka.example", ticket)
    assert tokens.read_plus_address(guessed) == (ticket if guessed == real else None)


@given(st.text())
def test_no_text_is_a_token_by_accident(text: str) -> None:
    assert tokens.read_message_id(text) is None
    assert tokens.read_plus_address(text) is None
    assert len(tokens.digest_of(text)) == 40


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=30))
def test_any_message_id_has_a_digest_even_with_lone_surrogates(text: str) -> None:
    assert tokens.digest_of(f" <{text}> ") == tokens.digest_of(f"<{text}>")
