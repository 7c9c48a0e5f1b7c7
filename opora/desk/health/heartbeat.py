"""The worker says that it lives; without it nothing is fetched, sent or watched."""

import os
import socket
import threading
from datetime import timedelta

from opora.conf import services
from opora.desk.models import Heartbeat
from opora.events.public import clock

WORKER = "worker:"
EXAMINED = "examined"
PAUSE = 15.0
# A worker that has said nothing for so long is gone, or hangs.
SILENT = timedelta(seconds=90)
KEPT = timedelta(days=1)


def run(stop: threading.Event) -> None:
    """Says so every quarter of a minute, for as long as the worker runs."""
    Heartbeat.objects.filter(name__startswith=WORKER, at__lt=clock.now() - KEPT).delete()
    while not stop.is_set():
        beat()
        stop.wait(PAUSE)


def beat() -> None:
    """Says it once."""
    said = {"at": clock.now(), "troubles": services.troubles()}
    Heartbeat.objects.update_or_create(name=own(), defaults=said)


def own() -> str:
    """This process."""
    return f"{WORKER}{socket.gethostname()[:80]}:{os.getpid()}"


def living() -> list[Heartbeat]:
    """The workers that spoke lately; one query."""
    return list(Heartbeat.objects.filter(name__startswith=WORKER, at__gt=clock.now() - SILENT))
