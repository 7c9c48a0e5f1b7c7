"""Opora as `opora up` runs it, on PostgreSQL like the others or on its built-in SQLite, filled by its own seed."""

import re
import smtplib
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import opora
from bench._peers.browser import Browser, hidden_fields
from bench._peers.machine import ROOT, free_port
from bench._peers.product import AGENT, MAILBOX, PASSWORD, REPLY, Count, Product, piped

LONG, LONG_MESSAGES = 40, 20  # tickets of which those nearest to twenty messages are looked at
EACH = 3
PATIENCE = 300.0


def seed(run: Callable[..., str], tickets: int, environment: dict[str, str]) -> None:
    """The same tickets every time: `tickets` of about three messages, and some long ones."""
    opora = [sys.executable, "-m", "opora", "seed"]
    run([*opora, "--tickets", str(tickets), "--messages", str(EACH)], environment, cwd=ROOT)
    run(
        [*opora, "--tickets", str(LONG), "--messages", str(LONG_MESSAGES), "--seed", "2"],
        environment,
        cwd=ROOT,
    )


def environment_in(folder: Path) -> dict[str, str]:
    """A desk whose data is there, which asks no name server."""
    return {
        "OPORA_DATA": str(folder),
        "OPORA_DNS_SERVERS": "off",
        "DJANGO_SETTINGS_MODULE": "opora.conf.settings",
    }


