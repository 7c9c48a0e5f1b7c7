"""A desk of its own for a measurement: `opora up` on a free port, with seeded tickets and somebody signed in."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from opora.people.models import Person

OPORA = [sys.executable, "-m", "opora"]


@dataclass
class Desk:
    """Where it runs, the process `up`, the cookie of a supervisor, numbers of tickets with about 20 messages."""

    port: int
    process: subprocess.Popen[bytes]
    cookie: str
    numbers: list[int]
    seeding: int

    def client(self) -> "Client":
        """A connection that stays open, as a browser's does."""
        return Client(HTTPConnection("127.0.0.1", self.port, timeout=60), self.cookie)

    def processor(self) -> float:
        """Milliseconds of processor time that its processes have used up to now; 0 where it can't be told."""
        return cpu_seconds(self.process.pid) * 1000

    def memory(self) -> dict[str, float] | None:
        """Megabytes of memory (PSS, so that shared pages count once) of each process; None where it can't be told."""
        if not Path(f"/proc/{self.process.pid}/smaps_rollup").exists():
            return None
        return {str(pid): _pss(pid) for pid in [self.process.pid, *_children(self.process.pid)]}


@dataclass
class Client:
    """Asks for pages as the signed-in supervisor."""

    connection: HTTPConnection
    cookie: str

    def get(self, path: str, part: str = "") -> bytes:
        """The page, or the part of it that htmx asks for. Raises RuntimeError for anything but 200."""
        headers = {"Cookie": self.cookie, "Accept-Encoding": "gzip" if part else "identity"}
        if part:
            headers |= {"HX-Request": "true", "X-Opora-Part": part}
        self.connection.request("GET", path, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}")
        return body

    def post(self, path: str, fields: dict[str, str]) -> None:
        """Sends a form; the token it needs is in the fields. Raises RuntimeError unless it was taken."""
        token = fields["csrfmiddlewaretoken"]
        headers = {
            "Cookie": f"{self.cookie}; csrftoken={token}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"http://127.0.0.1:{self.connection.port}/",
        }
        self.connection.request("POST", path, urlencode(fields), headers)
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != 302:
            raise RuntimeError(f"{path} answers {answer.status}")


@contextmanager
def running(tickets: int) -> Iterator[Desk]:
    """The desk with that many tickets, from nothing to nothing."""
    data = tempfile.mkdtemp(prefix="opora-bench-")
    port, door = _free_port(), _free_port()
    for name in [name for name in os.environ if name.startswith("OPORA_")]:
        del os.environ[name]
    os.environ |= {
        "OPORA_DATA": data,
        "OPORA_URL": f"http://127.0.0.1:{port}",
        "OPORA_SMTP_DOOR": f"127.0.0.1:{door}",
        "OPORA_DNS_SERVERS": "off",
        "DJANGO_SETTINGS_MODULE": "opora.conf.settings",
    }
    try:
        words = [*OPORA, "seed", "--tickets", str(tickets)]
        told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        long = [*OPORA, "seed", "--tickets", "400", "--messages", "20", "--seed", "2"]
        subprocess.run(long, check=True, capture_output=True)
        seeding = int(re.findall(r"(\d+) a second", told)[0])
        cookie, numbers = _sign_in()
        process = subprocess.Popen([*OPORA, "up", "--port", str(port)], stdout=subprocess.DEVNULL)
        try:
            wait_for(port)
            yield Desk(port, process, cookie, numbers, seeding)
        finally:
            process.terminate()
            process.wait(30)
    finally:
        shutil.rmtree(data, ignore_errors=True)


def form_fields(page: bytes) -> dict[str, str]:
    """The hidden fields that a reply on this ticket page needs."""
    text = page.decode().partition('id="composer"')[2]
    found = {
        name: re.search(rf'name="{name}" value="([^"]*)"', text)
        for name in ("csrfmiddlewaretoken", "idempotency_key", "seen")
    }
    return {name: match[1] for name, match in found.items() if match}


def _sign_in() -> tuple[str, list[int]]:
    import django

    django.setup()
    from django.db import connections

    from opora.people.models import Person
    from opora.people.public import Role
    from opora.tickets.public import view

    person = Person.objects.filter(role__in=[Role.SUPERVISOR, Role.ADMINISTRATOR], is_active=True)[0]
    cookie = session_of(person)
    long = view(person, "open").filter(message_count__range=(18, 22)).order_by("-last_message_at")
    numbers = list(long.values_list("pk", flat=True)[:100])
    connections.close_all()
    return cookie, numbers


def session_of(person: "Person") -> str:
    """The cookie of a fresh session of this person."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"opora_session={session.session_key}"


def cpu_seconds(process: int) -> float:
    """Processor time that a process and its children have taken so far, by /proc; 0 where there is none."""
    total = 0.0
    for pid in [process, *_children(process)]:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def wait_for(port: int) -> None:
    """Until the desk answers. Raises RuntimeError after a minute."""
    for _attempt in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The desk does not start.")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            pid = int(stat.parent.name)
            found += [pid, *_children(pid)]
    return found


def _pss(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
