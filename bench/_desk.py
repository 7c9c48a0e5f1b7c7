"""A desk to look at lists of: a seeded one, or one that is there, with an agent, a supervisor and their sessions."""

import argparse
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench._running import OPORA, session_of, wait_for

if TYPE_CHECKING:
    from opora.people.models import Person

PART = "HX-Request: true\r\nX-Opora-Part: rows\r\n"


@dataclass
class Sight:
    """Somebody signed in, what they ask for (name, address, further headers), and costs without anything remembered."""

    who: str
    departments: int
    cookie: str
    asked: list[tuple[str, str, str]]
    uncached: dict[str, float] = field(default_factory=dict)


@dataclass
class Place:
    """Where the desk runs, and how large it is."""

    port: int
    process: subprocess.Popen[bytes]
    tickets: int
    vendor: str
    sights: list[Sight]


@contextmanager
def asked_for(description: str | None) -> Iterator[Place]:
    """The desk that the command line asks for; says how large it is and what else the machine is doing."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tickets", type=int, default=10_000)
    parser.add_argument("--data", default="")
    parser.add_argument("--postgres", default="")
    args = parser.parse_args()
    with _place(args.tickets, args.data, args.postgres) as desk:
        load = f"others' load {os.getloadavg()[0]:.1f}"
        print(f"{desk.tickets} tickets on {desk.vendor}, {os.cpu_count()} cores; {load}")
        yield desk
        print(f"others' load afterwards {os.getloadavg()[0]:.1f}")


@contextmanager
def _place(tickets: int, data: str, postgres: str) -> Iterator[Place]:
    """The desk of that folder, or one with so many seeded tickets that is thrown away afterwards."""
    port = _free_port()
    folder = data or tempfile.mkdtemp(prefix="opora-bench-")
    for name in [name for name in os.environ if name.startswith("OPORA_")]:
        del os.environ[name]
    os.environ |= {
        "OPORA_DATA": folder,
        "OPORA_URL": f"http://127.0.0.1:{port}",
        "OPORA_DNS_SERVERS": "off",
        "DJANGO_SETTINGS_MODULE": "opora.conf.settings",
    }
    if postgres:
        os.environ["OPORA_DATABASE_URL"] = postgres
    try:
        if data:
            subprocess.run([*OPORA, "manage", "migrate", "-v", "0"], check=True)
        else:
            subprocess.run([*OPORA, "seed", "--tickets", str(tickets)], check=True, capture_output=True)
        count, vendor, sights = _look()
        process = subprocess.Popen([*OPORA, "web", "--port", str(port)], stdout=subprocess.DEVNULL)
        try:
            wait_for(port)
            yield Place(port, process, count, vendor, sights)
        finally:
            process.terminate()
            process.wait(30)
            _sign_out(sights)
    finally:
        if not data:
            shutil.rmtree(folder, ignore_errors=True)


def _look() -> tuple[int, str, list[Sight]]:
    import django

    django.setup()
    from django.db import connection, connections

    from opora.people.models import Person
    from opora.people.public import Role
    from opora.tickets.models import Ticket

    staff = [
        Person.objects.filter(role=role, is_active=True).order_by("pk")
        for role in (Role.AGENT, Role.SUPERVISOR)
    ]
    people = [*staff[0][:2], *staff[1][:1]]
    sights = [_sight(person) for person in people]
    count, vendor = Ticket.objects.count(), connection.vendor
    connections.close_all()
    return count, vendor, sights


def _sight(person: "Person") -> Sight:
    from opora.desk.public import levels
    from opora.tickets.public import VIEWS, list_counts, list_page
    from opora.workspace import lists

    departments = [("open", key) for key in levels(person)]
    counted = {str(which): which for which in [*((name, None) for name in VIEWS), *departments][:20]}
    asked = [("list page", "/desk/?list=open", ""), ("unassigned", "/desk/?list=unassigned", "")]
    if following := lists.listing(person, "open")["next_url"]:
        asked.append(("next rows", str(following), PART))
    asked.append(("rail", "/desk/rail/?list=open", "HX-Request: true\r\n"))
    costs = {
        "first page": _cost(lambda: list_page(person, ("open", None))),
        f"counts of {len(counted)} lists": _cost(lambda: list_counts(person, counted)),
    }
    return Sight(f"{person.role} {person.pk}", len(departments), session_of(person), asked, costs)


def _cost(work: Callable[[], object]) -> float:
    """Wall time in milliseconds, the median of some."""
    times = []
    for _ in range(15):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times)[len(times) // 2]


def _sign_out(sights: list[Sight]) -> None:
    from django.contrib.sessions.models import Session
    from django.db import connections

    Session.objects.filter(session_key__in=[sight.cookie.partition("=")[2] for sight in sights]).delete()
    connections.close_all()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
