"""The service “search index”: goes on with a rebuild, and makes documents anew when something in them has left."""

import threading

from django.db import close_old_connections

from opora.events.public import clock
from opora.search.indexing.keeping import refresh
from opora.search.indexing.rebuilding import step
from opora.search.models import Document

LOOK_SECONDS = 1.0
AT_ONCE = 100


def run(stop: threading.Event) -> None:
    """Runs until told to stop."""
    while not stop.is_set():
        busy = step()
        busy = refresh_due() or busy
        if not busy:
            close_old_connections()
            stop.wait(LOOK_SECONDS)


def refresh_due() -> bool:
    """Makes those documents anew whose time has come; whether there were any."""
    due = Document.objects.filter(again_at__lte=clock.now()).order_by("again_at")
    keys = list(due.values_list("pk", flat=True)[:AT_ONCE])
    refresh(keys)
    return bool(keys)
