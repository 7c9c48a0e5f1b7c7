"""Queries that pages ask over and over: Django composes the SQL once, later only the values change.

Composing costs three to ten times as much as a small query itself. Rows, converters and related objects are Django's
own work each time; nothing of what was found is kept.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

R = TypeVar("R")
Value = int | str | Sequence[int]

# Stand for the values while the SQL is composed: no id is so large, no word so odd.
_NUMBER, _WORD = 2**62, "\x1aprepared:"


class Prepared(Generic[R]):
    """A query as a function of ids and words: `Prepared(lambda ticket: Draft.objects.filter(ticket=ticket))`.

    `make` must build the same queryset whatever the values are, without prefetch_related. A sequence of ids is for
    `__in`; where it is empty nothing is found and nothing asked.
    """

    def __init__(self, make: Callable[..., "QuerySet[Any, R]"]) -> None:
        self._make = make

    def __call__(self, *values: Value) -> list[R]:
        """What it finds for these values now; one query."""
        given = [value if isinstance(value, int | str) else _padded(value) for value in values]
        if [] in given:
            return []
        shape = tuple(len(value) if isinstance(value, list) else type(value) for value in given)
        known = connections[DEFAULT_DB_ALIAS].__dict__.setdefault("opora_prepared", {})
        composed: _Composed[R] | None = known.get((self, shape))
        if composed is None:
            composed = known[self, shape] = _Composed(self._make(*_stand_ins(given)))
        return composed.ask(
            [one for value in given for one in (value if isinstance(value, list) else [value])]
        )


class _Composed(Generic[R]):
    """The SQL for one shape of values, on one connection, and Django's reader of its rows."""

    def __init__(self, queryset: "QuerySet[Any, R]") -> None:
        self._compiler = queryset.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
        self._sql, self._parameters = self._compiler.as_sql()
        queryset.query.get_compiler = lambda *args, **kwargs: self._compiler  # type: ignore[method-assign]
        self._rows: Any = queryset._iterable_class(cast(Any, queryset))

    def ask(self, values: Sequence[int | str]) -> list[R]:
        bound = tuple(one if (place := _place(one)) is None else values[place] for one in self._parameters)
        self._compiler.as_sql = lambda *args, **kwargs: (self._sql, bound)
        return [*self._rows]


def _padded(ids: Sequence[int]) -> list[int]:
    """As many as the next power of two, the last one repeated: so there are few shapes."""
    missing = (1 << (len(ids) - 1).bit_length()) - len(ids) if ids else 0
    return [*ids, *[ids[-1]] * missing] if missing else list(ids)


def _stand_ins(given: Sequence[int | str | list[int]]) -> list[Any]:
    made: list[Any] = []
    place = 0
    for value in given:
        if isinstance(value, list):
            made.append([_NUMBER + place + more for more in range(len(value))])
            place += len(value)
        else:
            made.append(_NUMBER + place if isinstance(value, int) else f"{_WORD}{place}")
            place += 1
    return made


def _place(parameter: object) -> int | None:
    """Which of the values a parameter stands for; None for one that is what it is."""
    if isinstance(parameter, int):
        return parameter - _NUMBER if parameter >= _NUMBER else None
    if isinstance(parameter, str) and parameter.startswith(_WORD):
        return int(parameter.removeprefix(_WORD))
    return None
