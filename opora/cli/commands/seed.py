"""Believable tickets in any number, for trying a desk at its future size; the same seed gives the same again.

opora seed --tickets 100000 --messages 500000

They are written in Russian, Czech and English, spread over the last year (many: over up to three), with the events that
tell their history; most are closed, those of the last days as far as a desk would be. An empty desk gets the imaginary
company's departments and agents first, and one for very many tickets more of both. Nobody is mailed about any of it.
Stopped half way, it leaves a desk in order with the tickets made so far.
"""

import argparse
import sys
import time
from collections.abc import Callable


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tickets", type=_positive, required=True, metavar="N", help="how many to add")
    parser.add_argument(
        "--messages",
        type=_positive,
        metavar="M",
        help="about how many messages they have in all; a number below N: so many each (default: 2 each)",
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="another number, other tickets (default 1)"
    )


def run(args: argparse.Namespace) -> int:
    from opora.cli.boot import ready

    with ready():
        from opora.demo.public import seed

        began = time.monotonic()
        written = seed(args.tickets, _each(args.tickets, args.messages), args.seed, _tell(args.tickets))
        took = max(time.monotonic() - began, 0.001)
    print(
        f"\r{args.tickets} tickets with {written} messages in {took:.1f} s: {args.tickets / took:.0f} a second"
    )
    return 0


def _each(tickets: int, messages: int | None) -> float:
    if messages is None:
        return 2
    return messages if messages < tickets else messages / tickets


def _tell(tickets: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done} of {tickets}", end="", file=sys.stderr, flush=True)

    return tell


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
