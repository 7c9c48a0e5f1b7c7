"""Opening a stream: who asks, from where they resume, what they missed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from types import SimpleNamespace
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections, connection

from opora.events.public import number_committed
from opora.live.changes import since
from opora.live.hub import Stream
from opora.live.viewer import Viewer, viewer_of

# Further back than this a page is quicker drawn anew than brought up to date.
FURTHEST_BACK = 1000
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Opening:
    """A stream that may begin. `too_old`: the page must load itself again."""

    stream: Stream
    too_old: bool = False


def _connection_given_back(function: Callable[P, R]) -> Callable[P, R]:
    """These calls run in threads that come and go: a connection left open in one would never be closed."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        close_old_connections()
        try:
            return function(*args, **kwargs)
        finally:
            if not connection.in_atomic_block:  # never outside tests
                connection.close()

    return wrapped


@_connection_given_back
def open(session_key: str, last_event_id: str) -> Opening | int:
    """The stream for the owner of a session, or the status to refuse with (401: not signed in, 403: not staff)."""
    viewer = _viewer(session_key)
    if isinstance(viewer, int):
        return viewer
    top = number_committed()
    if not last_event_id:
        return Opening(Stream(viewer, top))
    told = (
        int(last_event_id)
        if last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) < 19
        else -1
    )
    if not top - FURTHEST_BACK <= told <= top or told < 0:
        return Opening(Stream(viewer, top), too_old=True)
    stream = Stream(viewer, told)
    stream.offer(since(told))
    return Opening(stream)


@_connection_given_back
def reopen(stream: Stream, session_key: str) -> bool:
    """Looks again what the reader may see, after somebody's access changed; False when they may not read any more."""
    stream.stale = False
    viewer = _viewer(session_key)
    if isinstance(viewer, int):
        return False
    stream.viewer = viewer
    return True


def _viewer(session_key: str) -> Viewer | int:
    if not session_key:
        return 401
    store = import_module(settings.SESSION_ENGINE).SessionStore
    person = get_user(SimpleNamespace(session=store(session_key)))  # type: ignore[arg-type]
    if not person.is_authenticated or not person.is_active:
        return 401
    return viewer_of(person) or 403
