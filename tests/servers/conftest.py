"""Real mail servers for tests: an SMTP sink, Opora's own door, and Dovecot where the machine has it."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections

from opora.mail.doors.smtp import serve
from tests.conftest import needs
from tests.servers import dovecot, provider
from tests.servers.sink import Sink, free_port, listening


@pytest.fixture
def sink() -> Iterator[Sink]:
    """An SMTP server that keeps what it is given."""
    with listening() as made:
        yield made


@pytest.fixture
def door(transactional_db: None, settings: object, tmp_path: Path) -> Iterator[int]:
    """Opora's own mail door, open; the fixture is its port. The raw mails go to this test's own folder."""
    settings.MAIL_ROOT = str(tmp_path / "mail")  # type: ignore[attr-defined]
    port, stop, opened = free_port(), threading.Event(), threading.Event()
    thread = threading.Thread(target=_serve, args=(port, stop, opened), name="door", daemon=True)
    thread.start()
    assert opened.wait(10)
    yield port
    stop.set()
    thread.join(10)


@pytest.fixture
def imap() -> Iterator[dovecot.Dovecot]:
    """A Dovecot of this test's own, with one user."""
    needs("Dovecot", present=dovecot.is_here(), install="apt-get install dovecot-imapd dovecot-pop3d")
    with dovecot.running() as server:
        yield server


@pytest.fixture
def accounts() -> Iterator[provider.Provider]:
    """A provider of accounts, where one signs in with OAuth 2."""
    with provider.running() as made:
        yield made


@pytest.fixture
def imap_with_tokens(accounts: provider.Provider) -> Iterator[dovecot.Dovecot]:
    """A Dovecot that asks that provider about tokens."""
    needs("Dovecot", present=dovecot.is_here(), install="apt-get install dovecot-imapd dovecot-pop3d")
    with dovecot.running(accounts.url) as server:
        yield server


@pytest.fixture
def running() -> Iterator[Callable[[Callable[[threading.Event], None]], None]]:
    """Runs a service of the worker in a thread until the test ends."""
    stop, threads = threading.Event(), list[threading.Thread]()

    def start(service: Callable[[threading.Event], None]) -> None:
        thread = threading.Thread(target=_run, args=(service, stop), daemon=True)
        thread.start()
        threads.append(thread)

    yield start
    stop.set()
    for thread in threads:
        thread.join(10)


def _serve(port: int, stop: threading.Event, opened: threading.Event) -> None:
    asyncio.run(serve("127.0.0.1", port, stop, opened))
    connections.close_all()


def _run(service: Callable[[threading.Event], None], stop: threading.Event) -> None:
    try:
        service(stop)
    finally:
        connections.close_all()
