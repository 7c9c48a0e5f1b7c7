"""The service “postman”: carries what is in the queue, some mails at a time, no server more than it bears."""

import threading
import time
from collections import Counter, deque
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connection

from opora.desk.models import Mailbox
from opora.mail.sending.carrying import outcome
from opora.mail.sending.carrying.claiming import Claimed, claim, due, release_of_the_dead, renew
from opora.mail.sending.carrying.delays import tell_delayed
from opora.mail.sending.carrying.deliver import carry
from opora.mail.sending.servers.route import Road, Route
from opora.mail.sending.servers.sessions import sessions
from opora.mail.sending.waking import queued

# Threads; a server that hangs takes as many of them as it may have sessions. Mails read ahead for each session.
AT_ONCE, AHEAD = 24, 3
LOOK_SECONDS = 2.0
# Roads change when an administrator changes them: the postman looks again after so many seconds.
FRESH_SECONDS = 5.0
SWEEP_SECONDS = 30.0
GRACE_SECONDS = 15.0


class Postman:
    """What is ready and what is being carried on each road. `look` is called by one thread, the rest by those of the
    pool."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._ready: dict[Road, deque[Claimed]] = {}
        self._carried: dict[int, Claimed] = {}
        self._workers: Counter[Road] = Counter()
        self._roads: dict[int | None, tuple[Road, int]] = {}
        self._read_at = self._swept_at = float("-inf")
        self.is_over = False

    def look(self) -> bool:
        """Takes what is due and has room; whether there was anything."""
        self._keep_up()
        with self._lock:
            taken = Counter({road: len(ready) for road, ready in self._ready.items()})
        full = {box for box, (road, most) in self._roads.items() if box and taken[road] >= most * AHEAD}
        keys = []
        for key, mailbox in due(AT_ONCE * AHEAD, without=full):
            road, most = self._road(mailbox)
            if taken[road] < most * AHEAD and key not in self._carried:
                taken[road] += 1
                keys.append(key)
        found = claim(keys)
        with self._lock:
            for one in found:
                self._ready.setdefault(self._road(one.mail.mailbox_id)[0], deque()).append(one)
            self._start()
        return bool(found)

    def stop(self) -> None:
        """What was not begun goes back into the queue; what is being handed over gets some seconds to end."""
        with self._lock:
            self.is_over = True
            left = [one for ready in self._ready.values() for one in ready]
            self._ready.clear()
        for one in left:
            outcome.give_back(one.mail)
        end = time.monotonic() + GRACE_SECONDS
        while self._carried and time.monotonic() < end:
            time.sleep(0.05)
        sessions.cut()

    def _road(self, mailbox: int | None) -> tuple[Road, int]:
        return self._roads.get(mailbox, (Road(None, mailbox), 1))

    def _start(self) -> None:
        """Sets threads to work, at each road no more than it bears; under the lock."""
        bears = dict(self._roads.values())
        for road, ready in self._ready.items():
            wanted = min(len(ready), bears.get(road, 1) - self._workers[road])
            for _worker in range(max(0, min(wanted, AT_ONCE - self._workers.total()))):
                self._workers[road] += 1
                self._pool.submit(self._work, road)

    def _work(self, road: Road) -> None:
        """Carries what is ready for a road until nothing is."""
        try:
            while (one := self._next(road)) is not None:
                try:
                    carry(one)
                finally:
                    with self._lock:
                        self._carried.pop(one.mail.pk, None)
                queued.set()
        finally:
            with self._lock:
                self._workers[road] -= 1
            connection.close()

    def _next(self, road: Road) -> Claimed | None:
        with self._lock:
            ready = self._ready.get(road)
            if self.is_over or not ready:
                return None
            one = ready.popleft()
            self._carried[one.mail.pk] = one
            return one

    def _keep_up(self) -> None:
        now = time.monotonic()
        if now - self._read_at > FRESH_SECONDS:
            self._read_at = now
            self._roads = roads()
            with self._lock:
                waiting = [one.mail.pk for ready in self._ready.values() for one in ready]
                mine = [*self._carried, *waiting]
            renew(mine)
            sessions.tidy()
        if now - self._swept_at > SWEEP_SECONDS:
            self._swept_at = now
            release_of_the_dead()
            tell_delayed()


def run(stop: threading.Event) -> None:
    """Until `stop`. New mails leave at once when they were queued in this process, else at the next look."""
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="postman") as pool:
        postman = Postman(pool)
        try:
            while not stop.is_set():
                queued.clear()
                close_old_connections()
                if not postman.look():
                    queued.wait(LOOK_SECONDS)
        finally:
            postman.stop()
    sessions.close()


def roads() -> dict[int | None, tuple[Road, int]]:
    """The road of each mailbox, and how many mails it bears at once."""
    found: dict[int | None, tuple[Road, int]] = {}
    for mailbox in Mailbox.objects.select_related("out_server"):
        route = Route.of(mailbox)
        found[mailbox.pk] = (route.road, route.sessions)
    return found
