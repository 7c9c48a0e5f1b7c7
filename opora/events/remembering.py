"""What was worked out from the desk, kept in this process for as long as the desk stands as it stood then.

Every change of the desk is an event, so the place of the log says whether anything has changed: nothing that is
remembered outlives a change, of permissions least of all. What changes without an event (a mark of health) is worked
out anew after two seconds, as settings are.
"""

import math
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from django.db import connection

T = TypeVar("T")
FRESH_SECONDS = 2.0
# Asked by every page, therefore without Django's own way of putting it together. The second figure counts what is
# committed and has no position yet; both only grow, but for the second when the first does.
_WHERE = """
    SELECT (SELECT last FROM event_numbering WHERE id = 1), (SELECT COUNT(*) FROM event WHERE position IS NULL)
"""


@dataclass(frozen=True)
class _Kept:
    standing: tuple[Any, ...]
    since: float
    values: dict[Hashable, Any] = field(default_factory=dict)


_kept = _Kept((), -math.inf)


def remember(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gave for this key since the last change, or gives now. Nobody may change the value; one query.

    Inside a transaction nothing is kept: what it sees may never come true.
    """
    if connection.in_atomic_block:
        return make()
    values = _values()
    if key not in values:
        values[key] = make()
    return cast(T, values[key])


def forget() -> None:
    """Remembers nothing any more. For tests, whose logs begin anew."""
    global _kept
    _kept = _Kept((), -math.inf)


def _values() -> dict[Hashable, Any]:
    """Of the log's present place. Whoever read an older place puts what they make where nobody looks for it."""
    global _kept
    with connection.cursor() as cursor:
        cursor.execute(_WHERE)
        standing = cursor.fetchone()
    kept = _kept
    if kept.standing != standing or time.monotonic() - kept.since > FRESH_SECONDS:
        _kept = kept = _Kept(standing, time.monotonic())
    return kept.values
