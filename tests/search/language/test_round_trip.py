"""Whatever is typed becomes a tree or one clear error, and a tree written is read as itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opora.search.language.reading import DEEPEST, parse
from opora.search.language.tree import Filter, In, Node, Phrase, Word, all_of, any_of, depth, leaves, negated
from opora.search.language.unclear import Unclear
from opora.search.language.values import (
    Between,
    Beyond,
    Choice,
    Distance,
    Me,
    Named,
    Nothing,
    Numbers,
    Period,
    Spoken,
)
from opora.search.language.written import written

pytestmark = pytest.mark.once

PIECES = st.sampled_from(
    [*'()|-"«»„“”,:*^{}\\/#.<>=', "..", " ", "  ", "\x00", "\u200f", "\u00ad", "\u200d", "🙂", "\ud800", "\n",
     "OR", "ИЛИ", "NEBO", "AND", "NOT", "И", "NEAR", "a", "Я", "ř", "ё", "5", "2026", "2026-05-01", "1.5.2026",
     "status:", "статус:", "předmět:", "subject:", "from:", "field.order:", "created:", "number:", "foo:", "Re:",
     "http://", "C:\\", "new", "open", "откр", "me", "none", "today", ">7d", "<2h", "is:", "has:", "priority:", ">="]
)  # fmt: skip
TYPED = st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join)

NAMES = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Z", "Cn", "Co")), min_size=1, max_size=12
)
SOME_WORDS = st.sampled_from(
    ["кэшбэк", "účet", "http://x.cz/a?b=c", "f(x)", "C:\\x", "12:30", "Re:", "#4711", "a,b"]
)
WORDS = st.builds(Word, SOME_WORDS, is_prefix=st.booleans())
PHRASES = st.builds(
    Phrase, st.sampled_from(["точная фраза", 'a "b" c', "OR", "status:open", "me", "(x", "-y*"])
)
PERIODS = st.dates().filter(lambda day: 1900 <= day.year < 9998).flatmap(
    lambda day: st.sampled_from(
        [Period(day.year), Period(day.year, day.month), Period(day.year, day.month, day.day)]
    )
) | st.sampled_from([Spoken("today"), Spoken("lastweek")])
TIMES = (
    PERIODS
    | st.builds(Between, PERIODS, st.none() | PERIODS)
    | st.builds(Between, st.none(), PERIODS)
    | st.builds(Beyond, st.sampled_from("<>"), PERIODS)
    | st.builds(
        Distance,
        st.sampled_from("<>"),
        st.integers(0, 100),
        st.sampled_from(["min", "h", "d", "w", "mo", "y"]),
    )
)
NUMBERS = st.tuples(st.integers(0, 2**63 - 1), st.integers(0, 2**63 - 1)).map(
    lambda two: Numbers(*sorted(two))
)


def _filters(keys: list[str], values: st.SearchStrategy[object]) -> st.SearchStrategy[Node]:
    several = st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(Filter, st.sampled_from(keys), several)


FILTERS = (
    _filters(["from", "to", "requester"], NAMES.map(Named) | st.just(Named("me")) | st.just(Me()))
    | _filters(["agent", "field.order"], NAMES.map(Named) | st.just(Nothing()))
    | _filters(["status"], st.sampled_from(["new", "open", "pending", "unsolved"]).map(Choice))
    | _filters(
        ["priority"], st.builds(Choice, st.sampled_from(["low", "high"]), st.sampled_from(["", ">=", "<"]))
    )
    | _filters(["created", "updated", "due"], TIMES)
    | _filters(["number"], NUMBERS | st.builds(Numbers, st.integers(0, 9), st.none()))
)
TREES = st.recursive(
    WORDS
    | PHRASES
    | st.builds(In, st.sampled_from(["subject", "content", "file"]), WORDS | PHRASES)
    | FILTERS,
    lambda inner: (
        inner.map(negated)
        | st.lists(inner, min_size=2, max_size=4).map(all_of)
        | st.lists(inner, min_size=2, max_size=4).map(any_of)
    ),
    max_leaves=12,
).filter(lambda tree: depth(tree) <= DEEPEST)


def _parsed(query: str) -> Node | Unclear:
    try:
        return parse(query)
    except Unclear as unclear:
        return unclear


@settings(deadline=None, max_examples=400)
@given(TREES)
def test_what_is_written_is_read_as_it_was(tree: Node) -> None:
    assert parse(written(tree)) == tree


@settings(deadline=None, max_examples=600)
@given(TYPED)
def test_anything_typed_is_a_tree_or_unclear(query: str) -> None:
    tree = _parsed(query)
    if isinstance(tree, Unclear):
        assert 0 <= tree.start <= tree.end <= len(query)
        assert str(tree.message)
        return
    assert parse(written(tree)) == tree
    ends = [(leaf.start, leaf.end) for leaf in leaves(tree)]
    assert all(0 <= start < end <= len(query) for start, end in ends)
    assert ends == sorted(ends), "in the order of the text"


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60))
def test_any_text_at_all(query: str) -> None:
    test_anything_typed_is_a_tree_or_unclear.hypothesis.inner_test(query)  # type: ignore[attr-defined]
