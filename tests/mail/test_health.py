"""What the desk says is wrong with its mail."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from opora.desk.actions import change_mailbox
from opora.desk.actions.examine import examine
from opora.desk.public import health as desk_health
from opora.events.public import clock
from opora.mail.doors.visits.visit import MOST_ATTEMPTS
from opora.mail.health import longest_usual
from opora.mail.models import FetchedMail, IncomingMail, MailboxState, OutgoingMail
from opora.mail.public import findings, receive, take_in_due
from opora.people.public import Actor
from tests.cast import Cast
from tests.mail.letters import letter

SYSTEM = Actor.system()


def codes() -> list[str]:
    return [card.code for card in findings()]


def test_a_mail_that_its_server_never_gives_is_not_forgotten_in_silence(cast: Cast) -> None:
    row = FetchedMail(mailbox=cast.mailbox, uid_validity=1, uid="7", is_taken=False, attempts=1)
    row.save()
    assert findings() == []
    FetchedMail.objects.filter(pk=row.pk).update(attempts=MOST_ATTEMPTS)
    (card,) = findings()
    assert (card.code, card.is_red, card.detail) == ("mail_not_given", False, "UID 7")
    assert "help@severka.example" in card.words


def test_a_mailbox_that_nobody_looks_into_is_red_within_minutes(cast: Cast) -> None:
    change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, incoming="imap", in_host="imap.severka.example")
    assert codes() == []
    with clock.at(clock.now() + timedelta(minutes=11)):
        (card,) = findings()
        assert (card.code, card.is_red, card.place_key) == ("mail_not_checked", True, cast.mailbox.pk)
        MailboxState.objects.create(mailbox=cast.mailbox, checked_at=clock.now() - timedelta(minutes=9))
        assert codes() == []
        change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, is_active=False)
        MailboxState.objects.update(checked_at=None)
        assert codes() == []


def came(cast: Cast, hours_ago: Sequence[float]) -> None:
    """Mails of the past, with as much of them as the check reads."""
    now = clock.now()
    for number, hours in enumerate(sorted(hours_ago, reverse=True)):
        IncomingMail.objects.create(
            mailbox=cast.mailbox,
            source="imap",
            digest=str(number),
            size=1,
            state="done",
            received_at=now - timedelta(hours=hours),
        )


def test_quiet_is_what_is_unusual_for_this_mailbox(cast: Cast) -> None:
    came(cast, [12 * day + 7 for day in range(40)])
    assert codes() == []
    with clock.at(clock.now() + timedelta(hours=20)):
        (card,) = findings()
        assert (card.code, card.is_red) == ("mailbox_quiet", False)
        assert "27 hours" in card.words
    IncomingMail.objects.filter(digest__in=["38", "39"]).delete()
    assert codes() == ["mailbox_quiet"]


def test_with_little_history_silence_must_be_long() -> None:
    now = clock.now()
    hourly = [now - timedelta(hours=hour) for hour in range(50)]
    assert longest_usual(hourly) == timedelta(hours=72)
    assert longest_usual(hourly[:5]) == timedelta.max
    fortnight = [now - timedelta(hours=hour) for hour in range(14 * 24)]
    assert longest_usual(fortnight) == timedelta(hours=6)
    with_weekend = [moment for moment in fortnight if moment.weekday() < 5]
    assert longest_usual(with_weekend) > timedelta(hours=90)


def test_mail_that_waits_says_for_how_long(cast: Cast) -> None:
    receive(letter().as_bytes(), source="pipe", mailbox=cast.mailbox)
    assert codes() == []
    with clock.at(clock.now() + timedelta(minutes=6)):
        (card,) = findings()
        assert (card.code, card.is_red) == ("mail_waits", True)
        assert card.words == "1 mail waits to be read, the oldest for 6 minutes."


def test_one_bad_mail_stops_none_of_those_after_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from opora.mail.receiving import take_in

    ordinary = take_in.judge

    def judge(one: object) -> object:
        if one.parsed.subject == "bad":  # type: ignore[attr-defined]
            raise ZeroDivisionError("a mail that nobody thought of")
        return ordinary(one)  # type: ignore[arg-type]

    monkeypatch.setattr(take_in, "judge", judge)
    for number in range(7):
        one = letter(
            subject="bad" if number in {0, 3} else f"good {number}", message_id=f"<{number}@veter.example>"
        )
        receive(one.as_bytes(), source="pipe", mailbox=cast.mailbox)
    take_in_due()
    assert IncomingMail.objects.filter(state="done").count() == 5
    (card,) = findings()
    assert (card.code, card.is_red) == ("mail_failed", False)
    assert card.words.startswith("2 mails could not be taken in")


def test_answers_that_nobody_carries_and_answers_that_wait(cast: Cast) -> None:
    moment = clock.now()
    for number, reason in enumerate(("", "put_off")):
        OutgoingMail.objects.create(
            once=str(number),
            mailbox=cast.mailbox,
            address="anna@veter.example",
            mail_id=f"{number}@x",
            reason=reason,
            failure="450 greylisted" if reason else "",
            created_at=moment,
            next_attempt_at=moment,
        )
    assert codes() == []
    with clock.at(moment + timedelta(minutes=11)):
        stands, waits = findings()
    assert (stands.code, stands.is_red, stands.words[:1]) == ("mail_not_carried", True, "1")
    assert (waits.code, waits.is_red, waits.detail) == (
        "mail_queue",
        False,
        "anna@veter.example: 450 greylisted",
    )


def test_every_finding_becomes_a_card_and_goes_when_it_is_mended(cast: Cast) -> None:
    state = MailboxState.objects.create(
        mailbox=cast.mailbox,
        in_failure="login_refused",
        out_failure="no_connection",
        after_failure="NO [ALREADYEXISTS]",
    )
    examine(actor=SYSTEM)
    cards = {card.code: card for card in desk_health.standing() if card.check != "worker"}
    assert set(cards) == {"mail_not_fetched", "mail_not_put_away", "mail_not_sent"}
    assert all(card.advice and card.key == str(cast.mailbox.pk) for card in cards.values())
    state.in_failure = state.out_failure = state.after_failure = ""
    state.save()
    examine(actor=SYSTEM)
    assert {card.check for card in desk_health.standing()} <= {"worker"}
