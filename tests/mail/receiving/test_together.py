"""Mails that are taken in together: each knows of those before it, and none pays for another."""

import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opora.desk.models import Mailbox
from opora.events.public import clock
from opora.mail.models import IncomingMail, MailReference
from opora.mail.public import receive, take_in_due
from opora.mail.receiving import placing
from opora.mail.receiving.take_in import due, release_of_the_dead
from opora.people.models import Person
from opora.tickets.models import Message
from tests.cast import Cast
from tests.mail.letters import letter

pytestmark = pytest.mark.mariadb

NEW = "Новый человек <new@somewhere.example>"


def test_an_answer_finds_the_mail_before_it(cast: Cast) -> None:
    first, answer, deep = _kept(
        cast,
        {"message_id": "<1@v>"},
        {"message_id": "<2@v>", "In_Reply_To": "<1@v>", "text": "Ещё одно"},
        {"message_id": "<3@v>", "In_Reply_To": "<0@v>", "References": "<1@v> <2@v> <0@v>", "text": "И ещё"},
    )
    assert take_in_due() == 3
    assert [_now(row).ticket_id for row in (answer, deep)] == [_now(first).ticket_id] * 2
    ticket = _now(first).ticket
    assert ticket is not None
    assert (ticket.message_count, ticket.snippet) == (3, "И ещё")
    assert MailReference.objects.filter(ticket=ticket).count() == 4


def test_a_new_sender_is_one_person(cast: Cast) -> None:
    rows = _kept(
        cast, {"sender": NEW, "message_id": "<1@s>"}, {"sender": NEW, "message_id": "<2@s>", "text": "!"}
    )
    take_in_due()
    assert [_now(row).state for row in rows] == ["done", "done"]
    assert Person.objects.filter(email="new@somewhere.example").count() == 1


def test_the_same_mail_twice_is_one_message(cast: Cast) -> None:
    before = Message.objects.count()
    once = letter(message_id="<same@v>")
    for way in ("X-Way: one", "X-Way: two"):
        receive(way.encode() + b"\n" + once.as_bytes(), source="smtp", mailbox=cast.mailbox)
    take_in_due()
    assert list(IncomingMail.objects.order_by("id").values_list("state", flat=True)) == ["done", "duplicate"]
    assert Message.objects.count() == before + 1


def test_what_one_does_wrong_touches_no_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = _kept(
        cast,
        {"message_id": "<1@v>"},
        {"message_id": "<bad@v>", "text": "Ошибка"},
        {"message_id": "<3@v>", "In_Reply_To": "<bad@v>", "text": "Ответ на неё"},
    )
    honest = placing.remember

    def remember(mail: Any, message: Message) -> None:
        honest(mail, message)
        if mail.parsed.message_id == "bad@v":
            raise RuntimeError("a bug of ours, as late as can be")

    monkeypatch.setattr("opora.mail.receiving.entering.remember", remember)
    take_in_due()
    assert [_now(row).state for row in rows] == ["done", "failed", "done"]
    assert _now(rows[2]).ticket_id != _now(rows[0]).ticket_id
    assert not Message.objects.filter(text="Ошибка").exists()
    assert set(MailReference.objects.values_list("message__text", flat=True)) == {
        "Ответ на неё",
        letter_text(),
    }


def test_a_full_mailbox_does_not_make_the_others_wait(cast: Cast) -> None:
    billing = Mailbox.objects.get(address="billing@severka.example")
    _kept(cast, *({"message_id": f"<{number}@v>", "text": str(number)} for number in range(12)))
    late = receive(letter(message_id="<late@v>").as_bytes(), source="smtp", mailbox=billing)
    assert late in due(limit=10)
    assert [row.pk for row in due(limit=10)] == sorted(row.pk for row in due(limit=10))
    assert take_in_due() == 13


def test_many_cost_little_more_than_their_own_rows(cast: Cast) -> None:
    """Look-ups, locks and the commit are shared; a mail of somebody known costs about ten statements of its own."""
    assert _statements(cast, 20) - _statements(cast, 10) <= 10 * 10


def _statements(cast: Cast, count: int) -> int:
    _kept(
        cast,
        *({"message_id": f"<{count}.{number}@v>", "text": f"{count} {number}"} for number in range(count)),
    )
    with CaptureQueriesContext(connection) as asked:
        take_in_due()
    return len(asked)


def _kept(cast: Cast, *mails: dict[str, str]) -> list[IncomingMail]:
    return [receive(letter(**mail).as_bytes(), source="smtp", mailbox=cast.mailbox) for mail in mails]


def _now(row: IncomingMail) -> IncomingMail:
    return IncomingMail.objects.get(pk=row.pk)


def letter_text() -> str:
    """What an ordinary letter of these tests says."""
    return "Здравствуйте! Кэшбэк так и не начислен."


def test_what_a_killed_process_was_about_comes_before_what_came_later(cast: Cast) -> None:
    first, answer = _kept(
        cast, {"message_id": "<1@v>"}, {"message_id": "<2@v>", "In_Reply_To": "<1@v>", "text": "!"}
    )
    program = "from opora.mail import owners; print(owners.own())"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    IncomingMail.objects.filter(pk=first.pk).update(
        attempts=1, next_attempt_at=clock.now() + timedelta(seconds=20), owner=ended.stdout.strip()
    )
    assert [row.pk for row in due()] == [answer.pk]
    release_of_the_dead()
    take_in_due()
    assert _now(answer).ticket_id == _now(first).ticket_id
    assert _now(first).owner == ""
