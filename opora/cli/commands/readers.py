"""The followers of the event log: how far each is, and rebuilding one.

opora readers               name, position, how many events it is behind, its failure, a rebuild's progress
opora readers reset NAME    rebuilds what the reader makes: the search index beside the one in use, others from nothing
"""

import argparse
import sys


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    reset = actions.add_parser("reset", help="rebuild what one reader makes")
    reset.add_argument("name", metavar="NAME")


def run(args: argparse.Namespace) -> int:
    from opora.cli.boot import ready

    with ready():
        return _reset(args.name) if args.action == "reset" else _show()


def _show() -> int:
    """Prints a table; exit code 1 when a reader is stuck."""
    from opora.events.public import standings

    rows = standings()
    width = max([len("reader"), *(len(row.name) for row in rows)])
    print(f"{'reader':<{width}}  {'position':>10}  {'behind':>8}  state")
    for row in rows:
        state = f"failed {row.failures} times: {row.failure}" if row.failure else row.state or "follows"
        print(f"{row.name:<{width}}  {row.position:>10}  {row.behind:>8}  {state}")
    return 1 if any(row.failure for row in rows) else 0


def _reset(name: str) -> int:
    from opora.events.public import reset, standings

    names = [row.name for row in standings()]
    if name not in names:
        print(f"There is no reader {name}. There are: {', '.join(names) or 'none'}.", file=sys.stderr)
        return 2
    try:
        reset(name)
    except NotImplementedError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{name} begins again; the worker brings it up to date. “opora readers” says how far it is.")
    return 0
