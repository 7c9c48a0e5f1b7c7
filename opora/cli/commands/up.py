"""Prepares the desk on the first run, then runs everything on this machine. Ctrl-C stops it."""

import argparse
import os
import socket
import sys
import time
from importlib.util import find_spec

from opora.cli.commands import web


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--demo", action="store_true", help="with an imaginary company's desk and a mail room to try it"
    )
    parser.add_argument("--host", default=web.DEFAULT_HOST, help="address to listen on (default %(default)s)")
    parser.add_argument(
        "--port", type=int, default=web.DEFAULT_PORT, help="port to listen on (default %(default)s)"
    )


def run(args: argparse.Namespace) -> int:
    began = time.monotonic()
    try:
        listening = web.listen(args.host, args.port)
    except OSError as error:
        print(web.busy(args.host, args.port, error), file=sys.stderr)
        return 1
    _tell_the_environment(args)
    lines = _prepare(demo=args.demo)
    print("\n".join([f"Opora is at {os.environ['OPORA_URL']}", *lines, "Ctrl-C stops it."]), flush=True)
    _run(listening, args)
    print(f"Stopped after {time.monotonic() - began:.0f} s.", file=sys.stderr)
    return 0


def _tell_the_environment(args: argparse.Namespace) -> None:
    """What was said on the command line, for this process and its children."""
    reachable = "127.0.0.1" if args.host in {"0.0.0.0", "::"} else args.host  # noqa: S104 - compared, not bound
    host = f"[{reachable}]" if ":" in reachable else reachable
    os.environ.setdefault("OPORA_URL", f"http://{host}:{args.port}")
    if args.demo:
        os.environ["OPORA_DEMO"] = "yes"


def _prepare(*, demo: bool) -> list[str]:
    from opora.cli.boot import prepared
    from opora.cli.preparation import prepare

    with prepared():
        prepare()
        lines = _demo() if demo else _how_to_sign_in()
        _load_what_is_shared()
    return lines


def _demo() -> list[str]:
    from opora.demo import public as demo

    return demo.prepare()


def _how_to_sign_in() -> list[str]:
    """The one-time link to the first administrator, as long as there is none."""
    if not find_spec("opora.administration"):
        return []
    from opora.administration import public as administration

    link = administration.setup_link()
    return [f"There is no administrator yet. This link makes one, once: {link}"] if link else []


def _run(listening: socket.socket, args: argparse.Namespace) -> None:
    from opora.cli.children import Child, Family
    from opora.cli.commands import worker

    fd = str(listening.fileno())
    words = ["web", "--host", args.host, "--port", str(args.port), "--fd", fd]
    Family(
        [
            Child("web", lambda: web.serve(listening), words, [listening]),
            Child("worker", worker.work, ["worker"]),
        ]
    ).run()


def _load_what_is_shared() -> None:
    """Imports before the fork what both processes need: they share its memory, and what is broken is said now."""
    from django.db import connections
    from django.urls import get_resolver

    import opora.conf.jobs
    import opora.live.public  # noqa: F401

    for pattern in get_resolver().url_patterns:
        getattr(pattern, "url_patterns", None)
    connections.close_all()
