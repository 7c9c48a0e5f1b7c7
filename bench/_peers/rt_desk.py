"""Request Tracker 5 of Debian on PostgreSQL, served by Starman, filled through its Perl interface."""

import os
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from bench._peers.browser import Browser, hidden_fields
from bench._peers.machine import have_packages, version_of
from bench._peers.product import AGENT, MAILBOX, PASSWORD, REPLY, WORKERS, Count, Product, piped
from bench._peers.truth import ONE, TWO

HERE = Path(__file__).parent
SERVER = "/usr/share/request-tracker5/libexec/rt-server"
PACKAGES = (
    *("request-tracker5", "rt5-db-postgresql", "rt5-standalone", "rt5-clients", "starman", "w3m"),
    *("dbconfig-no-thanks", "msmtp-mta"),  # its database and its mail server are not the machine's business
)
OPEN = "Status = '__Active__'"


class RequestTracker(Product):
    """Its full-text index is made as docs/full_text_indexing says; mails that it would send go into a file."""

    name = "rt"

    def install(self) -> None:
        have_packages(*PACKAGES)

    def version(self) -> str:
        return f"Request Tracker {version_of('request-tracker5')}, Starman with {WORKERS} workers"

    def fill(self) -> None:
        for part in ("mason", "session", "log"):
            (self.folder / part).mkdir(exist_ok=True)
        (self.folder / "password").write_text(PASSWORD)
        self._configure()
        self.work.server.drop(self.database)
        parts = self.work.server.parts()
        account = ["--dba", parts["user"], "--dba-password", parts["password"]]
        secret = ["--root-password-file", str(self.folder / "password")]
        self.run(["rt-setup-database-5", "--action", "init", "--force", *account, *secret], self.environment)
        self._load()
        self._index()

    @property
    def environment(self) -> dict[str, str]:
        """Where it reads its configuration: of this run, and nothing of /etc."""
        return {"RT_SITE_CONFIG": str(self.folder / "site.pm"), "RT_SITE_CONFIG_DIR": "/dev/null"}

    def _configure(self) -> None:
        parts = self.work.server.parts()
        plain = {
            "rtname": "bench", "Organization": "bench.example", "DatabaseType": "Pg", "DatabaseName": self.database,
            "DatabaseHost": parts["host"], "DatabasePort": parts["port"], "DatabaseUser": parts["user"],
            "DatabasePassword": parts["password"], "DatabaseAdmin": parts["user"], "WebDomain": "127.0.0.1",
            "WebPort": str(self.port), "WebPath": "", "MailCommand": "mbox", "LogToSTDERR": "error",
            "CorrespondAddress": MAILBOX, "CommentAddress": MAILBOX, "MasonDataDir": str(self.folder / "mason"),
            "MasonSessionDir": str(self.folder / "session"), "OnlySearchActiveTicketsInSimpleSearch": "0",
        }  # fmt: skip
        lines = [f"Set(${name}, '{value}');" for name, value in plain.items()]
        search = "Enable => 1, Indexed => 1, Table => 'AttachmentsIndex', Column => 'ContentIndex'"
        lines += ["Set($LogToSyslog, undef);", f"Set(%FullTextSearch, {search});", "1;"]
        (self.folder / "site.pm").write_text("\n".join(lines) + "\n")

    def _load(self) -> None:
        """By as many processes as there are cores; nothing but loading waits less for the disk."""
        program, cores = ["perl", str(HERE / "rt_load.pl"), str(self.work.lines)], os.cpu_count() or 1
        own = {**self.environment, "PGOPTIONS": "-c synchronous_commit=off"}
        self.run([*program, "prepare", "0", AGENT, PASSWORD], own)
        files = [self.folder / f"loaded.{part}" for part in range(cores)]
        loading = []
        for part, file in enumerate(files):
            with file.open("w") as told, (self.folder / "load.log").open("a") as log:
                words = [*program, str(part), str(cores)]
                loading.append(subprocess.Popen(words, env={**os.environ, **own}, stdout=told, stderr=log))
        if sum(abs(process.wait()) for process in loading):
            raise RuntimeError(
                f"Request Tracker was not filled:\n{(self.folder / 'load.log').read_text()[-2000:]}"
            )
        pairs = [line.split() for file in files for line in file.read_text().splitlines()]
        self.places = {int(number): int(key) for number, key in pairs}
        self.run([*program, "finish", "0"], own)

    def _index(self) -> None:
        account = [
            "--dba",
            self.work.server.parts()["user"],
            "--dba-password",
            self.work.server.parts()["password"],
        ]
        self.run(["rt-setup-fulltext-index-5", "--noask", "--index-type", "gin", *account], self.environment)

    def start(self) -> None:
        words = [
            SERVER,
            "--server",
            "Starman",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--workers",
            str(WORKERS),
        ]
        self.serve(words, self.environment, "/")

    def sign_in(self) -> Browser:
        browser = Browser(self.port)
        fields = hidden_fields(browser.get("/"))
        browser.post("/NoAuth/Login.html", {**fields, "user": AGENT, "pass": PASSWORD})
        return browser

    def list_page(self, browser: Browser) -> int:
        page = browser.get(f"/Search/Results.html?Query={OPEN}&Rows=50&Page=1&OrderBy=LastUpdated&Order=DESC")
        return len(set(re.findall(r"/Ticket/Display\.html\?id=(\d+)", page)))

    def ticket_page(self, browser: Browser, number: int) -> str:
        """The page, and its history, which the page asks for by a script as soon as it is there."""
        page = browser.get(f"/Ticket/Display.html?id={self.places[number]}")
        history = re.search(r"/Helpers/TicketHistory\?[^\"']+", page.replace("\\/", "/"))
        return page + browser.get(history[0].replace("&amp;", "&")) if history else page

    def search(self, browser: Browser, question: str) -> None:
        self._results(browser, question)

    def found(self, browser: Browser, question: str) -> int:
        told = re.search(r"Found (\d+) tickets?", self._results(browser, question))
        if not told:
            raise RuntimeError("Request Tracker does not say how many it has found.")
        return int(told[1])

    def _results(self, browser: Browser, question: str) -> str:
        return browser.get(f"/Search/Simple.html?q={question}")

    def reply(self, browser: Browser, number: int) -> Callable[[], object]:
        key = str(self.places[number])
        browser.get(f"/Ticket/Update.html?Action=Respond&id={key}")
        fields = {
            "id": key,
            "Action": "Respond",
            "UpdateType": "response",
            "UpdateContent": REPLY,
            "SubmitTicket": "1",
        }
        return lambda: browser.post("/Ticket/Update.html", fields)

    def take_in(self, mails: Sequence[bytes]) -> None:
        address = f"http://127.0.0.1:{self.port}/"
        piped(["rt-mailgate-5", "--queue", "General", "--action", "correspond", "--url", address], mails, {})

    def count(self) -> Count:
        kinds = "ObjectType = 'RT::Ticket' AND Type IN ('Create', 'Correspond', 'Comment')"
        question = f"SELECT (SELECT count(*) FROM Tickets), (SELECT count(*) FROM Transactions WHERE {kinds})"
        tickets, messages = self.work.server.ask(self.database, question)[0]
        return Count(int(str(tickets)), int(str(messages)))

    def more(self) -> list[tuple[str, str]]:
        """What its search finds with PostgreSQL's Russian dictionary, of which its documentation says nothing."""
        self.stop()
        change = f"ALTER DATABASE {self.database} SET default_text_search_config = 'pg_catalog.russian'"
        self.work.server.change(self.database, change)
        self._index()
        self.start()
        browser = self.sign_in()
        told = f"“{ONE}” {self.found(browser, ONE)}, “{TWO}” {self.found(browser, TWO)}"
        return [("found with PostgreSQL's Russian dictionary", told)]
