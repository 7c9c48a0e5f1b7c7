"""Search as a desk of many pays for it: the index made anew, pages of results, what was meant, similar tickets.

bin/bench search [--tickets N] [--data DIR] [--postgres URL]

Without --data a desk is seeded (default 10,000 tickets) and thrown away; with it, that folder's desk is looked at, on
its SQLite or on the PostgreSQL of --postgres, and its index is made only if it has none. Pages are asked of the real
`opora web`, one after the other; words are chosen by how many tickets have them.
"""

import statistics
import sys
import time
from collections.abc import Callable
from urllib.parse import quote

from bench._desk import Place, Sight, asked_for
from bench._running import cpu_seconds
from bench.lists import Connection

TIMES = 40


def main() -> int:
    """Prints the table."""
    with asked_for(__doc__) as desk:
        _index()
        words = _words(desk.tickets)
        for sight in desk.sights[1:]:
            _pages(desk, sight, words)
        _functions()
    return 0


def _index() -> None:
    from opora.search.indexing import rebuilding
    from opora.search.models import Document

    if Document.objects.exists() and rebuilding.progress() is None:
        return
    if rebuilding.progress() is None:
        rebuilding.begin()
    began, worked = time.perf_counter(), time.process_time()
    done = rebuilding.progress() or (0, 0)
    while rebuilding.step():
        pass
    made = done[1] - done[0]
    spent = (time.process_time() - worked) / max(made, 1) * 1000
    _say(
        "index made anew",
        f"{made / (time.perf_counter() - began):.0f} tickets/s, {spent:.2f} ms of processor each",
    )


def _words(tickets: int) -> dict[str, str]:
    """Queries by what they are: words that so many tickets have, as the vocabulary says."""
    from opora.search.models import Form

    def of(share: float) -> str:
        rows = Form.objects.filter(tickets__lte=max(3, tickets * share)).order_by("-tickets", "text")
        return next(text for text in rows.values_list("text", flat=True)[:50] if len(text) > 4)

    common, frequent, seldom, rare = of(1), of(0.05), of(0.005), of(0.00003)
    return {
        f"common word ({common})": common,
        f"frequent word ({frequent})": frequent,
        f"seldom word ({seldom})": seldom,
        f"rare word ({rare})": rare,
        "two words": f"{common} {frequent}",
        "two words, seldom": f"{frequent} {seldom}",
        "condition and word": f"status:unsolved {frequent}",
        "condition and word, many": f"status:closed {common}",
        "three conditions": "status:closed priority:>=high created:>30d",
        "word without another": f"{common} -{frequent}",
        "beginning": f"{frequent[:4]}*",
        "phrase": f'"{common} {frequent}"',
        "nothing there": "ghbdtnbrb",
    }


def _pages(desk: Place, sight: Sight, words: dict[str, str]) -> None:
    print(f"\n{sight.who}, {sight.departments} departments: a page of results")
    for name, query in words.items():
        path = f"/desk/search/?q={quote(query)}"
        times, began = [], cpu_seconds(desk.process.pid)
        with Connection(desk.port, sight.cookie) as client:
            client.get(path)
            for _ in range(TIMES):
                at = time.perf_counter()
                client.get(path)
                times.append((time.perf_counter() - at) * 1000)
        spent = (cpu_seconds(desk.process.pid) - began) / (TIMES + 1) * 1000
        _say(name, f"{spent:6.1f} ms of processor, {_quantiles(times)}")


def _functions() -> None:
    """What other rooms use, without a page around it."""
    from opora.people.models import Person
    from opora.people.public import Role
    from opora.search.public import similar
    from opora.tickets.models import Ticket

    person = Person.objects.filter(role=Role.SUPERVISOR, is_active=True)[0]
    tickets = iter(Ticket.objects.order_by("-last_message_at")[: TIMES + 1])
    print("\nwithout a page")
    _say("similar tickets", _timed(lambda: similar(person, next(tickets))))


def _timed(work: Callable[[], object]) -> str:
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return _quantiles(times)


def _quantiles(times: list[float]) -> str:
    return f"p50 {statistics.median(times):.1f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.1f} ms"


def _say(what: str, figure: str) -> None:
    print(f"  {what:<40} {figure}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
