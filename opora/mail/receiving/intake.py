"""The service “intake”: takes in what the doors have kept, and tries again what failed when its time has come."""

import threading

from django.db import close_old_connections

from opora.mail.receiving.receive import arrived
from opora.mail.receiving.take_in import release_of_the_dead, take_in_due

LOOK_SECONDS = 1.0


def run(stop: threading.Event) -> None:
    """Until `stop`. Mails kept by this process are taken in at once, those of the pipe at the next look."""
    release_of_the_dead()
    while not stop.is_set():
        arrived.clear()
        close_old_connections()
        if not take_in_due():
            arrived.wait(LOOK_SECONDS)
