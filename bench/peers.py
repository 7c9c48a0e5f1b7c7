"""Opora beside what a user would pick instead: the same tickets and actions in django-helpdesk and Request Tracker 5.

bin/bench peers [--tickets N] [--only opora,opora-sqlite,django-helpdesk,rt]

Installs what is missing (Debian packages as root, django-helpdesk in an environment of the run), makes databases of its
own in a PostgreSQL here and drops them in the end. 2,000 tickets (the default) take about a quarter of an hour.
"""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench._peers import exchange, opora_desk, report, truth
from bench._peers.helpdesk_desk import Helpdesk
from bench._peers.machine import ROOT, Missing, Server, folder, postgresql, say
from bench._peers.opora_desk import Opora, OporaOnSqlite
from bench._peers.product import Product, Work
from bench._peers.rt_desk import RequestTracker

PRODUCTS: dict[str, type[Product]] = {
    one.name: one for one in (Opora, OporaOnSqlite, Helpdesk, RequestTracker)
}
LOOKED_AT = 10


def main() -> int:
    """Prints the table; exit code 1 when a desk could not be measured, 2 when something cannot be had here."""
    parser = argparse.ArgumentParser(prog="bin/bench peers", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tickets", type=int, default=2_000)
    parser.add_argument("--mails", type=int, default=report.MAILS)
    parser.add_argument(
        "--only", default=",".join(PRODUCTS), help="names with commas between them: %(default)s"
    )
    args = parser.parse_args()
    wanted = args.only.split(",")
    if unknown := set(wanted) - set(PRODUCTS):
        parser.error(f"There is no {', '.join(sorted(unknown))}; there are {', '.join(PRODUCTS)}.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was begun is tidied up
    try:
        server = postgresql()
        with folder() as path:
            return _compare(path, server, args, wanted)
    except Missing as missing:
        say(str(missing))
        return 2


def _compare(path: Path, server: Server, args: argparse.Namespace, wanted: Sequence[str]) -> int:
    count = args.tickets
    say(f"{count} tickets are made and written down …")
    lines = _written(path, count)
    texts = {question: truth.truth(question, exchange.read(lines)) for question in (truth.ONE, truth.TWO)}
    looked_at = _near_twenty(lines)
    left = sum(ticket.status not in ("solved", "closed") for ticket in exchange.read(lines))
    work = Work(path, lines, server, count, args.mails, tuple(looked_at), left)
    results, failed = {}, []
    for name in wanted:
        try:
            results[name] = _examined(PRODUCTS[name](work), looked_at)
        except RuntimeError as failure:
            failed.append(f"{name}: {failure}")
            say(failed[-1])
    messages = sum(len(ticket.messages) for ticket in exchange.read(lines))
    print(
        f"{count + opora_desk.LONG} tickets, {messages} messages, {left} tickets open; {os.cpu_count()} cores,"
    )
    print(f"load {os.getloadavg()[0]:.1f} in the end; PostgreSQL {server.version()}\n")
    print(report.table(results, texts))
    print("".join(f"\nNOT MEASURED: {words}" for words in failed), end="")
    return 1 if failed else 0


def _written(path: Path, count: int) -> Path:
    """The neutral file, out of a desk of Opora that is there for nothing else."""
    lines, data = path / "tickets.jsonl", path / "source"
    data.mkdir()
    source = OporaOnSqlite(Work(path, lines, Server(""), count, 0, (), 0))
    own = {**opora_desk.environment_in(data), "PYTHONPATH": str(ROOT)}
    opora_desk.seed(source.run, count, own)
    source.run([sys.executable, "-P", "-m", "bench._peers.opora_inside", "export", str(lines)], own, cwd=ROOT)
    return lines


def _near_twenty(lines: Path) -> dict[int, exchange.Ticket]:
    """The tickets with the most nearly twenty messages."""
    wanted = opora_desk.LONG_MESSAGES
    near = sorted(
        exchange.read(lines), key=lambda ticket: (abs(len(ticket.messages) - wanted), ticket.number)
    )
    return {ticket.number: ticket for ticket in near[:LOOKED_AT]}


def _examined(product: Product, looked_at: dict[int, exchange.Ticket]) -> report.Result:
    """One desk from nothing to nothing."""
    steps: list[tuple[str, Callable[[], None]]] = [
        ("is installed", product.install),
        ("is filled", product.fill),
        ("starts", product.start),
        ("gets ready", product.ready),
    ]
    try:
        for words, step in steps:
            say(f"{product.name} {words} …")
            step()
        return report.examine(product, looked_at)
    finally:
        product.stop()
        product.remove()


if __name__ == "__main__":
    sys.exit(main())
