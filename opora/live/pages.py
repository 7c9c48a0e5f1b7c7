"""Django's WSGI application behind the ASGI front.

A thread is held only while Django works: the request's body is complete before it begins, the answer is handed over
when it is done. However slow the browsers' connections are, up- or downwards, eight threads stay enough.
"""

import asyncio
import contextvars
import sys
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[str, str]]
Application = Callable[..., Iterable[bytes]]

IN_MEMORY = 256 * 1024  # more than this of a body waits on disk
LARGEST_REQUEST = 200 * 1024 * 1024
LONGEST_SILENCE = 30.0  # seconds in which some bytes of a request must come
CHUNK = 64 * 1024
NO_BODY = {204, 304}


class Refused(Exception):
    """The request is not given to Django; `status` says why."""

    def __init__(self, status: int) -> None:
        self.status = status


class Gone(Exception):
    """The browser went away before its request was complete."""


@dataclass
class Answer:
    """What Django said."""

    status: int
    headers: Headers
    body: IO[bytes]
    length: int


class Pages:
    """An ASGI application that asks a WSGI application in one of its threads."""

    def __init__(self, application: Application, threads: int) -> None:
        self.application = application
        self.executor = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        with SpooledTemporaryFile(IN_MEMORY) as body, SpooledTemporaryFile(IN_MEMORY) as out:
            try:
                await _collect(receive, body)
            except Refused as refused:
                await refuse(send, refused.status)
                return
            except Gone:
                return
            context = contextvars.copy_context()
            work = partial(context.run, self._ask, environ(scope, body), out)
            answer = await asyncio.get_running_loop().run_in_executor(self.executor, work)
            await _deliver(answer, scope["method"], send)

    def close(self) -> None:
        """Lets the threads end; what they are at is finished first."""
        self.executor.shutdown(wait=False, cancel_futures=True)

    def _ask(self, environ: dict[str, Any], out: IO[bytes]) -> Answer:
        begun: list[tuple[str, Headers]] = []

        def start_response(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], int]:
            begun.append((status, headers))
            return out.write

        chunks = self.application(environ, start_response)
        try:
            for chunk in chunks:
                out.write(chunk)
        finally:
            # Django's end of a request: among others, database connections that are too old are closed here.
            getattr(chunks, "close", lambda: None)()
        status, headers = begun[-1]
        length = out.tell()
        out.seek(0)
        return Answer(int(status.split(" ", 1)[0]), headers, out, length)


async def refuse(send: Send, status: int, *headers: tuple[bytes, bytes]) -> None:
    """An answer of a status alone."""
    always = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": [*always, *headers]})
    await send({"type": "http.response.body", "body": b""})


async def _collect(receive: Receive, body: IO[bytes]) -> None:
    more = True
    while more:
        try:
            message = await asyncio.wait_for(receive(), LONGEST_SILENCE)
        except TimeoutError:
            raise Refused(408) from None
        if message["type"] == "http.disconnect":
            raise Gone
        body.write(message.get("body", b""))
        if body.tell() > LARGEST_REQUEST:
            raise Refused(413)
        more = message.get("more_body", False)
    body.seek(0)


async def _deliver(answer: Answer, method: str, send: Send) -> None:
    # Django writes cookies with a blank before them; h11 refuses what is not trimmed.
    headers = [
        (name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in answer.headers
    ]
    has_body = method != "HEAD" and answer.status not in NO_BODY
    if has_body and not any(name == b"content-length" for name, _ in headers):
        headers.append((b"content-length", str(answer.length).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    while chunk := answer.body.read(CHUNK) if has_body else b"":
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def environ(scope: Message, body: IO[bytes]) -> dict[str, Any]:
    """The request as PEP 3333 has it."""
    client, server = scope.get("client"), scope.get("server") or ("localhost", 80)
    made = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "REMOTE_ADDR": client[0] if client else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _add_header(made, name.decode("latin-1"), value.decode("latin-1"))
    made.setdefault("CONTENT_LENGTH", str(_length(body)))
    return made


def _add_header(made: dict[str, Any], name: str, value: str) -> None:
    if "_" in name:  # could pass itself off as the header with hyphens that a proxy sets
        return
    key = name.upper().replace("-", "_")
    if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
        key = f"HTTP_{key}"
    joint = "; " if key == "HTTP_COOKIE" else ","
    made[key] = f"{made[key]}{joint}{value}" if key in made else value


def _length(body: IO[bytes]) -> int:
    """How long a body of undeclared length (chunked) turned out to be."""
    length = body.seek(0, 2)
    body.seek(0)
    return length
