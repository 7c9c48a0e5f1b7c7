"""The service “postman”: carries what is in the queue, a few mails at a time."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import close_old_connections, connection

from opora.mail.sending.deliver import deliver, due_keys, release_of_the_dead, renew
from opora.mail.sending.waking import queued

AT_ONCE = 4
LOOK_SECONDS = 2.0


def run(stop: threading.Event) -> None:
    """Until `stop`. New mails leave at once when they were queued in this process, else at the next look."""
    under_way: dict[int, Future[bool]] = {}
    release_of_the_dead()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="postman") as pool:
        while not stop.is_set():
            queued.clear()
            close_old_connections()
            under_way = {key: future for key, future in under_way.items() if not future.done()}
            renew(list(under_way))
            fresh = [key for key in due_keys() if key not in under_way][: AT_ONCE * 4 - len(under_way)]
            under_way |= {key: pool.submit(_carry, key) for key in fresh}
            if not fresh:
                queued.wait(LOOK_SECONDS)
            else:
                stop.wait(0.05)
        for future in under_way.values():
            future.cancel()


def _carry(key: int) -> bool:
    try:
        return deliver(key)
    finally:
        connection.close()
