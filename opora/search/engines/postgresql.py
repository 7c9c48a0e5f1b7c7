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
# Twice as many documents are looked at as matches are wanted. Where one in forty of them matches, it goes on like that.
WALK, ENOUGH = 2, 20


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

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {TABLE} WHERE NOT EXISTS "  # noqa: S608
                f"(SELECT 1 FROM search_document WHERE search_document.place = {TABLE}.place)"
            )

    def find(self, asked: Expression, *, beyond: int | None, limit: int, newest_first: bool = True) -> Found:
        sign, order = ("<", "DESC") if newest_first else (">", "ASC")
        where, values = ("true", []) if beyond is None else (f"place {sign} %s", [beyond])
        words = spelled(asked)
        window = WALK * limit
        near = self._rows(
            f"WITH near AS MATERIALIZED (SELECT place, terms FROM {TABLE} WHERE {where} "  # noqa: S608
            f"ORDER BY place {order} LIMIT {window}) "
            "SELECT place, (SELECT count(*) FROM near) FROM near WHERE terms @@ %s::tsquery "
            f"ORDER BY place {order}",
            [*values, words],
        )
        if len(near) * ENOUGH >= limit:
            places = [row[0] for row in near]
            return Found(places[:limit], is_all=near[0][1] < window and len(near) <= limit)
        # MATERIALIZED keeps the planner from walking all documents in the hope of a near match.
        rows = self._rows(
            f"WITH found AS MATERIALIZED (SELECT place FROM {TABLE} WHERE terms @@ %s::tsquery AND {where}) "  # noqa: S608
            f"SELECT place FROM found ORDER BY place {order} LIMIT %s",
            [words, *values, limit + 1],
        )
        return Found([row[0] for row in rows[:limit]], len(rows) <= limit)

    def subquery(self, asked: Expression) -> tuple[str, list[str]]:
        return f"SELECT place FROM {TABLE} WHERE terms @@ %s::tsquery", [spelled(asked)]  # noqa: S608

    def among(self, asked: Expression, places: Collection[int]) -> set[int]:
        rows = self._rows(
            f"SELECT place FROM {TABLE} WHERE place = ANY(%s) AND terms @@ %s::tsquery",  # noqa: S608
            [list(places), spelled(asked)],
        )
        return {row[0] for row in rows}

    def _rows(self, statement: str, values: list[int | str | list[int]]) -> list[tuple[int, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            rows: list[tuple[int, ...]] = cursor.fetchall()
            return rows


def spelled(asked: Expression) -> str:
    """The expression as a tsquery. Terms are letters and digits, so nothing in them can be an operator."""
    match asked:
        case Term(text, is_prefix):
            return f"'{text}':*" if is_prefix else f"'{text}'"
        case All(parts, without):
            return f"({' & '.join([*map(spelled, parts), *(f'!{spelled(part)}' for part in without)])})"
        case Any(parts):
            return f"({' | '.join(map(spelled, parts))})"
