"""How the queue tells the postman of this process that there is something to carry."""

import threading

queued = threading.Event()


def wake() -> None:
    """There is something in the queue."""
    queued.set()
