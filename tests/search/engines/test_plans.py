"""The databases find by their indexes: no plan reads all documents."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opora.search.engines.choice import engine
from opora.search.engines.engine import TABLE
from opora.search.words.asking import All, Any, Expression, Term

pytestmark = pytest.mark.django_db
COUNT = 4_000
RARE, COMMON = Term("prrare"), Term("preverywhere")
ASKED: dict[str, Expression] = {
    "rare": RARE,
    "beginning": Term("prrar", is_prefix=True),
    "both": All((RARE, COMMON), (Term("prodd"),)),
    "either": Any((RARE, Term("prsome"))),
}


@pytest.fixture(autouse=True)
def many(db: None) -> None:
    """Documents of which all have one word, every seventieth another and three a rare one."""
    engine().write((place, _terms(place)) for place in range(COUNT))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT gin_clean_pending_list('{TABLE}_gin')")  # as autovacuum does
            cursor.execute(f"ANALYZE {TABLE}")


def _terms(place: int) -> str:
    some = ["preverywhere", *(f"pn{place * 37 % 5_000 + number}" for number in range(60))]
    return " ".join(some + ["prsome"] * (place % 70 == 0) + ["prrare"] * (place in {5, 900, 2_000}))


def _plans(asked: Expression) -> Iterator[str]:
    with CaptureQueriesContext(connection) as queries:
        engine().find(asked, beyond=None, limit=50)
        engine().find(asked, beyond=3_000, limit=50, newest_first=False)
        engine().among(asked, list(range(1_000, 1_050)))
    explain = "EXPLAIN (COSTS OFF) " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    for query in list(queries):
        with connection.cursor() as cursor:
            cursor.execute(explain + query["sql"])
            yield "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL's plans")
@pytest.mark.parametrize("name", ASKED)
def test_postgresql_finds_by_gin_and_walks_by_place(name: str) -> None:
    plans = list(_plans(ASKED[name]))
    assert not [plan for plan in plans if f"Seq Scan on {TABLE}" in plan]
    near = [plan for plan in plans if "CTE near" in plan]
    assert len(near) == 2
    assert all(
        f"Index Scan using {TABLE}_pkey" in plan or f"Scan Backward using {TABLE}_pkey" in plan
        for plan in near
    )
    found = [plan for plan in plans if "CTE found" in plan]
    assert found
    assert all(f"Bitmap Index Scan on {TABLE}_gin" in plan for plan in found)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL's plans")
def test_postgresql_does_not_ask_gin_for_what_everything_has() -> None:
    assert not [plan for plan in _plans(COMMON) if f"{TABLE}_gin" in plan]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite's plans")
@pytest.mark.parametrize("name", ASKED)
def test_sqlite_asks_its_full_text_index_in_the_order_of_places(name: str) -> None:
    plans = list(_plans(ASKED[name]))
    assert len(plans) == 3
    for plan in plans:
        # "M1" is the match; ">" and "<" the bounds of the place. Nothing is sorted afterwards.
        assert f"SCAN {TABLE} VIRTUAL TABLE INDEX" in plan
        assert "M1" in plan
        assert "TEMP B-TREE" not in plan
