"""MariaDB: InnoDB's FULLTEXT in boolean mode.

It drops words of one or two letters and common English words, and knows + and - as operators: terms have a lane and a
stemmer's letter before them and are letters and digits only, so none of that concerns them. What one transaction
writes, others find after its commit, and it does not find it itself.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db import connection

from opora.search.engines.engine import TABLE, Found
from opora.search.words.asking import All, Any, Expression, Term

CREATE = (
    f"CREATE TABLE {TABLE} (place bigint PRIMARY KEY, terms longtext NOT NULL, FULLTEXT {TABLE}_words (terms)) "
    "ENGINE=InnoDB"
)


class Mariadb:
    """FULLTEXT."""

    def create(self) -> Sequence[str]:
        return [CREATE]

    def write(self, documents: Iterable[tuple[int, str]]) -> None:
        rows = list(documents)
        self.remove([place for place, _terms in rows])
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {TABLE} (place, terms) VALUES (%s, %s)", rows)  # noqa: S608

    def remove(self, places: Collection[int]) -> None:
        if places:
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {TABLE} WHERE place IN ({_listed(places)})")  # noqa: S608

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {TABLE} WHERE NOT EXISTS "  # noqa: S608
                f"(SELECT 1 FROM search_document WHERE search_document.place = {TABLE}.place)"
            )

    def find(self, asked: Expression, *, beyond: int | None, limit: int, newest_first: bool = True) -> Found:
        sign, order = ("<", "DESC") if newest_first else (">", "ASC")
        where, values = ("", []) if beyond is None else (f" AND place {sign} %s", [beyond])
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT place FROM {TABLE} WHERE MATCH (terms) AGAINST (%s IN BOOLEAN MODE){where} "  # noqa: S608
                f"ORDER BY place {order} LIMIT %s",
                [spelled(asked), *values, limit + 1],
            )
            places = [row[0] for row in cursor.fetchall()]
        return Found(places[:limit], len(places) <= limit)

    def subquery(self, asked: Expression) -> tuple[str, list[str]]:
        where = "MATCH (terms) AGAINST (%s IN BOOLEAN MODE)"
        return f"SELECT place FROM {TABLE} WHERE {where}", [spelled(asked)]  # noqa: S608

    def among(self, asked: Expression, places: Collection[int]) -> set[int]:
        if not places:
            return set()
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT place FROM {TABLE} WHERE MATCH (terms) AGAINST (%s IN BOOLEAN MODE) "  # noqa: S608
                f"AND place IN ({_listed(places)})",
                [spelled(asked)],
            )
            return {row[0] for row in cursor.fetchall()}


def spelled(asked: Expression) -> str:
    """The expression in boolean mode: + before each part that must be there."""
    match asked:
        case Term(text, is_prefix):
            return f"+{text}*" if is_prefix else f"+{text}"
        case All(parts, without):
            outside = [f"-{spelled(part).removeprefix('+')}" for part in without]
            return f"+({' '.join([*map(spelled, parts), *outside])})"
        case Any(parts):
            return f"+({' '.join(spelled(part).removeprefix('+') for part in parts)})"


def _listed(places: Iterable[int]) -> str:
    return ",".join(str(int(place)) for place in places)
