"""A real HTTP server on loopback that speaks rspamd's protocol: POST /checkv2, the mail as its body, JSON back."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class SpamFilter:
    """`says` is the answer, `status` its HTTP status; `asked` are the headers and bodies that came."""

    says: Any = None
    status: int = 200
    port: int = 0
    asked: list[tuple[Message, bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """As the setting wants it."""
        return f"http://127.0.0.1:{self.port}"


def verdict(score: float, action: str) -> dict[str, Any]:
    """An answer as rspamd gives it."""
    symbols = {
        "BAYES_SPAM": {"name": "BAYES_SPAM", "score": score / 2, "metric_score": score / 2},
        "MIME_GOOD": {"name": "MIME_GOOD", "score": -0.1, "metric_score": -0.1},
    }
    return {"score": score, "required_score": 15.0, "action": action, "symbols": symbols, "is_skipped": False}


@contextmanager
def filtering(says: Any, status: int = 200) -> Iterator[SpamFilter]:
    """The filter, on a port of its own, until the block ends."""
    made = SpamFilter(says, status)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.asked.append((self.headers, body))
            answer = made.says if isinstance(made.says, bytes) else json.dumps(made.says).encode()
            self.send_response(made.status if self.path == "/checkv2" else 404)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
