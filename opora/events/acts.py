"""Acts: several verbs as one human gesture, in one transaction, with one cause and one undo."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_ACT: ContextVar[uuid.UUID | None] = ContextVar("opora_act", default=None)


def current_act() -> uuid.UUID:
    """The act under way, or a new one of its own for a single verb."""
    return _ACT.get() or uuid.uuid4()


@contextmanager
def one_act() -> Iterator[uuid.UUID]:
    """Groups all verbs called inside into one act and one transaction; inside another act it joins that one."""
    joined = _ACT.get()
    act = joined or uuid.uuid4()
    token = _ACT.set(act)
    try:
        with transaction.atomic():
            yield act
    finally:
        _ACT.reset(token)
