"""What every test stands on: settings of their own, a data folder that is thrown away, and no network but loopback."""

import atexit
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
import pytest

# Before Django reads its settings: tests never touch the data folder or the variables of whoever runs them.
_KEPT = {"OPORA_DATABASE_URL", "OPORA_TEST_DATABASE_URL", "OPORA_TEST_MARIADB_URL", "OPORA_TEST_REQUIRE"}
_DATA = Path(tempfile.mkdtemp(prefix="opora-tests-"))
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("OPORA_") and name not in _KEPT]:
    del os.environ[_name]
os.environ |= {
    "OPORA_DATA": str(_DATA),
    "OPORA_SECRET_KEY": "a key for tests and nothing else",
    "OPORA_LOG_LEVEL": "error",
    "OPORA_DNS_SERVERS": "off",
    "DJANGO_SETTINGS_MODULE": "opora.conf.settings",
}

from django.conf import settings  # noqa: E402 - reads what was just set

from opora.cli.preparation import PACKAGE, compile_translations  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; nothing here is secret
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real life: threads and processes meet on it as they do there.
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(_DATA / "test.sqlite3")
else:  # several people may run the tests on one database server
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_opora_{os.getpid()}"
    if settings.DATABASES["default"]["ENGINE"].endswith(
        "postgresql"
    ):  # a test's rows need not survive a power cut
        settings.DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"

# Words are compared in three languages, also in a fresh clone; pytest's first process does it before it starts others.
compile_translations(PACKAGE, PACKAGE)
django.setup()  # conftest files of rooms import models

from django.utils import translation  # noqa: E402

from tests import collecting  # noqa: E402 - Django must know its settings first

if TYPE_CHECKING:
    from tests.cast import Cast

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
FORGOTTEN = pytest.StashKey[list[str]]()
_connect = socket.socket.connect


def _connect_to_loopback(self: socket.socket, address: Any) -> None:
    host = address[0] if isinstance(address, tuple) else address
    if self.family in {socket.AF_INET, socket.AF_INET6} and host not in {"127.0.0.1", "::1", "localhost"}:
        raise RuntimeError(f"A test wanted to reach {host}: tests talk to loopback only.")
    _connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def loopback_only() -> Iterator[None]:
    """Nothing outside this machine is reached, by mistake least of all."""
    socket.socket.connect = _connect_to_loopback  # type: ignore[method-assign]
    yield
    socket.socket.connect = _connect  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Words are compared in English, whatever language an earlier request left behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Cast":
    """The small desk of tests/cast.py, with files in a folder of this test's own."""
    from opora.desk.public import settings as desk_settings
    from opora.events import remembering
    from tests.cast import build

    settings.MEDIA_ROOT = str(tmp_path / "files")
    desk_settings.forget_values()
    remembering.forget()
    # Read now and kept, so that counting queries does not depend on the clock; what changes a setting forgets them.
    monkeypatch.setattr(desk_settings, "FRESH_SECONDS", 3600.0)
    built = build()
    desk_settings.DESK_NAME.get()
    return built


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What uses no database need not run once for each."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if not fixtures & DATABASE_FIXTURES and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.once)


def pytest_configure(config: pytest.Config) -> None:
    collecting.begin(config)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    forgotten = collecting.end(session)
    if forgotten:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        session.config.stash[FORGOTTEN] = forgotten


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for path in config.stash.get(FORGOTTEN, []):
        terminalreporter.write_line(f"No test renders {path}", red=True)


def needs(what: str, *, present: bool, install: str) -> None:
    """Skips the test when a part of the machine is missing; where everything is required (CI), fails it."""
    if present:
        return
    reason = f"needs {what}; {install} brings it"
    if os.environ.get("OPORA_TEST_REQUIRE", "").lower() in {"yes", "true", "1", "on"}:
        pytest.fail(reason)
    pytest.skip(reason)
