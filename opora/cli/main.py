"""`opora COMMAND …`: finds the command's module and runs it."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from opora import __version__


class Command(Protocol):
    """What a module of `opora.cli.commands` offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it and return the exit code."""


@dataclass(frozen=True)
class Entry:
    """One line of the command list: said in the help without importing the command."""

    module: str
    summary: str


# The order of the help: what everyone needs first.
COMMANDS = {
    "up": Entry("up", "prepare on the first run, then run everything on this machine"),
    "web": Entry("web", "the process that answers browsers and the API"),
    "worker": Entry("worker", "the process that follows the event log and moves the mail"),
    "mail": Entry("mail", "mail: parse files, receive one mail, fetch the mailboxes"),
    "user": Entry("user", "people who may sign in: create one"),
    "token": Entry("token", "API tokens: create one"),
    "doctor": Entry("doctor", "what is wrong with the desk and what to do about it"),
    "seed": Entry("seed", "fill the desk with believable tickets, as many as you like"),
    "readers": Entry("readers", "the followers of the event log and how far they are; reset one"),
    "manage": Entry("manage", "Django's own commands, for engineers"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the process's exit code (2: misused, 130: interrupted)."""
    words = list(sys.argv[1:] if argv is None else argv)
    name = words[0] if words else ""
    try:
        if name in COMMANDS:
            return _run(name, words[1:])
        _overview().parse_args(words or ["--help"])
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `opora … | head`: whoever read has had enough
        sys.stderr.close()
        return 0


def _run(name: str, words: list[str]) -> int:
    entry = COMMANDS[name]
    command = cast(Command, import_module(f"opora.cli.commands.{entry.module}"))
    parser = argparse.ArgumentParser(
        prog=f"opora {name}",
        description=command.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=name != "manage",
    )
    command.configure(parser)
    return command.run(parser.parse_args(words))


def _overview() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS))
    lines = "\n".join(f"  {name:<{width}}  {entry.summary}" for name, entry in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="opora",
        usage="opora COMMAND …",
        description=f"Opora, a self-hosted help desk.\n\nCommands:\n{lines}",
        epilog="opora COMMAND --help says more about one of them. A first look: opora up --demo",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Opora {__version__}")
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help=argparse.SUPPRESS)
    return parser
