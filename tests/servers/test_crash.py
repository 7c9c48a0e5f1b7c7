"""Killing the worker at any moment: every mail becomes one message, every answer arrives, none as two letters."""

import os
import random
import smtplib
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.mail.letters import letter
from tests.servers.sink import Sink, free_port
from tests.servers.waiting import until

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
MAILS, TICKETS = 60, 30


class Desk:
    """A desk in a folder of its own, whose worker is killed every now and then."""

    def __init__(self, data: Path) -> None:
        self.data, self.door = data, free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("OPORA_")}
        self.environ = kept | {
            "OPORA_DATA": str(data),
            "OPORA_SMTP_DOOR": f"127.0.0.1:{self.door}",
            "OPORA_LOG_LEVEL": "error",
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *words: str) -> None:
        subprocess.run([sys.executable, "-m", *words], env=self.environ, check=True, timeout=120, cwd=ROOT)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.data / "opora.sqlite3", timeout=20) as database:
            return database.execute(query).fetchall()

    @contextmanager
    def worker_that_is_killed(self, draw: random.Random) -> Iterator[list[int]]:
        """Gives the list of exit codes so far; at the end one worker is left in peace until the block is over."""
        over, codes = threading.Event(), list[int]()

        def live_and_die() -> None:
            while not over.is_set():
                worker = subprocess.Popen(
                    [sys.executable, "-m", "opora", "worker"], env=self.environ, cwd=ROOT
                )
                over.wait(60 if len(codes) >= 5 else draw.uniform(2.0, 5.0))
                worker.kill()
                codes.append(worker.wait())

        thread = threading.Thread(target=live_and_die)
        thread.start()
        try:
            yield codes
        finally:
            over.set()
            thread.join(20)

    def send(self, raw: bytes) -> None:
        """As a mail server does: again and again until it is taken over."""
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                with smtplib.SMTP("127.0.0.1", self.door, timeout=10) as client:
                    client.sendmail("c@x.example", ["help@severka.example"], raw)
                return
            except (OSError, smtplib.SMTPException):
                time.sleep(0.1)
        raise AssertionError("The door never took the mail.")


def mail(number: int) -> bytes:
    """Half of them are answers to the other half, from the same customer."""
    who, answered = number % TICKETS, f"<{number % TICKETS}@x.example>" if number >= TICKETS else ""
    more = {"In_Reply_To": answered} if answered else {}
    text = f"Письмо {number}"
    made = letter(
        f"c{who}@x.example", text=text, subject=f"Заказ {who}", message_id=f"<{number}@x.example>", **more
    )
    return made.as_bytes().replace(b"\n", b"\r\n")


def test_nothing_is_lost_and_nothing_is_doubled(tmp_path: Path, sink: Sink) -> None:
    desk, draw = Desk(tmp_path), random.Random(4711)
    desk.run("tests.servers.crash_desk", "set_up", str(sink.port))
    with desk.worker_that_is_killed(draw):
        for number in range(MAILS):
            desk.send(mail(number))
            time.sleep(0.1)
        until(lambda: desk.rows("SELECT count(*) FROM message")[0][0] == MAILS, 120)
    texts = Counter(text for (text,) in desk.rows("SELECT text FROM message"))
    assert texts == Counter(f"Письмо {number}" for number in range(MAILS))
    assert desk.rows("SELECT count(*) FROM ticket") == [(TICKETS,)]
    assert set(desk.rows("SELECT DISTINCT state FROM incoming_mail WHERE state != 'duplicate'")) == {
        ("done",)
    }

    desk.run("tests.servers.crash_desk", "answer")
    with desk.worker_that_is_killed(draw) as codes:
        until(
            lambda: desk.rows("SELECT count(*) FROM outgoing_mail WHERE state = 'sent'")[0][0] == TICKETS, 120
        )
        until(lambda: len(codes) >= 3, 120)
    assert set(codes) == {-9}
    ids = Counter(str(message_from_bytes(content)["Message-ID"]) for _, _, content in sink.mails)
    assert len(ids) == TICKETS
    assert sum(ids.values()) - TICKETS <= 4 * len(codes), (
        "what was in hand at a kill, with the same Message-ID"
    )
