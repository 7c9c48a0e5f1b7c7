"""A query changed chip by chip, and the language explained."""

import pytest
from django.utils import translation

from opora.search.public import (
    Unclear,
    chips,
    explained,
    is_alternative,
    parse,
    turned_about,
    values_for,
    with_value,
    without,
)
from tests.cast import Cast


@pytest.mark.parametrize(
    ("query", "place", "left"),
    [
        ("parcel status:open lost", 1, "parcel lost"),
        ("parcel -status:open", 1, "parcel"),
        ("parcel OR box", 0, "box"),
        ("parcel OR box", 1, "parcel"),
        ("a (b OR c) d", 1, "a (c) d"),
        ("a OR b OR c", 1, "a OR c"),
        ("(a) b", 0, "b"),
        ("parcel", 0, ""),
        ("🙂 status:open", 1, "🙂"),
        ("посылка ИЛИ коробка", 1, "посылка"),
        ('"two  words" NOT lost', 1, '"two  words"'),
        ("a -(b c)", 2, "a -(b)"),
        ("a -(b)", 1, "a"),
        ("subject:(a OR b) c", 0, "subject:(b) c"),
    ],
)
def test_a_piece_is_taken_away(cast: Cast, query: str, place: int, left: str) -> None:
    assert without(query, chips(query, cast.vera)[place]) == left
    parse(left)


def test_what_is_left_is_always_a_query(cast: Cast) -> None:
    query = '(status:open OR "two words") -(tag:x OR (b c)) OR -agent:me'
    while query:
        query = without(query, chips(query, cast.vera)[0])
        parse(query)


def test_pieces_joined_by_or_are_known(cast: Cast) -> None:
    assert is_alternative(" OR ")
    assert is_alternative(") | (")
    assert not is_alternative(" (")


def test_other_values_and_the_contrary(cast: Cast) -> None:
    query = "parcel статус:новый"
    chip = chips(query, cast.vera)[1]
    values = values_for(chip, cast.vera)
    others = [with_value(query, chip, value) for value in values]
    assert "parcel статус:pending" in others
    assert all(parse(other) for other in others)
    assert sum(value.label == chip["value_label"] for value in values) == 1
    assert values_for(chips(query, cast.vera)[0], cast.vera) == []
    contrary = turned_about(query, chip)
    assert contrary == "parcel -статус:новый"
    assert turned_about(contrary, chips(contrary, cast.vera)[1]) == query


def test_each_explained_example_is_a_query(cast: Cast) -> None:
    for language in ("en", "ru", "cs"):
        with translation.override(language):
            rows = explained(cast.vera)
            for row in rows:
                assert row.explanation
                try:
                    parse(row.example)
                except Unclear as unclear:
                    pytest.fail(f"{language} {row.example}: {unclear.message}")
    with translation.override("ru"):
        assert any(row.key == "статус:" and row.example.startswith("статус:") for row in explained(cast.vera))
    assert len(explained(cast.anna)) < len(rows)
