"""django-helpdesk from PyPI in its own environment, on PostgreSQL, served by gunicorn, filled by its own models."""

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from bench._peers.browser import Browser, hidden_fields
from bench._peers.product import AGENT, MAILBOX, PASSWORD, REPLY, Count, Product

SITE = Path(__file__).parent / "helpdesk_site"
NEEDED = ("django-helpdesk", "psycopg2-binary", "gunicorn")
ROWS = "draw=1&start=0&length=50&order[0][column]=5&order[0][dir]=desc"


class Helpdesk(Product):
    """Its list and its search are a page and the rows that the page asks for; both requests are counted."""

    name = "django-helpdesk"

    @property
    def python(self) -> str:
        """Of its environment."""
        return str(self.folder / "venv" / "bin" / "python")

    @property
    def environment(self) -> dict[str, str]:
        """What its settings read."""
        return {
            "PYTHONPATH": str(SITE),
            "DJANGO_SETTINGS_MODULE": "settings",
            "PEERS_DATABASE": self.work.server.address_of(self.database),
            "PEERS_FOLDER": str(self.folder),
        }

    def install(self) -> None:
        self.run([sys.executable, "-m", "venv", str(self.folder / "venv")], {})
        self.run([self.python, "-m", "pip", "install", "--quiet", *NEEDED], {})

    def version(self) -> str:
        told = self.run([self.python, "-m", "pip", "list", "--format=freeze"], {})
        versions = dict(line.split("==") for line in told.lower().splitlines() if "==" in line)
        parts = (f"{name} {versions[name]}" for name in ("django-helpdesk", "django", "gunicorn"))
        return f"{', '.join(parts)} with 2 workers of 4 threads"

    def fill(self) -> None:
        self.work.server.make(self.database)
        self.mails.mkdir(exist_ok=True)
        self._manage("migrate", "--verbosity", "0")
        self._manage("loaddata", "emailtemplate.json")
        words = [
            self.python,
            str(SITE / "load.py"),
            str(self.work.lines),
            str(self.mails),
            MAILBOX,
            AGENT,
            PASSWORD,
        ]
        pairs = [line.split() for line in self.run(words, self.environment).splitlines()]
        self.places = {int(number): int(key) for number, key in pairs}

    @property
    def mails(self) -> Path:
        """The folder its mailbox looks into."""
        return self.folder / "mails"

    def _manage(self, *words: str) -> str:
        return self.run([self.python, "-m", "django", *words], self.environment)

    def start(self) -> None:
        words = [
            self.python,
            "-m",
            "gunicorn",
            "django.core.wsgi:get_wsgi_application()",
            "--bind",
            f"127.0.0.1:{self.port}",
        ]
        self.serve(
            [*words, "--workers", "2", "--threads", "4", "--log-level", "warning", "--no-control-socket"],
            self.environment,
            "/login/",
        )

    def sign_in(self) -> Browser:
        browser = Browser(self.port)
        fields = hidden_fields(browser.get("/login/"))
        browser.post("/login/", {**fields, "username": AGENT, "password": PASSWORD})
        return browser

    def list_page(self, browser: Browser) -> int:
        return self._rows(browser, "/tickets/", ROWS).count('"row_class"')

    def _rows(self, browser: Browser, address: str, order: str) -> str:
        query = re.search(r"datatables_ticket_list/([A-Za-z0-9+/=]+)", browser.get(address))
        if not query:
            raise RuntimeError("The page of django-helpdesk does not say where its rows are.")
        return browser.get(f"/datatables_ticket_list/{query[1]}?{order}")

    def ticket_page(self, browser: Browser, number: int) -> str:
        return browser.get(f"/tickets/{self.places[number]}/")

    def search(self, browser: Browser, question: str) -> None:
        self._results(browser, question)

    def found(self, browser: Browser, question: str) -> int:
        return int(re.findall(r'"recordsTotal": (\d+)', self._results(browser, question))[0])

    def _results(self, browser: Browser, question: str) -> str:
        return self._rows(browser, f"/tickets/?q={question}", ROWS)

    def reply(self, browser: Browser, number: int) -> Callable[[], object]:
        """The fields that its page sends, as it shows them."""
        page = browser.get(f"/tickets/{self.places[number]}/")
        token = hidden_fields(page)["csrfmiddlewaretoken"]
        fields = {"csrfmiddlewaretoken": token, "comment": REPLY, "public": "1", **_chosen(page)}
        return lambda: browser.post(f"/tickets/{self.places[number]}/update/", fields)

    def take_in(self, mails: Sequence[bytes]) -> None:
        """A folder of mails and its command, as often as it still gets anywhere: one bad mail ends a run."""
        for raw in mails:
            (self.mails / f"{sha256(raw).hexdigest()}.eml").write_bytes(raw)
        left = len(list(self.mails.iterdir())) + 1
        while 0 < len(list(self.mails.iterdir())) < left:
            left = len(list(self.mails.iterdir()))
            words = [self.python, "-m", "django", "get_email", "--quiet"]
            subprocess.run(words, env=self.environment, check=False, capture_output=True)

    def count(self) -> Count:
        """Its messages are follow-ups: a mail that opens a ticket is one, too, beside the ticket's description."""
        question = "SELECT (SELECT count(*) FROM helpdesk_ticket), (SELECT count(*) FROM helpdesk_followup)"
        tickets, follow_ups = map(int, map(str, self.work.server.ask(self.database, question)[0]))
        return Count(tickets, follow_ups, len(list(self.mails.iterdir())))


def _chosen(page: str) -> dict[str, str]:
    """What the form's choices and fields beside the comment already say."""
    found = {}
    for name in ("owner", "priority", "queue"):
        choice = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)
        chosen = re.search(r'<option\s+value="([^"]*)"\s+selected', choice[0]) if choice else None
        if chosen:
            found[name] = chosen[1]
    title = re.search(r'name="title"[^>]*value="([^"]*)"', page) or re.search(
        r'value="([^"]*)"[^>]*name="title"', page
    )
    status = re.search(r'name="new_status"\s+value="(\d+)"[^>]*checked', page)
    found |= {"title": title[1]} if title else {}
    return found | ({"new_status": status[1]} if status else {})
