"""Pages behind the front, over a real port: the whole of HTTP that a WSGI application may rely on."""

import http.client
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import uvicorn

from opora.live import pages
from opora.live.pages import Pages

pytestmark = pytest.mark.once
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
LARGE = 40 * 1024 * 1024


def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Answers with what it was asked."""
    path = environ["PATH_INFO"]
    if path == "/large":
        start_response("200 OK", [("Content-Type", "application/octet-stream")])
        return (b"x" * 65536 for _ in range(LARGE // 65536))
    if path == "/nothing":
        start_response("204 No Content", [("X-Seen", "yes")])
        return []
    if path == "/broken":
        raise ValueError("broken")
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    seen = [path, environ["QUERY_STRING"], environ.get("HTTP_X_ONE", ""), environ.get("HTTP_COOKIE", "")]
    start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", " a=1"), ("Set-Cookie", " b=2")])
    return ["|".join(seen).encode("latin-1"), b"|", body]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Port of a server with that application, which has two threads for it."""
    config = uvicorn.Config(Pages(application, 2), port=0, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
        assert thread.is_alive(), "the server did not start"
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = server.force_exit = True
    thread.join(20)


def ask(port: int, method: str, path: str, **more: Any) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, **more)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def raw(port: int, request: bytes) -> bytes:
    """The first bytes of the answer to a request as it stands."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        return connection.recv(65536)


def test_request_and_answer_arrive_whole(port: int) -> None:
    headers = {"X-One": "1", "Cookie": "c=3"}
    answer, body = ask(port, "POST", "/desk/%D0%B4?q=%D1%83", body="тело".encode(), headers=headers)
    assert body == "/desk/д|q=%D1%83|1|c=3|тело".encode()
    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]
    assert answer.headers["Content-Length"] == str(len(body))


def test_a_body_of_unknown_length_arrives_whole(port: int) -> None:
    parts = [b"one ", b"two ", b"three"]
    _, body = ask(
        port, "POST", "/x", body=iter(parts), encode_chunked=True, headers={"Transfer-Encoding": "chunked"}
    )
    assert body == b"/x||||one two three"


def test_a_body_larger_than_memory_arrives_whole(port: int) -> None:
    sent = b"y" * (pages.IN_MEMORY * 5)
    _, body = ask(port, "POST", "/x", body=sent)
    assert body == b"/x||||" + sent


def test_answers_without_a_body(port: int) -> None:
    answer, body = ask(port, "HEAD", "/x")
    assert (answer.status, body) == (200, b"")
    answer, body = ask(port, "GET", "/nothing")
    assert (answer.status, body, answer.headers["X-Seen"]) == (204, b"", "yes")


def test_an_application_that_breaks_is_a_500_and_others_go_on(port: int) -> None:
    for _ in range(5):
        assert ask(port, "GET", "/broken")[0].status == 500
    assert ask(port, "GET", "/x")[0].status == 200


def test_headers_cannot_pass_themselves_off_as_others(port: int) -> None:
    answer = raw(port, b"GET /x HTTP/1.1\r\nHost: a\r\nX_One: forged\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"forged" not in answer


def test_bytes_that_are_no_text_in_an_address(port: int) -> None:
    answer = raw(port, b"GET /x?q=%FF%FE HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")


def test_too_large_a_request_is_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LARGEST_REQUEST", 1000)
    request = b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n" + b"z" * 2000
    assert raw(port, request).startswith(b"HTTP/1.1 413")


def test_slow_readers_hold_nobody_up(port: int) -> None:
    slow = []
    for _ in range(6):
        connection = socket.create_connection(("127.0.0.1", port), timeout=30)
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        assert connection.recv(12) == b"HTTP/1.1 200"
        slow.append(connection)
    assert ask(port, "GET", "/x")[0].status == 200
    for connection in slow:
        connection.close()


def test_slow_writers_hold_nobody_up(port: int) -> None:
    slow = []
    for _ in range(6):
        connection = socket.create_connection(("127.0.0.1", port), timeout=30)
        connection.sendall(b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nonly this")
        slow.append(connection)
    assert ask(port, "GET", "/x")[0].status == 200
    for connection in slow:
        connection.close()


def test_silent_writers_are_sent_away(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LONGEST_SILENCE", 0.1)
    request = b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nonly this"
    assert raw(port, request).startswith(b"HTTP/1.1 408")
