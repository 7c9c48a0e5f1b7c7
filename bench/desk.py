"""The desk as an agent feels it: list page, ticket page, a reply saved, pages a second for eight, memory at rest.

bin/bench desk [--tickets N]     on SQLite, against the real `opora up`, with N seeded tickets (default 10,000)
"""

import argparse
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import cycle

from bench._running import Client, Desk, form_fields, running

CLIENTS, SECONDS, TIMES = 8, 5.0, 60
REST = 8.0
LIST = "/desk/?list=open"


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=10_000)
    args = parser.parse_args()
    with running(args.tickets) as desk:
        print(
            f"{args.tickets} tickets on SQLite, {os.cpu_count()} cores; others' load {os.getloadavg()[0]:.1f}"
        )
        _say("seeded", f"{desk.seeding} tickets/s")
        client = desk.client()
        client.get(LIST)
        time.sleep(REST)
        _say_memory(desk)
        _say("list page", _quantiles(lambda: client.get(LIST)))
        numbers = cycle(desk.numbers)
        _say("ticket, 20 messages", _quantiles(lambda: client.get(_ticket(next(numbers))), desk))
        _say("its panes (J, K)", _quantiles(lambda: client.get(_ticket(next(numbers)), "panes"), desk))
        _say("panes seen before", _quantiles(lambda: client.get(_ticket(next(numbers)), "panes"), desk))
        _say("reply saved", _replies(client, numbers, desk))
        for name, paths in (("list page", cycle([LIST])), ("ticket page", numbers_of(desk))):
            _say(f"{name}, {CLIENTS} clients", f"{_rate(desk, paths):.0f} pages/s")
    return 0


def _ticket(number: int) -> str:
    return f"/desk/tickets/{number}"


def numbers_of(desk: Desk) -> Iterator[str]:
    """Addresses of tickets, round and round."""
    return cycle([f"/desk/tickets/{number}" for number in desk.numbers])


def _say(what: str, figure: str) -> None:
    print(f"{what:<26} {figure}", flush=True)


def _say_memory(desk: Desk) -> None:
    memory = desk.memory()
    if memory is None:
        _say("memory at rest", "cannot be told on this system")
    else:
        parts = " + ".join(f"{size:.0f}" for size in memory.values())
        _say("memory at rest (PSS)", f"{sum(memory.values()):.0f} MB in {len(memory)} processes ({parts})")


def _quantiles(once: Callable[[], object], desk: Desk | None = None) -> str:
    """Of some times; with the desk also what its processes worked for each."""
    times, before = [], desk.processor() if desk else 0.0
    for _ in range(TIMES):
        began = time.perf_counter()
        once()
        times.append((time.perf_counter() - began) * 1000)
    worked = f"; {(desk.processor() - before) / TIMES:.1f} ms of processor time" if desk else ""
    most = statistics.quantiles(times, n=10)[-1]
    return f"{statistics.median(times):.0f} ms, nine in ten under {most:.0f} ms{worked}"


def _replies(client: Client, numbers: Iterator[int], desk: Desk) -> str:
    """Only the answering is measured, not the looking before it."""
    prepared = []
    for _ in range(TIMES):
        number = next(numbers)
        fields = form_fields(client.get(f"/desk/tickets/{number}"))
        words = {
            "kind": "reply",
            "text": "Здравствуйте! Уже проверяем.",
            "html": "<p>Здравствуйте! Уже проверяем.</p>",
        }
        prepared.append((f"/desk/tickets/{number}/messages/", fields | words | {"status": "pending"}))
    waiting = iter(prepared)
    return _quantiles(lambda: client.post(*next(waiting)), desk)


def _rate(desk: Desk, paths: Iterator[str]) -> float:
    """Pages a second that eight clients get together, each over one connection."""
    counts, lock = [0] * CLIENTS, threading.Lock()
    until = time.perf_counter() + SECONDS

    def ask(place: int) -> None:
        client = desk.client()
        while time.perf_counter() < until:
            with lock:
                path = next(paths)
            client.get(path)
            counts[place] += 1

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(CLIENTS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - began)


if __name__ == "__main__":
    sys.exit(main())
