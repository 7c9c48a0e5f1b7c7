"""The engines mean what the expressions say: whatever is kept and asked, the answer is that of plain Python."""

from collections.abc import Iterator, Mapping

import pytest
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from opora.search.engines import postgresql, sqlite
from opora.search.engines.choice import engine
from opora.search.words.asking import All, Any, Expression, Term
from tests.search.words.evaluating import holds

# MariaDB finds only what was committed.
pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=connection.vendor == "mysql")]
TERMS = ["pra", "prab", "prabc", "srb", "era", "nrand", "pnot", "p1o2r"]
DOCUMENTS = st.dictionaries(
    st.integers(0, 400), st.sets(st.sampled_from(TERMS), min_size=1, max_size=5), min_size=1, max_size=12
)
ONE = st.one_of(
    st.sampled_from(TERMS).map(Term),
    st.sampled_from(["pr", "pra", "prab", "s"]).map(lambda text: Term(text, True)),
)
SOME = {"min_size": 1, "max_size": 3}


def _more(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    without = st.lists(inner, max_size=2).map(tuple)
    return st.builds(All, several, without) | st.builds(Any, several)


ASKED = st.recursive(ONE, _more, max_leaves=8)
# Each example commits on MariaDB, and its full-text index is slow to write.
MANY = how(
    max_examples=20 if connection.vendor == "mysql" else 150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    engine().clear()
    yield
    engine().clear()


def keep(documents: Mapping[int, set[str]]) -> None:
    engine().clear()
    engine().write((place, " ".join(sorted(terms))) for place, terms in documents.items())


def everything(asked: Expression, limit: int, *, newest_first: bool) -> list[int]:
    """All places, chunk after chunk."""
    beyond, places = None, list[int]()
    for _chunk in range(100):
        found = engine().find(asked, beyond=beyond, limit=limit, newest_first=newest_first)
        assert len(found.places) <= limit
        places += found.places
        if found.is_all:
            return places
        beyond = found.places[-1]
    raise AssertionError("no end")


@MANY
@given(DOCUMENTS, st.lists(ASKED, min_size=1, max_size=4), st.integers(1, 4))
def test_the_answer_is_that_of_plain_python(
    documents: Mapping[int, set[str]], asked: list[Expression], limit: int
) -> None:
    keep(documents)
    for one in asked:
        right = sorted(place for place, terms in documents.items() if holds(one, terms))
        assert everything(one, limit, newest_first=False) == right
        assert everything(one, limit, newest_first=True) == right[::-1]
        assert engine().among(one, list(documents)) == set(right)
        assert engine().among(one, list(documents)[:2]) == set(right) & set(list(documents)[:2])
        statement, values = engine().subquery(one)
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            assert sorted(row[0] for row in cursor.fetchall()) == right


def test_what_is_written_again_or_removed_is_gone() -> None:
    keep({1: {"pra"}, 2: {"pra"}, 3: {"pra"}})
    engine().write([(2, "srb"), (4, "srb")])
    engine().remove([3, 99])
    assert everything(Term("pra"), 9, newest_first=False) == [1]
    assert everything(Term("srb"), 9, newest_first=False) == [2, 4]
    engine().remove([])
    engine().clear()
    assert everything(Term("srb"), 9, newest_first=False) == []
    assert engine().among(Term("srb"), []) == set()


def test_either_way_of_an_engine_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL walks or asks its index, SQLite reads on or asks for each place: with other limits it is the other."""
    keep({place: {"pra", "srb"} if place % 3 else {"pra"} for place in range(1, 200)})
    right = [place for place in range(1, 200) if place % 3]
    some = [1, 3, 100, 150, 198, 199, 5_000]
    for walk, costs in ((2, 100), (0, 1), (50, 1)):
        monkeypatch.setattr(postgresql, "WALK", walk)
        monkeypatch.setattr(sqlite, "EACH_COSTS", costs)
        for limit in (7, 66, 500):
            assert everything(Term("srb"), limit, newest_first=False) == right
            assert everything(Term("srb"), limit, newest_first=True) == right[::-1]
        assert engine().among(Term("srb"), some) == set(right) & set(some)
        assert engine().among(Term("srb"), [5_000]) == set()
