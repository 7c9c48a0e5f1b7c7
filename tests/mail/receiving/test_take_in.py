"""What goes wrong while a mail is taken in is kept, shown and tried again."""

from datetime import timedelta

import pytest

from opora.desk.models import Department
from opora.events.models import Event
from opora.events.public import clock
from opora.mail import raw
from opora.mail.actions import try_again
from opora.mail.models import IncomingMail
from opora.mail.public import findings, receive, take_in, take_in_due
from opora.mail.receiving import judging
from opora.mail.receiving import take_in as take_in_module
from opora.people.public import Actor, NotAllowed
from opora.tickets.models import Message
from tests.cast import Cast
from tests.mail.letters import brought, letter


def test_a_failure_rolls_everything_back_and_shows_the_mail(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = Message.objects.count()
    row = _failing(cast, monkeypatch)
    assert (row.state, row.reason, row.failure) == ("failed", "failed", "RuntimeError: a bug of ours")
    assert (row.from_email, row.subject, row.attempts) == ("anna@veter.example", "Кэшбэк за заказ 48-1173", 1)
    assert Message.objects.count() == count
    assert [card.code for card in findings()] == ["mail_failed"]
    assert Event.objects.filter(kind="mail.failed").count() == 1


def test_it_is_tried_again_by_itself_and_stops_no_others(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = _failing(cast, monkeypatch)
    good = receive(letter(message_id="<good@v>").as_bytes(), source="pipe", mailbox=cast.mailbox)
    assert take_in_due() == 1
    assert IncomingMail.objects.get(pk=good.pk).state == "done"
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert take_in_due() == 1
    assert IncomingMail.objects.get(pk=bad.pk).state == "done"


def test_after_many_attempts_it_waits_for_somebody(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = _failing(cast, monkeypatch)
    moment = clock.now()
    with monkeypatch.context() as broken:
        broken.setattr(judging, "_enter", _bug)
        for _attempt in range(12):
            moment += timedelta(days=2)
            with clock.at(moment):
                take_in_due()
    row.refresh_from_db()
    assert (row.state, row.next_attempt_at, row.attempts) == ("failed", None, 11)
    assert Event.objects.filter(kind="mail.failed").count() == 1
    with pytest.raises(NotAllowed):
        try_again(actor=Actor.of(cast.anna), incoming=row)
    try_again(actor=Actor.of(cast.vera), incoming=row)
    take_in_due()
    row.refresh_from_db()
    assert (row.state, row.failure) == ("done", "")


def test_a_raw_file_that_is_gone_is_said(cast: Cast) -> None:
    row = receive(letter().as_bytes(), source="pipe", mailbox=cast.mailbox)
    raw.path_of(row.digest).unlink()
    assert (take_in(row).state, take_in(row).reason) == ("failed", "raw_gone")


def test_a_desk_without_departments_refuses_in_words_and_takes_it_later(cast: Cast) -> None:
    Department.objects.update(is_active=False)
    row = brought(letter(), None)
    assert (row.state, row.reason, "no department yet" in row.failure) == ("failed", "refused", True)
    Department.objects.update(is_active=True)
    with clock.at(clock.now() + timedelta(minutes=2)):
        take_in_due()
    row.refresh_from_db()
    assert row.state == "done"


def test_a_mail_that_kills_the_process_stops_no_others_and_becomes_a_card(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = receive(letter().as_bytes(), source="pipe", mailbox=cast.mailbox)
    moment = clock.now()
    with monkeypatch.context() as deadly:
        deadly.setattr(take_in_module, "read", _killed)
        for _death in range(5):
            moment += timedelta(minutes=10)
            with clock.at(moment), pytest.raises(KeyboardInterrupt):
                take_in_due()
    good = receive(letter(message_id="<good@v>").as_bytes(), source="pipe", mailbox=cast.mailbox)
    assert take_in_due() == 1
    assert IncomingMail.objects.get(pk=good.pk).state == "done"
    bad.refresh_from_db()
    assert (bad.state, bad.reason, bad.attempts) == ("failed", "failed", 5)
    try_again(actor=Actor.of(cast.vera), incoming=bad)
    take_in_due()
    bad.refresh_from_db()
    assert bad.state == "done"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 5000,
        b"\xff\xfe" * 3000,
        b"Content-Type: multipart/mixed\n\n--x",
        b"From: \n\n",
        b"\n\n\n",
        b"a" * 100_000,
    ],
    ids=["empty", "nul", "binary", "broken", "no-sender", "blank", "one-line"],
)
def test_what_nobody_can_read_is_a_card_not_an_error(cast: Cast, content: bytes) -> None:
    row = take_in(receive(content, source="pipe", mailbox=cast.mailbox))
    assert (row.state, row.reason) == ("held", "no_sender")


def _failing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> IncomingMail:
    row = receive(letter().as_bytes(), source="pipe", mailbox=cast.mailbox)
    with monkeypatch.context() as broken:
        broken.setattr(judging, "_enter", _bug)
        return take_in(row)


def _killed(*words: object) -> None:
    raise KeyboardInterrupt


def _bug(*words: object) -> None:
    raise RuntimeError("a bug of ours")
