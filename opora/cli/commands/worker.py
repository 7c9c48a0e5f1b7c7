"""Follows the event log, works through the jobs, keeps the mail doors and mailboxes open. One or several may run."""

import argparse
import logging
import signal
import threading
from types import FrameType

log = logging.getLogger(__name__)
PATIENCE = (
    8.0  # seconds in which services have to come to an end; what they did not finish, they resume from rows
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lifeline", type=int, help=argparse.SUPPRESS)  # from `up`: see boot.end_with_parent


def run(args: argparse.Namespace) -> int:
    from opora.cli.boot import end_with_parent, prepared
    from opora.cli.preparation import prepare

    if args.lifeline is not None:
        end_with_parent(args.lifeline)
    with prepared():
        prepare()
        work()
    return 0


def work() -> None:
    """Runs all services until SIGINT or SIGTERM. Django is set up."""
    from opora.conf import jobs, services
    from opora.events.public import run_readers

    stop = threading.Event()

    def asked_to_stop(signum: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, asked_to_stop)
    own = [services.Service("readers", run_readers), services.Service("jobs", jobs.run)]
    threads = services.start([*own, *services.announced()], stop)
    log.info("Worker runs %s", ", ".join(thread.name for thread in threads))
    while not stop.wait(3600):
        pass
    _join(threads)


def _join(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join(PATIENCE)
        if thread.is_alive():
            log.warning("%s did not stop within %.0f s", thread.name, PATIENCE)
