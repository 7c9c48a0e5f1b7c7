"""A desk whose worker is killed (SIGKILL) every few seconds, while mail comes in and answers go out.

For the tests, and for `bin/bench mail-crash`, which does the same in the full size.
"""

import contextlib
import os
import random
import smtplib
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from typing import Any

from tests.mail.writing import plain
from tests.servers.sink import Sink, free_port

ROOT = Path(__file__).resolve().parents[2]
SENDERS = 4
PATIENCE = 1800.0


@dataclass(frozen=True)
class Counted:
    """What was found when all was quiet; see `in_words`."""

    mails: int
    messages: int
    doubled: int
    missing: int
    came_again: int
    conversations: int
    tickets: int
    answers: int
    delivered: int
    delivered_again: int
    kills: int
    seconds: float

    @property
    def is_good(self) -> bool:
        """Every mail exactly one message, every answer delivered, and no copy with another Message-ID."""
        whole = self.messages == self.mails and not self.doubled and not self.missing
        return whole and self.delivered == self.answers

    def in_words(self) -> str:
        """For people."""
        return (
            f"{self.mails} mails in, {self.messages} messages: {self.missing} missing, {self.doubled} doubled; "
            f"{self.came_again} came again after the door had been killed and were known; "
            f"{self.conversations} conversations, {self.tickets} tickets\n"
            f"{self.answers} answers out, {self.delivered} delivered, "
            f"{self.delivered_again} of them once more with the same Message-ID\n"
            f"{self.kills} kills in {self.seconds:.0f} s"
        )


class Desk:
    """A desk in a folder of its own, on SQLite unless told otherwise."""

    def __init__(self, data: Path, database_url: str = "") -> None:
        self.data, self.door, self.database_url = data, free_port(), database_url
        kept = {name: value for name, value in os.environ.items() if not name.startswith("OPORA_")}
        self.environ = kept | {
            "OPORA_DATA": str(data),
            "OPORA_SMTP_DOOR": f"127.0.0.1:{self.door}",
            "OPORA_LOG_LEVEL": "error",
            "OPORA_DNS_SERVERS": "off",
            "PYTHONPATH": str(ROOT),
        }
        if database_url:
            self.environ["OPORA_DATABASE_URL"] = database_url

    def run(self, *words: str) -> None:
        """A command in a process of its own, to its end."""
        self.start(*words).wait(PATIENCE)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """A command in a process of its own; what it complains about is in `log`."""
        log = (self.data / "log").open("ab")
        return subprocess.Popen([sys.executable, "-m", *words], env=self.environ, cwd=ROOT, stderr=log)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Read from the database, from outside."""
        if self.database_url:
            import psycopg

            with psycopg.connect(self.database_url) as connection:
                return connection.execute(query).fetchall()  # type: ignore[arg-type]
        with sqlite3.connect(self.data / "opora.sqlite3", timeout=60) as database:
            return database.execute(query).fetchall()

    @contextmanager
    def worker_that_is_killed(self, draw: random.Random) -> Iterator[list[int]]:
        """Gives the list of exit codes so far; each worker works for two to five seconds."""
        over, codes = threading.Event(), list[int]()

        def live_and_die() -> None:
            while not over.is_set():
                worker = self.start("opora", "worker")
                self._is_open(over)
                over.wait(draw.uniform(2.0, 5.0))
                worker.kill()
                codes.append(worker.wait())

        thread = threading.Thread(target=live_and_die)
        thread.start()
        try:
            yield codes
        finally:
            over.set()
            thread.join(20)

    def _is_open(self, over: threading.Event) -> None:
        """Until the door is, half a minute at most: also on a slow machine a worker gets to its work before it dies."""
        end = time.monotonic() + 30
        while time.monotonic() < end and not over.is_set():
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.door), 1):
                return
            over.wait(0.1)

    def send(self, raw: bytes) -> None:
        """As a mail server does: again and again until it is taken over."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                with smtplib.SMTP("127.0.0.1", self.door, timeout=30) as client:
                    client.sendmail("c@x.example", ["help@severka.example"], raw)
                return
            except (OSError, smtplib.SMTPException):
                time.sleep(0.1)
        raise AssertionError("The door never took the mail.")


def mails_of(count: int, draw: random.Random) -> list[list[bytes]]:
    """The mails of each sender, in order; a third of them answer an earlier one of the same customer."""
    begun = count - count // 3
    answered = [draw.randrange(begun) for _ in range(count // 3)]
    lanes: list[list[bytes]] = [[] for _ in range(SENDERS)]
    for number in range(begun):
        lanes[number % SENDERS].append(_mail(number, number, ""))
        for at, other in enumerate(answered):
            if other == number:
                lanes[number % SENDERS].append(_mail(begun + at, number, f"<{number}@x.example>"))
    return lanes


def crash(desk: Desk, sink: Sink, *, mails: int, answers: int, seed: int = 4711) -> Counted:
    """Sets the desk up, lets mails come in and answers go out while the worker is killed, and counts at the end."""
    draw, began = random.Random(seed), time.monotonic()
    desk.run("tests.servers.crash_desk", "set_up", str(sink.port))
    lanes = mails_of(mails, draw)
    answering = desk.start("tests.servers.crash_desk", "answer", str(answers))
    with desk.worker_that_is_killed(draw) as codes:
        senders = [
            threading.Thread(target=lambda lane=lane: [desk.send(raw) for raw in lane]) for lane in lanes
        ]
        for thread in senders:
            thread.start()
        for thread in senders:
            thread.join(PATIENCE)
        answering.wait(PATIENCE)
        _until_quiet(desk, mails, answers)
    return _counted(desk, sink, mails, answers, len(codes), time.monotonic() - began)


def _until_quiet(desk: Desk, mails: int, answers: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        waiting = desk.rows("SELECT count(*) FROM incoming_mail WHERE next_attempt_at IS NOT NULL")[0][0]
        sent = desk.rows("SELECT count(*) FROM outgoing_mail WHERE purpose = 'answer' AND state = 'sent'")[0][
            0
        ]
        if not waiting and sent >= answers:
            return
        time.sleep(0.3)


def _counted(desk: Desk, sink: Sink, mails: int, answers: int, kills: int, seconds: float) -> Counted:
    texts = Counter(text for (text,) in desk.rows("SELECT text FROM message WHERE text LIKE 'Письмо %'"))
    ids = {
        mail_id
        for (mail_id,) in desk.rows("SELECT DISTINCT mail_id FROM outgoing_mail WHERE purpose = 'answer'")
    }
    came = Counter(str(message_from_bytes(raw)["Message-ID"]).strip("<>") for _, _, raw in sink.mails)
    delivered = {mail_id: count for mail_id, count in came.items() if mail_id in ids}
    return Counted(
        mails=mails,
        messages=texts.total(),
        doubled=sum(count - 1 for count in texts.values()),
        missing=sum(f"Письмо {number}" not in texts for number in range(mails)),
        came_again=desk.rows("SELECT count(*) FROM incoming_mail WHERE state = 'duplicate'")[0][0],
        conversations=mails - mails // 3,
        tickets=desk.rows("SELECT count(*) FROM ticket")[0][0],
        answers=answers,
        delivered=len(delivered),
        delivered_again=sum(delivered.values()) - len(delivered),
        kills=kills,
        seconds=seconds,
    )


def _mail(number: int, who: int, answered: str) -> bytes:
    return plain(
        f"c{who}@x.example", f"Заказ {who}", f"Письмо {number}", f"<{number}@x.example>", answers=answered
    )
