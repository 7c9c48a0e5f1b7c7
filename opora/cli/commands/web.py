"""Answers browsers and the API: pages, live updates and static files, all on one port."""

import argparse
import socket
import sys

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000
# Seconds that answers under way get when the process is asked to stop.
PATIENCE = 5


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=DEFAULT_HOST, help="address to listen on (default %(default)s)")
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help="port to listen on (default %(default)s)"
    )
    parser.add_argument(
        "--fd", type=int, help=argparse.SUPPRESS
    )  # `up` hands over a socket that already listens
    parser.add_argument("--lifeline", type=int, help=argparse.SUPPRESS)  # from `up`: see boot.end_with_parent


def run(args: argparse.Namespace) -> int:
    from opora.cli.boot import end_with_parent, prepared
    from opora.cli.preparation import prepare

    if args.lifeline is not None:
        end_with_parent(args.lifeline)
    try:
        listening = socket.socket(fileno=args.fd) if args.fd is not None else listen(args.host, args.port)
    except OSError as error:
        print(busy(args.host, args.port, error), file=sys.stderr)
        return 1
    with prepared():
        prepare()
        serve(listening)
    return 0


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises OSError when the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=512)
    # Each connection inherits it. asyncio sets it on sockets of its own making only, and without it an answer of two
    # pieces waits 40 ms for the browser to confirm the first.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def busy(host: str, port: int, error: OSError) -> str:
    """What to do when the port cannot be had."""
    return f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --port, e.g. --port {port + 1}."


def serve(listening: socket.socket) -> None:
    """Answers on the socket until SIGINT or SIGTERM. Django is set up."""
    import uvicorn

    from opora.live.public import Front

    front = Front()

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: object) -> None:
            # Open streams would otherwise keep the server waiting for its whole patience.
            front.hub.close_from_signal()
            super().handle_exit(sig, frame)  # type: ignore[arg-type]

    config = uvicorn.Config(
        front,
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # OPORA_TRUSTED_PROXIES is read by Django, which knows how many to trust
        timeout_keep_alive=30,
        timeout_graceful_shutdown=PATIENCE,
    )
    Server(config).run(sockets=[listening])
