"""The real front on a real port, and a browser's end of a stream."""

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from opora.live.public import Front
from opora.people.models import Person
from tests.cast import Cast, build


@pytest.fixture
def cast(transactional_db: None, settings: Any, tmp_path: Any) -> Cast:
    """The small desk, committed: the server's threads must see it."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return build()


@pytest.fixture
def port(transactional_db: None) -> Iterator[int]:
    """Port of a running front."""
    server = uvicorn.Server(uvicorn.Config(Front(), port=0, log_config=None, lifespan="on", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
        assert thread.is_alive(), "the front did not start"
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    server.config.app.hub.close_from_signal()
    thread.join(20)
    assert not thread.is_alive(), "the front did not stop"


def session_of(person: Person) -> str:
    """The cookie of somebody who is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"opora_session={session.session_key}"


class Page:
    """An open stream, read message by message."""

    def __init__(self, port: int, cookie: str = "", last: int | None = None, method: str = "GET") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
        headers = {"Cookie": cookie} if cookie else {}
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        self.connection.request(method, "/live", headers=headers)
        self.response = self.connection.getresponse()
        self.position = 0

    @property
    def status(self) -> int:
        return self.response.status

    def block(self) -> list[str]:
        """The lines up to the next empty one; nothing at the end of the stream."""
        lines: list[str] = []
        while line := self.response.readline().decode().rstrip("\n"):
            lines.append(line)
        return lines

    def next(self) -> tuple[str, dict[str, Any]]:
        """The next message: its event and data; ("end", {}) when the stream is over. Heartbeats are passed over."""
        while True:
            lines = self.block()
            if not lines:
                return "end", {}
            fields = dict(line.split(": ", 1) for line in lines if not line.startswith(":"))
            if fields:
                self.position = int(fields["id"])
                return fields["event"], json.loads(fields["data"])

    def close(self) -> None:
        self.response.close()
        self.connection.close()


@pytest.fixture
def visit(port: int) -> Iterator[Callable[..., Page]]:
    """Opens a stream for somebody; all are closed in the end."""
    pages: list[Page] = []

    def open_page(person: Person | None = None, **more: Any) -> Page:
        page = Page(port, session_of(person) if person else "", **more)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()
