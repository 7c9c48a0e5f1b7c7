"""A real small web server on loopback that gives what mails name as pictures, and notes who asked.

    with serving({"/logo.png": Answer(png(30, 20), "image/png")}) as server:
        server.url("/logo.png")

`server.asked` notes every request: its path and headers. An Answer's `drip` sends one byte each so many seconds.
"""

import contextlib
import io
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from PIL import Image


@dataclass(frozen=True)
class Answer:
    """What is said to one path."""

    body: bytes = b""
    type: str = "image/png"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: float = 0.0


@dataclass
class PictureServer:
    """`answers` may be changed while it runs."""

    answers: dict[str, Answer]
    port: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _headers in self.asked]


def picture(width: int, height: int, sort: str = "PNG", mode: str = "RGB") -> bytes:
    """A real picture."""
    out = io.BytesIO()
    Image.new(mode, (width, height), 3 if mode in {"P", "L"} else None).save(out, sort)
    return out.getvalue()


@contextmanager
def serving(answers: Mapping[str, Answer]) -> Iterator[PictureServer]:
    """The server, on a port of its own, until the block ends."""
    server = PictureServer(dict(answers))

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer = server.answers.get(self.path.partition("?")[0], Answer(b"", "text/plain", 404))
            with contextlib.suppress(OSError):
                self._say(answer)

        def _say(self, answer: Answer) -> None:
            self.send_response(answer.status)
            length = {"Content-Type": answer.type, "Content-Length": str(len(answer.body)), **answer.headers}
            for name, value in length.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            if not answer.drip:
                self.wfile.write(answer.body)
                return
            for byte in answer.body:
                self.wfile.write(bytes([byte]))
                time.sleep(answer.drip)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    web = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    web.daemon_threads = True
    server.port = web.server_address[1]
    thread = Thread(target=web.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        web.shutdown()
        web.server_close()
        thread.join(5)
