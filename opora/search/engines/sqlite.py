"""SQLite: an FTS5 table whose rowid is the place, so that it walks documents in the order of lists by itself."""

from collections.abc import Collection, Iterable, Sequence

from django.db import connection

from opora.search.engines.engine import TABLE, Found
from opora.search.words.asking import All, Any, Expression, Term

# Terms are letters and digits by now, which the plainest tokenizer leaves as they are. No positions are kept: phrases
# are looked for in the documents' texts.
EACH_COSTS = 100
CREATE = f"CREATE VIRTUAL TABLE {TABLE} USING fts5(terms, tokenize='ascii', detail='none', columnsize=0)"


class Sqlite:
    """FTS5."""

    def create(self) -> Sequence[str]:
        return [CREATE]

    def write(self, documents: Iterable[tuple[int, str]]) -> None:
        rows = sorted(documents)  # FTS5 writes its buffer out whenever a rowid is lower than the one before
        self.remove([place for place, _terms in rows])
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {TABLE} (rowid, terms) VALUES (%s, %s)", rows)  # noqa: S608

    def remove(self, places: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(place,) for place in places])  # noqa: S608

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE rowid NOT IN (SELECT place FROM search_document)")  # noqa: S608

    def find(self, asked: Expression, *, beyond: int | None, limit: int, newest_first: bool = True) -> Found:
        sign, order = ("<", "DESC") if newest_first else (">", "ASC")
        where, values = ("", []) if beyond is None else (f" AND rowid {sign} %s", [beyond])
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s{where} ORDER BY rowid {order} LIMIT %s",  # noqa: S608
                [spelled(asked), *values, limit + 1],
            )
            places = [row[0] for row in cursor.fetchall()]
        return Found(places[:limit], len(places) <= limit)

    def subquery(self, asked: Expression) -> tuple[str, list[str]]:
        return f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [spelled(asked)]  # noqa: S608

    def among(self, asked: Expression, places: Collection[int]) -> set[int]:
        """All matches between the first and the last of them are looked at; where these are too many, each place.

        FTS5 begins anew for each place that it is asked about, which costs as much as reading hundreds of matches.
        """
        if not places:
            return set()
        left, words = set(places), spelled(asked)
        between = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid BETWEEN %s AND %s LIMIT {EACH_COSTS * len(left)}"  # noqa: S608, E501
        with connection.cursor() as cursor:
            cursor.execute(between, [words, min(left), max(left)])
            near = [row[0] for row in cursor.fetchall()]
            found = left.intersection(near)
            if len(near) < EACH_COSTS * len(left):
                return found
            rest = [place for place in left if place > near[-1]]
            cursor.execute(
                f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid IN ({','.join(map(str, rest))})",  # noqa: S608
                [words],
            )
            return found.union(row[0] for row in cursor.fetchall())


def spelled(asked: Expression) -> str:
    """The expression in FTS5's words. Terms are letters and digits, so nothing in them can be an operator."""
    match asked:
        case Term(text, is_prefix):
            return f'"{text}"*' if is_prefix else f'"{text}"'
        case All(parts, without):
            inside = f"({' AND '.join(map(spelled, parts))})"
            return f"({inside} NOT ({' OR '.join(map(spelled, without))}))" if without else inside
        case Any(parts):
            return f"({' OR '.join(map(spelled, parts))})"