@dataclass
class Opora(Product):
    """Its pages are complete as they come."""

    door: int = field(default_factory=free_port)
    name = "opora"

    @property
    def environment(self) -> dict[str, str]:
        """Where its data is, and on which ports it listens."""
        ports = {"OPORA_URL": f"http://127.0.0.1:{self.port}", "OPORA_SMTP_DOOR": f"127.0.0.1:{self.door}"}
        return {**environment_in(self.folder / "data"), **ports, **self._where()}

    def _where(self) -> dict[str, str]:
        parts = self.work.server.parts()
        account = parts["user"] + (f":{parts['password']}" if parts["password"] else "")
        if parts["host"].startswith("/"):
            return {"OPORA_DATABASE_URL": f"postgres://{account}@/{self.database}?host={parts['host']}"}
        port = f":{parts['port']}" if parts["port"] else ""
        return {"OPORA_DATABASE_URL": f"postgres://{account}@{parts['host']}{port}/{self.database}"}

    def install(self) -> None:
        """It is what this clone is."""

    def version(self) -> str:
        words = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
        commit = subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()
        database = "PostgreSQL" if self.database else "SQLite"
        return " ".join(f"Opora {opora.__version__} {commit}, `opora up` on {database}".split())

    def fill(self) -> None:
        (self.folder / "data").mkdir(exist_ok=True)
        if self.database:
            self.work.server.make(self.database)
        seed(self.run, self.work.tickets, self.environment)
        person = [
            sys.executable,
            "-m",
            "opora",
            "user",
            "create",
            AGENT,
            "--name",
            "Bench",
            "--role",
            "supervisor",
        ]
        self.run([*person, "--password-stdin"], self.environment, input=PASSWORD, cwd=ROOT)
        self.run([sys.executable, "-P", "-m", "bench._peers.opora_inside", "prepare"], self.inside, cwd=ROOT)

    @property
    def inside(self) -> dict[str, str]:
        """For programs of the bench that set Opora up in themselves."""
        return {**self.environment, "PYTHONPATH": str(ROOT)}

    def start(self) -> None:
        self.serve(
            [sys.executable, "-m", "opora", "up", "--port", str(self.port)], self.environment, "/health/ready"
        )

    def ready(self) -> None:
        """The readers of the log have nothing left to read: search among them, once it has an index."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            told = self.run(
                [sys.executable, "-m", "opora", "readers"], self.environment, cwd=ROOT
            ).splitlines()[1:]
            if all(line.split()[2] == "0" for line in told):
                return
            time.sleep(1)
        raise RuntimeError("The readers of Opora's log do not come to an end.")

    def sign_in(self) -> Browser:
        browser = Browser(self.port)
        form = browser.get("/desk/").partition("</form>")[
            0
        ]  # the page has others, for passkeys and languages
        browser.post("/accounts/login/", {**hidden_fields(form), "login": AGENT, "password": PASSWORD})
        return browser

    def list_page(self, browser: Browser) -> int:
        return len(set(re.findall(r'href="/desk/tickets/(\d+)', browser.get("/desk/?list=open"))))

    def ticket_page(self, browser: Browser, number: int) -> str:
        return browser.get(f"/desk/tickets/{number}")

    def search(self, browser: Browser, question: str) -> None:
        browser.get(f"/desk/search/?q={question}")

    def found(self, browser: Browser, question: str) -> int:
        """Counted page by page: what a person gets to see."""
        found: set[str] = set()
        query: str | None = f"?q={question}"
        while query:
            page = browser.get(f"/desk/search/{query}")
            found |= set(re.findall(r'href="/desk/tickets/(\d+)', page.partition("<h1")[2] or page))
            more = re.search(r'(?:href|hx-get)="(?:/desk/search/)?(\?[^"]*(?:after|page|from)=[^"]*)"', page)
            query = unescape(more[1]) if more else None
        return len(found)

    def reply(self, browser: Browser, number: int) -> Callable[[], object]:
        composer = browser.get(f"/desk/tickets/{number}").partition('id="composer"')[2]
        fields = {
            **hidden_fields(composer),
            "kind": "reply",
            "text": REPLY,
            "html": f"<p>{REPLY}</p>",
            "status": "pending",
        }
        return lambda: browser.post(f"/desk/tickets/{number}/messages/", fields)

    def take_in(self, mails: Sequence[bytes]) -> None:
        piped([sys.executable, "-m", "opora", "mail", "receive", "--to", MAILBOX], mails, self.inside)
        self._taken_in()

    def _taken_in(self) -> None:
        until = time.monotonic() + PATIENCE
        while self.count().waiting and time.monotonic() < until:
            time.sleep(0.05)

    def count(self) -> Count:
        waiting = "SELECT count(*) FROM incoming_mail WHERE state NOT IN ('done', 'held')"
        question = f"SELECT (SELECT count(*) FROM ticket), (SELECT count(*) FROM message), ({waiting})"
        return Count(*map(int, map(str, self._ask(question))))

    def _ask(self, question: str) -> tuple[object, ...]:
        return self.work.server.ask(self.database, question)[0]

    def more(self) -> list[tuple[str, str]]:
        """The same mails once more as other ones, through its SMTP door: no process has to be started for each."""
        from bench._peers.report import letters

        mails = [raw.replace(b"@x.example>", b"@door.example>") for raw in letters(self.work.mails)]
        before, began = self.count(), time.perf_counter()
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(self._send, [mails[::2], mails[1::2]]))
        self._taken_in()
        took, after = time.perf_counter() - began, self.count()
        told = f"{len(mails) / took:.1f} per second, {after.messages - before.messages} of {len(mails)} kept"
        return [("mails in through the SMTP door", told)]

    def _send(self, mails: Sequence[bytes]) -> None:
        with smtplib.SMTP("127.0.0.1", self.door, timeout=60) as door:
            for raw in mails:
                door.sendmail("c@x.example", [MAILBOX], raw)


class OporaOnSqlite(Opora):
    """The same with the database that it brings along."""

    name = "opora-sqlite"
    database = ""

    def _where(self) -> dict[str, str]:
        return {}

    def _ask(self, question: str) -> tuple[object, ...]:
        address = f"file:{self.folder / 'data' / 'opora.sqlite3'}?mode=ro"
        connection = sqlite3.connect(address, uri=True, timeout=30)
        try:
            row: tuple[object, ...] = connection.execute(question).fetchone()
            return row
        finally:
            connection.close()
