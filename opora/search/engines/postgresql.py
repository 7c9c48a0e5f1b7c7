"""PostgreSQL: a tsvector with a GIN index.

GIN gives its matches in no order. For a word that many documents have, all of them would be read only to show fifty; so
the newest documents are looked at first, one after the other, and GIN is asked when too few of them match.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db import connection

from opora.search.engines.engine import TABLE, Found
from opora.search.words.asking import All, Any, Expression, Term

CREATE = [
    f"CREATE TABLE {TABLE} (place bigint PRIMARY KEY, terms tsvector NOT NULL)",
    f"CREATE INDEX {TABLE}_gin ON {TABLE} USING gin (terms)",
]
# So many documents are looked at first. A word in one document of forty fills a page of fifty from them.
WALK = 2_000
ENOUGH = 60


class Postgresql:
    """tsvector and GIN."""

    def create(self) -> Sequence[str]:
        return CREATE

    def write(self, documents: Iterable[tuple[int, str]]) -> None:
        rows = list(documents)
        places, terms = [place for place, _terms in rows], [text for _place, text in rows]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} (place, terms) "  # noqa: S608
                "SELECT place, array_to_tsvector(string_to_array(terms, ' ')) "
                "FROM unnest(%s::bigint[], %s::text[]) AS made (place, terms) "
                "ON CONFLICT (place) DO UPDATE SET terms = excluded.terms",
                [places, terms],
            )

    def remove(self, places: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE place = ANY(%s)", [list(places)])  # noqa: S608

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {TABLE}")

    def find(self, asked: Expression, *, beyond: int | None, limit: int, newest_first: bool = True) -> Found:
        sign, order = ("<", "DESC") if newest_first else (">", "ASC")
        where, values = ("true", []) if beyond is None else (f"place {sign} %s", [beyond])
        words = spelled(asked)
        near = self._rows(
            f"SELECT place FROM (SELECT place, terms FROM {TABLE} WHERE {where} "  # noqa: S608
            f"ORDER BY place {order} LIMIT {WALK}) AS near WHERE terms @@ %s::tsquery ORDER BY place {order}",
            [*values, words],
        )
        if len(near) >= min(limit, ENOUGH):
            return Found(near[:limit], is_all=False)
        # MATERIALIZED keeps the planner from walking all documents in the hope of a near match.
        places = self._rows(
            f"WITH found AS MATERIALIZED (SELECT place FROM {TABLE} WHERE terms @@ %s::tsquery AND {where}) "  # noqa: S608
            f"SELECT place FROM found ORDER BY place {order} LIMIT %s",
            [words, *values, limit + 1],
        )
        return Found(places[:limit], len(places) <= limit)

    def among(self, asked: Expression, places: Collection[int]) -> set[int]:
        return set(
            self._rows(
                f"SELECT place FROM {TABLE} WHERE place = ANY(%s) AND terms @@ %s::tsquery",  # noqa: S608
                [list(places), spelled(asked)],
            )
        )

    def _rows(self, statement: str, values: list[int | str | list[int]]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return [row[0] for row in cursor.fetchall()]


def spelled(asked: Expression) -> str:
    """The expression as a tsquery. Terms are letters and digits, so nothing in them can be an operator."""
    match asked:
        case Term(text, is_prefix):
            return f"'{text}':*" if is_prefix else f"'{text}'"
        case All(parts):
            return f"({' & '.join(map(spelled, parts))})"
        case Any(parts):
            return f"({' | '.join(map(spelled, parts))})"
