"""A running desk and a real browser in front of it."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from opora.desk.actions import change_mailbox
from opora.desk.public import settings as desk_settings
from opora.people.actions import change_person
from opora.people.models import Person
from opora.people.public import Actor
from tests.cast import PASSWORD, Cast, build
from tests.conftest import needs
from tests.events.test_crash import database_url
from tests.servers import dovecot
from tests.servers.dovecot import Dovecot
from tests.servers.sink import Sink, free_port, listening

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 40_000  # milliseconds; a bound for broken runs, not a wait
REFUSED = "Content Security Policy"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@dataclass
class House:
    """The desk as it runs: its address, its people, the servers around it."""

    url: str
    cast: Cast
    sink: Sink
    imap: Dovecot | None = None


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for one module: two Playwrights at once in a process do not go together."""
    needs("Chromium", present=Path(CHROMIUM).exists(), install="apt-get install chromium")
    # Playwright keeps an event loop in this thread; Django's objections to that are meant for servers.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield made
        made.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without a past."""
    made = browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which every error of a script, and whatever our policy refuses, is an error of the test."""
    made, errors = context.new_page(), list[str]()
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on("console", lambda said: errors.append(said.text) if REFUSED in said.text else None)
    yield made
    assert errors == []


@pytest.fixture
def house(browser: Browser, transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[House]:
    """The desk of the cast behind a real web and worker process; its answers go to a sink."""
    data = _data(settings, tmp_path)
    with listening() as sink:
        cast = _cast(sink)
        port = free_port()
        with _running(data, port):
            yield House(f"http://127.0.0.1:{port}", cast, sink)


@pytest.fixture
def house_with_imap(
    browser: Browser, transactional_db: None, settings: Any, tmp_path: Path
) -> Iterator[House]:
    """The same; its mail comes from a real Dovecot."""
    needs("Dovecot", present=dovecot.is_here(), install="apt-get install dovecot-imapd dovecot-pop3d")
    data = _data(settings, tmp_path)
    with dovecot.running() as imap, listening() as sink:
        cast = _cast(sink)
        change_mailbox(
            actor=Actor.system(),
            mailbox=cast.mailbox,
            incoming="imap",
            in_host="127.0.0.1",
            in_port=imap.imap_port,
            in_security="plain",
            in_login=dovecot.USER,
            in_password=dovecot.PASSWORD,
        )
        port = free_port()
        with _running(data, port):
            yield House(f"http://127.0.0.1:{port}", cast, sink, imap)


def _data(settings: Any, folder: Path) -> Path:
    """The data folder of the processes."""
    data = folder / "data"
    data.mkdir()
    settings.MEDIA_ROOT, settings.MAIL_ROOT = str(data / "files"), str(data / "mail")
    desk_settings.forget_values()
    return data


def _cast(sink: Sink) -> Cast:
    cast, system = build(), Actor.system()
    # The processes know the ordinary hashers only, not the quick one of the tests.
    Person.objects.exclude(role="customer").update(password=PBKDF2PasswordHasher().encode(PASSWORD, "salt"))
    cast.vera = change_person(actor=system, person=cast.vera, language="en")
    for mailbox in cast.first_line.mailboxes.all() | cast.billing.mailboxes.all():
        change_mailbox(
            actor=system, mailbox=mailbox, out_host="127.0.0.1", out_port=sink.port, out_security="plain"
        )
    return cast


class _running:
    """The two processes of a desk, from ready to stopped."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port, self.log = port, folder / "processes.log"
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("OPORA_")} | {
            "OPORA_DATA": str(folder),
            "OPORA_DATABASE_URL": database_url(),
            "OPORA_SECRET_KEY": os.environ["OPORA_SECRET_KEY"],
            "OPORA_URL": f"http://127.0.0.1:{port}",
            "OPORA_SMTP_DOOR": f"127.0.0.1:{free_port()}",
            "OPORA_PICTURES_FROM": "127.0.0.1",
        }

    def __enter__(self) -> None:
        connection.close()
        with self.log.open("wb") as log:
            self.processes = [
                subprocess.Popen(
                    [sys.executable, "-m", "opora", *words], env=self.env, stdout=log, stderr=log
                )
                for words in (["web", "--port", str(self.port)], ["worker"])
            ]
        until = time.monotonic() + PATIENCE / 1000
        while not self._answers():
            if time.monotonic() > until or any(process.poll() is not None for process in self.processes):
                self.__exit__()
                raise RuntimeError(f"The desk does not start:\n{self.log.read_text()}")
            time.sleep(0.1)

    def __exit__(self, *exception: object) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(30)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def sign_in(page: Page, house: House, person: Person) -> None:
    """Through the sign-in page, as everybody does."""
    page.goto(f"{house.url}/desk/")
    page.fill("input[name=login]", person.email or "")
    page.fill("input[name=password]", PASSWORD)
    page.locator("form button[data-look=main]").first.click()
    page.wait_for_url("**/desk/**")


def violations(page: Page) -> list[str]:
    """What axe-core holds to be serious or critical on the page as it is now."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]
