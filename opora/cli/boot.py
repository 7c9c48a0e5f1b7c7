"""Setting Django up for a command that needs the desk."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


def setup() -> None:
    """Loads settings and rooms. Raises EnvironmentRefused when an OPORA_* variable is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opora.conf.settings")
    import django

    django.setup()


@contextmanager
def prepared() -> Iterator[None]:
    """Inside, the desk can be used; afterwards its database connections are closed."""
    setup()
    from django.db import connections

    try:
        yield
    finally:
        connections.close_all()


@contextmanager
def ready() -> Iterator[None]:
    """As `prepared`, with the tables brought up to date first; a verb that refuses ends the command with its words."""
    with prepared():
        from opora.cli.preparation import prepare
        from opora.people.public import Refusal

        prepare()
        try:
            yield
        except Refusal as refusal:
            print(refusal.message, file=sys.stderr)
            sys.exit(1)


def end_with_parent(lifeline: int) -> None:
    """From now on this process stops (as by SIGTERM) when the pipe's other end closes: whoever started it is gone."""

    def watch() -> None:
        with contextlib.suppress(OSError):
            os.read(lifeline, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()
