"""The queue of background jobs (huey): a file in the data folder, or Redis by `OPORA_REDIS_URL`.

Jobs are hints: what must happen is a row with a due time, a job makes it quick and a periodic sweep makes it certain.
Rooms declare theirs in `tasks.py`, which the worker finds by itself:

    @jobs.periodic_task(crontab(minute="*"))
    def sweep_outgoing() -> None:
        outgoing.sweep()
"""

import logging
import threading
from typing import Any

from django.db import close_old_connections
from django.utils.module_loading import autodiscover_modules
from huey import Huey, RedisHuey, SqliteHuey
from huey.consumer import Consumer

from opora.conf.environment import environment

log = logging.getLogger(__name__)
THREADS = 2
LONGEST_PAUSE = 1.0  # seconds between two looks into an idle queue


def _queue() -> Huey:
    env = environment()
    if env.redis_url:
        return RedisHuey("opora", url=env.redis_url, results=False)
    env.data.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("opora", filename=str(env.data / "jobs.sqlite3"), results=False, fsync=False)


jobs = _queue()


@jobs.pre_execute()  # type: ignore[untyped-decorator]
def _before(task: Any) -> None:
    close_old_connections()


@jobs.post_execute()  # type: ignore[untyped-decorator]
def _after(task: Any, result: Any, error: Any) -> None:
    close_old_connections()


class _Consumer(Consumer):  # type: ignore[misc]  # huey has no types
    """Huey's consumer inside our process: the signals are the worker's."""

    def _set_signal_handlers(self) -> None:
        pass


def run(stop: threading.Event) -> None:
    """Works through the queue and the periodic sweeps of all rooms until `stop` is set."""
    autodiscover_modules("tasks")
    consumer = _Consumer(
        jobs, workers=THREADS, max_delay=LONGEST_PAUSE, check_worker_health=True, shutdown_timeout=5
    )
    consumer.start()
    while not stop.wait(1.0):
        consumer.check_worker_health()
    consumer.stop(graceful=True)
