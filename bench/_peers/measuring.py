"""The figures of one action: how long one client waits, what it costs the processor, what eight clients get."""

import os
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
WARM, TIMES = 5, 60
CLIENTS, SECONDS = 8, 8.0


@dataclass(frozen=True)
class Figures:
    """Milliseconds but for `rate`, which is requests a second of eight clients; None: not measured.

    `work` and `database` are processor time of one request, in the product's own processes and in PostgreSQL's.
    """

    median: float
    p95: float
    work: float | None = None
    database: float | None = None
    rate: float | None = None


@dataclass(frozen=True)
class Meter:
    """Reads the processor time of a desk: its own processes with their children, and its database's."""

    roots: Callable[[], Sequence[int]]
    backends: Callable[[], Sequence[int]]

    def read(self) -> tuple[float, dict[int, float]]:
        """Seconds of the desk, and of each process of its database."""
        own = [pid for root in self.roots() for pid in [root, *children(root)]]
        return sum(map(seconds, own)), {pid: seconds(pid) for pid in self.backends()}


def measure(once: Callable[[], object], meter: Meter, times: int = TIMES) -> Figures:
    """One client, one request after the other, after a few that warm everything up."""
    for _ in range(WARM):
        once()
    own, database = meter.read()
    waits = []
    for _ in range(times):
        began = time.perf_counter()
        once()
        waits.append((time.perf_counter() - began) * 1000)
    own_after, database_after = meter.read()
    return Figures(
        median=statistics.median(waits),
        p95=statistics.quantiles(waits, n=20)[-1],
        work=(own_after - own) / times * 1000,
        database=_grown(database, database_after) / times * 1000,
    )


def rate(client: Callable[[], Callable[[], object]], seconds_long: float = SECONDS) -> float:
    """Requests a second that eight clients get together; `client` makes one. Raises what a client met with."""
    counts, failures = [0] * CLIENTS, []
    actions = [client() for _ in range(CLIENTS)]
    began = time.perf_counter()
    ends = [began] * CLIENTS

    def ask(place: int) -> None:
        try:
            while time.perf_counter() < began + seconds_long:
                actions[place]()
                counts[place] += 1
                ends[place] = time.perf_counter()
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sum(counts) / (max(ends) - began)


def _grown(before: dict[int, float], after: dict[int, float]) -> float:
    return sum(now - before.get(pid, 0.0) for pid, now in after.items())


def children(parent: int) -> list[int]:
    """All processes below this one."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = _stat(int(stat.parent.name))
        if fields and int(fields[1]) == parent:
            found += [int(stat.parent.name), *children(int(stat.parent.name))]
    return found


def seconds(pid: int) -> float:
    """Processor time of a process and of its children that have ended; 0 when it is gone."""
    fields = _stat(pid)
    return sum(map(int, fields[11:15])) / TICKS if fields else 0.0


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat behind the name: state, parent, …"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
