"""The engine of the database that is in use."""

from functools import cache

from django.db import connection

from opora.search.engines.engine import Engine
from opora.search.engines.mariadb import Mariadb
from opora.search.engines.postgresql import Postgresql
from opora.search.engines.sqlite import Sqlite

ENGINES: dict[str, type[Engine]] = {"sqlite": Sqlite, "postgresql": Postgresql, "mysql": Mariadb}


@cache
def engine() -> Engine:
    """This process's engine."""
    return ENGINES[connection.vendor]()
