"""A process of the crash test: it forks a worker that runs the readers, and kills it in the midst of its work.

It speaks with the test on standard input and output: a line in says how many effects to wait for, a line out says
how the worker ended. Forking a process that has Django loaded makes 200 restarts a matter of seconds.
"""

import os
import random
import select
import signal
import sys
import threading
import time
from collections.abc import Sequence

import django

django.setup()

from django.db import connection  # noqa: E402 - after set-up

from opora.events import readers  # noqa: E402
from opora.events.models import Event  # noqa: E402

TABLE = "test_effect"
PATIENCE, SILENCE = 5.0, 0.2


class Effects(readers.Reader):
    """One row for each event; without a unique key, so that a repetition would be seen."""

    name = "test_effects"
    batch = 3

    def __init__(self, told: int) -> None:
        self.told = told

    def follow(self, events: Sequence[Event]) -> None:
        with connection.cursor() as cursor:
            for event in events:
                cursor.execute(f"INSERT INTO {TABLE} (event) VALUES (%s)", [event.pk])
                os.write(self.told, b".")


def work(told: int) -> None:
    readers._READERS.clear()
    readers.announce(Effects(told))
    readers.POLL_SECONDS = 0.005
    readers.run_readers(threading.Event())


def one_life(effects: int, luck: random.Random) -> int:
    """A worker from its birth to its death by kill -9 after about so many effects; how it ended."""
    hear, told = os.pipe()
    worker = os.fork()
    if worker == 0:
        work(told)
    seen = 0
    while seen < effects and select.select([hear], [], [], SILENCE if seen else PATIENCE)[0]:
        seen += len(os.read(hear, effects - seen))
    time.sleep(luck.random() * 0.004)
    os.kill(worker, signal.SIGKILL)
    os.close(hear)
    os.close(told)
    return os.waitpid(worker, 0)[1]


if __name__ == "__main__":
    luck = random.Random(20260531)
    for line in sys.stdin:
        print(one_life(int(line), luck), flush=True)
