"""The time as the desk sees it: now, or the moment that an import, the demo or a test says it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_MOMENT: ContextVar[datetime | None] = ContextVar("opora_moment", default=None)


def now() -> datetime:
    """The present moment, UTC, aware."""
    return _MOMENT.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, everything happens at that (aware) moment: for imports and the demo desk."""
    token = _MOMENT.set(moment)
    try:
        yield
    finally:
        _MOMENT.reset(token)
