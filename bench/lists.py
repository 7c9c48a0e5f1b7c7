"""Lists as a desk of many pays for them: pages and counts, processor time in the server, a crowd of clients.

bin/bench lists [--tickets N] [--data DIR] [--postgres URL]

Without --data a desk is seeded (default 10,000 tickets) and thrown away; with it, that folder's desk is looked at as it
is, on its SQLite or on the PostgreSQL of --postgres. It is always the real `opora web`. Clients are processes with
plain sockets, which cost a tenth of what the server does; on few cores they still take their share, and so do others.
"""

import multiprocessing
import socket
import statistics
import sys
import time
from collections.abc import Sequence

from bench._desk import Place, Sight, asked_for
from bench._running import cpu_seconds

CLIENTS, PROCESSES, SECONDS, TIMES = 32, 2, 8.0, 100


def main() -> int:
    """Prints the table."""
    with asked_for(__doc__) as desk:
        for sight in desk.sights:
            _one_after_another(desk, sight)
        _crowd(desk)
    return 0


def _one_after_another(desk: Place, sight: Sight) -> None:
    print(f"\n{sight.who}, {sight.departments} departments")
    for name, path, headers in sight.asked:
        times, began, sizes = [], cpu_seconds(desk.process.pid), 0
        with Connection(desk.port, sight.cookie) as client:
            client.get(path, headers)
            for _ in range(TIMES):
                at = time.perf_counter()
                sizes = client.get(path, headers)
                times.append((time.perf_counter() - at) * 1000)
        spent = (cpu_seconds(desk.process.pid) - began) / (TIMES + 1) * 1000
        _say(name, f"{spent:5.1f} ms of processor, {_quantiles(times)}, {sizes / 1024:.0f} KiB")
    for name, milliseconds in sight.uncached.items():
        _say(name, f"{milliseconds:5.1f} ms in the database and the ORM, nothing remembered")


def _crowd(desk: Place) -> None:
    """Each process holds some of the clients' connections and asks through one after the other, as answers come."""
    context = multiprocessing.get_context("fork")
    cookies, paths = [sight.cookie for sight in desk.sights], [sight.asked[0][1] for sight in desk.sights]
    with context.Pool(PROCESSES) as pool:
        began = cpu_seconds(desk.process.pid)
        share = (desk.port, cookies, paths, CLIENTS // PROCESSES)
        times = [row for rows in pool.starmap(_ask_for_a_while, [share] * PROCESSES) for row in rows]
    spent = (cpu_seconds(desk.process.pid) - began) / len(times) * 1000
    print(f"\n{CLIENTS} clients, everybody's own list, from {PROCESSES} processes")
    _say(
        "pages", f"{len(times) / SECONDS:.0f} a second, {_quantiles(times)}, {spent:.1f} ms of processor each"
    )


def _ask_for_a_while(port: int, cookies: Sequence[str], paths: Sequence[str], clients: int) -> list[float]:
    import selectors

    chooser, times = selectors.DefaultSelector(), []
    for number in range(clients):
        one = Connection(port, cookies[number % len(cookies)])
        one.send(paths[number % len(paths)])
        chooser.register(one.socket, selectors.EVENT_READ, (one, paths[number % len(paths)]))
    until = time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        for key, _ in chooser.select(1.0):
            one, path = key.data
            if one.receive():
                times.append((time.perf_counter() - one.sent_at) * 1000)
                one.send(path)
    return times


class Connection:
    """One browser's open connection, reading no more of an answer than its length."""

    def __init__(self, port: int, cookie: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.cookie, self.port = cookie, port
        self.buffer, self.sent_at = b"", 0.0

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_error: object) -> None:
        self.socket.close()

    def send(self, path: str, headers: str = "") -> None:
        """Asks for a page."""
        lines = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n"
        self.sent_at, self.buffer = time.perf_counter(), b""
        self.socket.sendall(f"{lines}Accept-Encoding: gzip\r\n{headers}\r\n".encode())

    def receive(self) -> int:
        """The size of the answer once it is there whole, else 0. Raises RuntimeError for anything but 200."""
        self.buffer += self.socket.recv(262144)
        head, end, body = self.buffer.partition(b"\r\n\r\n")
        if not end:
            return 0
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0])
        return len(self.buffer) if len(body) >= length else 0

    def get(self, path: str, headers: str = "") -> int:
        """Asks and waits; the size of the answer."""
        self.send(path, headers)
        while not (size := self.receive()):
            pass
        return size


def _quantiles(times: Sequence[float]) -> str:
    return f"p50 {statistics.median(times):.1f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.1f} ms"


def _say(what: str, figure: str) -> None:
    print(f"  {what:<24} {figure}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
