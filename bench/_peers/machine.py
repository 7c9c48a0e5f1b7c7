"""What the machine must have, and this run's folder, ports and databases on it. Root on Debian gets the rest."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

ROOT = Path(__file__).parents[2]


class Missing(Exception):
    """Something is not here and cannot be installed; its words say what."""


def have_packages(*names: str) -> None:
    """Installs those Debian packages that are not here. Raises Missing where that cannot be done."""
    missing = [name for name in names if not _installed(name)]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing(f"These Debian packages are needed: {' '.join(missing)}")
    say(f"Installing {' '.join(missing)} …")
    own = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-y", "-qq", "--no-install-recommends", *missing]
    for words in (["update", "-qq"], install):
        subprocess.run(["apt-get", *words], check=True, stdout=subprocess.DEVNULL, env=own)


def _installed(name: str) -> bool:
    told = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Status}", name], capture_output=True, text=True, check=False
    )
    return told.returncode == 0 and told.stdout.endswith(" installed")


def version_of(package: str) -> str:
    """The version of an installed Debian package."""
    return subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True, check=True
    ).stdout


def free_port() -> int:
    """A port of the loopback nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def say(words: str) -> None:
    """What goes on, beside the report."""
    print(words, file=sys.stderr, flush=True)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of the run, removed in the end; servers that change their user may look into it."""
    path = Path(tempfile.mkdtemp(prefix="opora-peers-"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL on this machine in which databases may be made."""

    address: str

    def address_of(self, database: str) -> str:
        """As libpq wants it."""
        return make_conninfo(self.address, dbname=database)

    def parts(self) -> dict[str, str]:
        """host, port, user and password, each possibly empty."""
        told = conninfo_to_dict(self.address)
        return {key: str(told.get(key) or "") for key in ("host", "port", "user", "password")}

    def make(self, database: str) -> None:
        """An empty database of that name, whatever was there."""
        self.drop(database)
        self._do("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0", database)

    def drop(self, database: str) -> None:
        """The database is gone."""
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def ask(self, database: str, question: str) -> list[tuple[object, ...]]:
        """The rows of one question."""
        with psycopg.connect(self.address_of(database), autocommit=True) as connection:
            return connection.execute(question.encode()).fetchall()

    def change(self, database: str, command: str) -> None:
        """One command that gives no rows."""
        with psycopg.connect(self.address_of(database), autocommit=True) as connection:
            connection.execute(command.encode())

    def backends(self, database: str) -> list[int]:
        """Processes that serve this database, without the one that is asking."""
        question = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        with psycopg.connect(self.address, autocommit=True) as connection:
            return [row[0] for row in connection.execute(question, [database])]

    def version(self) -> str:
        """Its number."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            return f"{connection.info.server_version // 10_000}.{connection.info.server_version % 10_000}"

    def _do(self, words: str, database: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(sql.SQL(words).format(sql.Identifier(database)))


def postgresql() -> Server:
    """The server here, installed and started if it must be. Raises Missing."""
    for prepare in (lambda: None, _install_postgresql):
        prepare()
        finder: Sequence[str] = [sys.executable, str(ROOT / "bin" / "find-postgresql")]
        address = subprocess.run(finder, capture_output=True, text=True, check=False).stdout.strip()
        if address:
            return Server(address)
    raise Missing("No PostgreSQL answers here in which a database may be made.")


def _install_postgresql() -> None:
    have_packages("postgresql")
    script = 'say() { echo "$*" >&2; }; . bin/machine.sh; start_postgresql'
    subprocess.run(["sh", "-c", script], cwd=ROOT, check=False)
