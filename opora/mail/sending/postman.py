"""The service “postman”: carries what is in the queue, some mails at a time, no server more than it bears."""

import threading
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import close_old_connections

from opora.desk.models import Mailbox
from opora.mail.sending.delays import tell_delayed
from opora.mail.sending.deliver import deliver, due, release_of_the_dead, renew
from opora.mail.sending.servers.route import Road, Route
from opora.mail.sending.servers.sessions import sessions
from opora.mail.sending.waking import queued

AT_ONCE = 24
LOOK_SECONDS = 2.0
# Roads change when an administrator changes them: the postman looks again after so many seconds.
FRESH_SECONDS = 5.0
SWEEP_SECONDS = 30.0


class Postman:
    """What is under way, by mail, and how many mails each road bears at once."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._under_way: dict[int, tuple[Road, Future[bool]]] = {}
        self._roads: dict[int | None, tuple[Road, int]] = {}
        self._read_at = self._swept_at = float("-inf")

    def look(self) -> bool:
        """Takes what is due and has room; whether there was anything."""
        self._under_way = {key: one for key, one in self._under_way.items() if not one[1].done()}
        self._keep_up()
        busy = Counter(road for road, _future in self._under_way.values())
        room = AT_ONCE - len(self._under_way)
        full = {box for box, (road, most) in self._roads.items() if box and busy[road] >= most}
        found = False
        for key, mailbox in due(AT_ONCE * 2, without=full) if room > 0 else []:
            road, most = self._roads.get(mailbox, (Road(None, mailbox), 1))
            if key not in self._under_way and busy[road] < most and room > 0:
                busy[road] += 1
                room -= 1
                self._under_way[key] = (road, self._pool.submit(deliver_and_wake, key))
                found = True
        return found

    def stop(self) -> None:
        """What was not begun is left in the queue."""
        for _road, future in self._under_way.values():
            future.cancel()

    def _keep_up(self) -> None:
        now = time.monotonic()
        if now - self._read_at > FRESH_SECONDS:
            self._read_at = now
            self._roads = roads()
            renew(list(self._under_way))
            sessions.tidy()
        if now - self._swept_at > SWEEP_SECONDS:
            self._swept_at = now
            release_of_the_dead()
            tell_delayed()


def run(stop: threading.Event) -> None:
    """Until `stop`. New mails leave at once when they were queued in this process, else at the next look."""
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="postman") as pool:
        postman = Postman(pool)
        while not stop.is_set():
            queued.clear()
            close_old_connections()
            if not postman.look():
                queued.wait(LOOK_SECONDS)
        postman.stop()
    sessions.close()


def roads() -> dict[int | None, tuple[Road, int]]:
    """The road of each mailbox, and how many mails it bears at once; two queries."""
    found: dict[int | None, tuple[Road, int]] = {}
    for mailbox in Mailbox.objects.select_related("out_server"):
        route = Route.of(mailbox)
        found[mailbox.pk] = (route.road, route.sessions)
    return found


def deliver_and_wake(key: int) -> bool:
    """Carries one mail in a thread of the pool, then has the postman look what may follow."""
    try:
        return deliver(key)
    finally:
        close_old_connections()
        queued.set()
