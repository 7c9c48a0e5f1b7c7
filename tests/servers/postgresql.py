"""A PostgreSQL database of a test's own, for processes that are started by it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

FIND = Path(__file__).resolve().parents[2] / "bin" / "find-postgresql"


@cache
def _server() -> str:
    return subprocess.run([sys.executable, str(FIND)], capture_output=True, text=True, check=False).stdout


def is_here() -> bool:
    """Whether there is a server on which databases may be made."""
    return bool(_server())


@contextmanager
def a_database() -> Iterator[str]:
    """Its address; it is gone afterwards."""
    name = f"opora_of_a_test_{os.getpid()}"
    with psycopg.connect(_server(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        try:
            yield urlunsplit(urlsplit(_server())._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
