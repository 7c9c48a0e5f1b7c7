"""Mails taken in per second by one worker: a third are answers, six in ten have HTML, a tenth a file of 200 kB.

bin/bench mail-in [--mails N] [--postgres ADDRESS] [--profile]

On SQLite, and on PostgreSQL where ADDRESS names a server on which databases may be made. “Per second of one core”
counts processor time, so that it says the same on a busy machine. The readers of the log are measured apart.
"""

import argparse
import cProfile
import os
import pstats
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

WORDS = "Здравствуйте! Заказ так и не пришёл, подскажите, пожалуйста, где он сейчас. "
QUOTED = "\n\n4 мая 2026 г., 10:00 Вера <help@bench.example> написала:\n> " + "Ждём ответа\n> " * 20


def letters(count: int, draw: random.Random) -> list[bytes]:
    """The mails, from two hundred customers, in an order in which answers come after what they answer."""
    begun: list[tuple[str, int]] = []
    made = []
    for number in range(count):
        answered, who = draw.choice(begun) if begun and draw.random() < 1 / 3 else ("", draw.randrange(200))
        letter = EmailMessage()
        letter["From"], letter["To"] = f"Клиент {who} <c{who}@x{who % 50}.example>", "help@bench.example"
        letter["Subject"] = "Re: Заказ" if answered else f"Заказ {number} не пришёл"
        letter["Message-ID"] = f"<{number}@x.example>"
        if answered:
            letter["In-Reply-To"] = letter["References"] = answered
        else:
            begun.append((letter["Message-ID"], who))
        letter.set_content(WORDS * 5 + str(number) + (QUOTED if answered else ""))
        if draw.random() < 0.6:
            letter.add_alternative(f"<div><p>{WORDS * 5}</p><p><b>{number}</b></p></div>", subtype="html")
        if draw.random() < 0.1:
            letter.add_attachment(draw.randbytes(200_000), "application", "pdf", filename="Счёт.pdf")
        made.append(letter.as_bytes())
    return made


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and of the processor."""

    wall: float
    work: float

    def rate(self, count: int) -> str:
        """Mails in a second, and in a second of one core."""
        return f"{count / self.wall:8.0f} mails/s   {count / self.work:8.0f} per second of one core"


def main() -> int:
    """Prints the rates; exit code 1 when a mail did not become a message."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=500)
    parser.add_argument("--postgres", default="", help="address of a server, beside SQLite")
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.here:
        return _measure(letters(args.mails, random.Random(1)), profiled=args.profile)
    places: list[tuple[str, Callable[[], Any]]] = [("SQLite", _sqlite)]
    if args.postgres:
        places.append(("PostgreSQL", lambda: _postgres(args.postgres)))
    return max(_run(name, place, sys.argv[1:]) for name, place in places)


def _run(name: str, place: Callable[[], Any], arguments: list[str]) -> int:
    """One database at a time, each in a process of its own: Django knows one set of settings."""
    data = tempfile.mkdtemp(prefix="opora-bench-")
    kept = {key: value for key, value in os.environ.items() if not key.startswith("OPORA_")}
    try:
        with place() as url:
            print(name, flush=True)
            own = {"OPORA_DATA": data, "DJANGO_SETTINGS_MODULE": "opora.conf.settings", **url}
            own["OPORA_DNS_SERVERS"] = "off"  # how quick names are found is not the desk's
            words = [sys.executable, "-P", "-m", "bench.mail_in", *arguments, "--here"]
            return subprocess.run(words, env={**kept, **own}, check=False).returncode
    finally:
        shutil.rmtree(data, ignore_errors=True)


@contextmanager
def _sqlite() -> Iterator[dict[str, str]]:
    yield {}


@contextmanager
def _postgres(server: str) -> Iterator[dict[str, str]]:
    import psycopg
    from psycopg import sql

    name = f"opora_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            head, _, query = server.partition("?")
            yield {"OPORA_DATABASE_URL": f"{head.rpartition('/')[0]}/{name}{'?' + query if query else ''}"}
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _measure(mails: list[bytes], *, profiled: bool) -> int:
    import django

    django.setup()
    from django.db import connection

    from opora.cli.preparation import prepare
    from opora.desk.actions import change_setting, create_department, create_mailbox
    from opora.events.public import catch_up
    from opora.mail.models import IncomingMail
    from opora.mail.public import receive, take_in_due
    from opora.people.public import Actor

    prepare()
    system = Actor.system()
    department = create_department(actor=system, name="Bench")
    mailbox = create_mailbox(actor=system, address="help@bench.example", department=department)
    change_setting(actor=system, name="mail_per_sender", value=100_000)

    def keep() -> None:
        for raw in mails:
            receive(
                raw, source="smtp", mailbox=mailbox, envelope_from="c@x.example", envelope_to=mailbox.address
            )

    asked = 0

    def count(execute: Any, *args: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*args)

    profile = cProfile.Profile()
    kept = _timed(keep)
    with connection.execute_wrapper(count):
        taken = _timed(lambda: profile.runcall(take_in_due) if profiled else take_in_due())
    followed = _timed(catch_up)
    if profiled:
        pstats.Stats(profile).sort_stats("cumtime").print_stats(60)
    states = Counter(IncomingMail.objects.values_list("state", flat=True))
    print(f"  kept durably   {kept.rate(len(mails))}")
    print(f"  taken in       {taken.rate(len(mails))}   {asked / len(mails):.1f} statements a mail")
    print(f"  log followed   {followed.rate(len(mails))}")
    return 0 if states == {"done": len(mails)} else 1


def _timed(work: Callable[[], object]) -> Took:
    began, worked = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - began, time.process_time() - worked)


if __name__ == "__main__":
    sys.exit(main())
