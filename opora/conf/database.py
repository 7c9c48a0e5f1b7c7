"""Database settings for Django from one URL."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ENGINES = {
    "sqlite": "django.db.backends.sqlite3",
    "postgres": "django.db.backends.postgresql",
    "postgresql": "django.db.backends.postgresql",
    "mysql": "opora.conf.mariadb",
    "mariadb": "opora.conf.mariadb",
}
# WAL lets readers work beside one writer; IMMEDIATE takes the write lock at BEGIN, so that two writers wait for
# each other instead of failing half way ("database is locked"); 20 s is how long a writer waits.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=67108864;"
    ),
}
# As the other two are: what does not fit is refused and never cut short, each statement sees what was committed before
# it, times are UTC, and 20 s is how long a writer waits for another one.
MARIADB_OPTIONS = {
    "charset": "utf8mb4",
    "sql_mode": "TRADITIONAL",
    "isolation_level": "read committed",
    "init_command": "SET time_zone = '+00:00', innodb_lock_wait_timeout = 20",
}


def from_url(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for a `sqlite:///path`, `postgres://…` or `mysql://…` address."""
    parts = urlsplit(url)
    engine = ENGINES[parts.scheme]
    if parts.scheme == "sqlite":
        return {
            "ENGINE": engine,
            "NAME": unquote(parts.path[1:]) or ":memory:",
            "OPTIONS": dict(SQLITE_OPTIONS),
            "CONN_MAX_AGE": 600,
        }
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if engine == ENGINES["mariadb"]:
        options = MARIADB_OPTIONS | {name: _typed(value) for name, value in options.items()}
    return {
        "ENGINE": engine,
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def _typed(value: str) -> Any:
    """PyMySQL wants numbers and truths as such: `connect_timeout=5`, `ssl_verify_cert=true`."""
    if value.isdigit():
        return int(value)
    return {"true": True, "false": False}.get(value.lower(), value)


@contextmanager
def durably() -> Iterator[None]:
    """Inside, a commit survives a power cut, not only a crash: on SQLite in WAL mode it otherwise may not."""
    from django.db import connection

    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
