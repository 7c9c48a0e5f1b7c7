"""Setting Django up for a command that needs the desk."""

import os
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
