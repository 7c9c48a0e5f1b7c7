"""The service “search index”: goes on with a rebuild, and makes documents anew when something in them has left."""

import threading
from collections.abc import Collection

from django.db import close_old_connections

from opora.events.public import clock
from opora.search.indexing.keeping import refresh
from opora.search.indexing.rebuilding import step
from opora.search.models import Document

LOOK_SECONDS = 1.0
AT_ONCE = 100
CHUNK = 500


def run(stop: threading.Event) -> None:
    """Runs until told to stop."""
    while not stop.is_set():
        busy = step()
        busy = refresh_due() or busy
        if not busy:
            close_old_connections()
            stop.wait(LOOK_SECONDS)


def refresh_all(tickets: Collection[int]) -> None:
    """Makes these documents anew: a few at once, very many (a file that hangs on every answer) one after the other."""
    if len(tickets) <= AT_ONCE:
        refresh(tickets)
        return
    keys = sorted(tickets)
    for begin in range(0, len(keys), CHUNK):
        Document.objects.filter(pk__in=keys[begin : begin + CHUNK]).update(again_at=clock.now())


def refresh_due() -> bool:
    """Makes those documents anew whose time has come; whether there were any."""
    due = Document.objects.filter(again_at__lte=clock.now()).order_by("again_at")
    keys = list(due.values_list("pk", flat=True)[:AT_ONCE])
    refresh(keys)
    return bool(keys)
