"""Long-lived services: what the worker runs beside its jobs for as long as it lives (mail doors, followers of the log).

A room announces its services in apps.py; the worker starts each in a thread of its own and starts it again, after a
rest that doubles, when it dies. Jobs that come and go belong in `opora.conf.jobs`.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connections

log = logging.getLogger(__name__)
FIRST_REST = 1.0
LONGEST_REST = 60.0
# A service that failed as often as this, and not longer ago than that, is in trouble.
OFTEN, LATELY = 3, 2 * LONGEST_REST
_SERVICES: dict[str, "Service"] = {}
_failures: dict[str, tuple[int, float, str]] = {}


@dataclass(frozen=True)
class Service:
    """Something that runs until `stop` is set, looking at it at least once a second, and returns soon after."""

    name: str
    run: Callable[[threading.Event], None]


def announce(service: Service) -> None:
    """Registers a service of the worker. Called from a room's apps.py; one of the same name is replaced."""
    _SERVICES[service.name] = service


def announced() -> list[Service]:
    """All announced services."""
    return list(_SERVICES.values())


def troubles() -> dict[str, str]:
    """Services of this process that fail again and again, each with what was said last."""
    latest = time.monotonic() - LATELY
    return {name: words for name, (count, at, words) in _failures.items() if count >= OFTEN and at > latest}


def _failed(name: str, error: Exception) -> None:
    count, at, _words = _failures.get(name, (0, 0.0, ""))
    count = count if at > time.monotonic() - LATELY else 0
    _failures[name] = (count + 1, time.monotonic(), f"{type(error).__name__}: {error}"[:500])


def start(services: list[Service], stop: threading.Event) -> list[threading.Thread]:
    """Starts each service in its own thread and keeps it running until `stop` is set."""
    threads = [
        threading.Thread(target=keep, args=(service, stop), name=service.name, daemon=True)
        for service in services
    ]
    for thread in threads:
        thread.start()
    return threads


def keep(service: Service, stop: threading.Event) -> None:
    """Runs one service until `stop` is set; when it fails or returns early, again after 1, 2, 4 … 60 seconds."""
    rest = FIRST_REST
    while not stop.is_set():
        began = time.monotonic()
        try:
            service.run(stop)
        except (
            OSError
        ) as error:  # a port that is taken, a network that is away: the place in our code says nothing
            _failed(service.name, error)
            log.error("%s failed (%s) and starts again in %.0f s", service.name, error, rest)
        except Exception as error:
            _failed(service.name, error)
            log.exception("%s failed and starts again in %.0f s", service.name, rest)
        finally:
            connections.close_all()
        if time.monotonic() - began > LONGEST_REST:
            rest = FIRST_REST
        stop.wait(rest)
        rest = min(rest * 2, LONGEST_REST)
