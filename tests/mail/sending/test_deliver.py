"""Carrying mails to a real SMTP server, and what becomes of those that it does not take."""

from datetime import timedelta
from email import message_from_bytes

import pytest

from opora.desk.actions import change_mailbox
from opora.events.models import Event
from opora.events.public import catch_up, clock
from opora.mail import owners
from opora.mail.actions import send_again
from opora.mail.models import MailboxState, OutgoingMail
from opora.mail.public import deliver_due, deliveries_of, findings
from opora.mail.sending.carrying.claiming import due_keys, renew
from opora.mail.sending.carrying.delays import tell_delayed
from opora.mail.sending.carrying.deliver import deliver
from opora.mail.sending.carrying.outcome import RESTS
from opora.people.actions import change_person
from opora.people.public import Actor, NotAllowed, NotFound
from opora.tickets.actions import add_collaborator, add_note, reply
from opora.tickets.models import Message, Status
from opora.tickets.public import Words
from tests.cast import Cast
from tests.servers.sink import Sink, free_port, listening


@pytest.fixture
def answer(cast: Cast, sink: Sink) -> Message:
    """Vera's answer to Anna and Mia, in the queue; the mailbox sends through the sink."""
    send_through(cast, sink.port)
    ticket = cast.tickets[Status.OPEN]
    catch_up("outgoing")
    OutgoingMail.objects.all().delete()
    add_collaborator(actor=Actor.of(cast.vera), ticket=ticket, person=cast.mia)
    message = reply(actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="Проверили"), channel="desk")
    catch_up("outgoing")
    return message


def send_through(cast: Cast, port: int, **values: object) -> None:
    ordinary: dict[str, object] = {"out_host": "127.0.0.1", "out_port": port, "out_security": "plain"}
    change_mailbox(actor=Actor.system(), mailbox=cast.mailbox, **{**ordinary, **values})


def states(message: Message) -> dict[str, str]:
    return dict(OutgoingMail.objects.filter(message=message).values_list("address", "state"))


def test_everybody_on_the_ticket_gets_it_once(answer: Message, sink: Sink) -> None:
    assert deliver_due() == 2
    assert sorted(recipients[0] for _, recipients, _ in sink.mails) == [
        "anna@veter.example",
        "mia@letters.example",
    ]
    assert deliver_due() == 0
    catch_up("outgoing")
    assert (OutgoingMail.objects.count(), len(sink.mails)) == (2, 2)
    assert deliveries_of([answer])[answer.pk].state == "sent"


def test_notes_and_customers_words_are_not_mailed(cast: Cast, answer: Message, sink: Sink) -> None:
    ticket = answer.ticket
    add_note(actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="секрет"))
    add_note(actor=Actor.of(cast.anna), ticket=ticket, words=Words(text="своё"))
    reply(actor=Actor.of(cast.anna), ticket=ticket, words=Words(text="спасибо"), channel="portal")
    catch_up("outgoing")
    assert OutgoingMail.objects.count() == 2


def test_who_takes_it_first_sends_it_alone(answer: Message, sink: Sink) -> None:
    key = due_keys()[0]
    OutgoingMail.objects.filter(pk=key).update(
        state="sending", owner="another:1", lease_until=clock.now() + timedelta(minutes=1)
    )
    assert (deliver(key), sink.mails) == (False, [])


def test_what_a_dead_process_was_about_is_sent_by_another_with_the_same_message_id(
    answer: Message, sink: Sink
) -> None:
    key = due_keys()[0]
    before = OutgoingMail.objects.get(pk=key).mail_id
    OutgoingMail.objects.filter(pk=key).update(
        state="sending", owner="dead:1", lease_until=clock.now() - timedelta(seconds=1)
    )
    assert deliver(key) is True
    assert sink.last()["Message-ID"] == f"<{before}>"


def test_a_process_that_lives_keeps_what_it_is_about(answer: Message) -> None:
    key = due_keys()[0]
    mine = OutgoingMail.objects.filter(pk=key)
    mine.update(state="sending", owner=owners.own(), lease_until=clock.now() - timedelta(seconds=1))
    renew([key])
    assert key not in due_keys()


def test_a_dead_server_is_tried_again_later_and_said(cast: Cast, answer: Message) -> None:
    send_through(cast, free_port())
    assert deliver(due_keys()[0]) is False
    rows = OutgoingMail.objects.values_list("state", "reason", "attempts")
    assert set(rows) == {("queued", "no_connection", 0)}, "a server's silence is no attempt of a mail"
    assert due_keys() == [], "the second would wait for the same silence"
    delivery = deliveries_of([answer])[answer.pk]
    assert (delivery.state, "can't be reached" in delivery.problem) == ("queued", True)
    assert any("help@severka.example" in card.words and card.is_red for card in findings())
    assert MailboxState.objects.get().out_failure == "no_connection"


def test_when_the_server_is_back_everything_leaves_and_the_card_goes(cast: Cast, answer: Message) -> None:
    port = free_port()
    send_through(cast, port)
    deliver_due()
    with listening(port) as sink, clock.at(clock.now() + timedelta(hours=1)):
        assert deliver_due() == 2
        assert len(sink.mails) == 2
    assert MailboxState.objects.get().out_failure == ""


def test_a_server_that_was_silent_for_days_costs_no_mail_its_attempts(cast: Cast, answer: Message) -> None:
    port, moment = free_port(), clock.now()
    send_through(cast, port)
    for _attempt in range(20):
        moment += timedelta(hours=12)
        with clock.at(moment):
            deliver_due()
    assert set(states(answer).values()) == {"queued"}
    assert MailboxState.objects.get().out_failures == 20
    with listening(port) as sink, clock.at(moment + timedelta(minutes=6)):
        assert deliver_due() == 2
        assert len(sink.mails) == 2


def test_one_mail_at_a_time_finds_out_whether_a_silent_server_is_back(cast: Cast, answer: Message) -> None:
    send_through(cast, free_port())
    first, second = due_keys()
    deliver(first)
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert due_keys() == [first, second]
        MailboxState.objects.update(out_retry_at=clock.now() + timedelta(minutes=2))  # another worker tries
        assert due_keys() == []
        assert not deliver(second)
        assert OutgoingMail.objects.get(pk=second).attempts == 0


def test_changed_settings_are_tried_at_once(cast: Cast, answer: Message, sink: Sink) -> None:
    send_through(cast, free_port())
    assert deliver_due() == 0
    send_through(cast, sink.port)
    catch_up("outgoing")
    assert deliver_due() == 2


def test_after_four_hours_the_ticket_says_that_it_has_not_arrived_yet(
    cast: Cast, answer: Message, sink: Sink
) -> None:
    sink.answers["mia@letters.example"] = "452 4.2.2 Over quota"
    deliver_due()
    with clock.at(clock.now() + timedelta(hours=3)):
        assert tell_delayed() == 0
    with clock.at(clock.now() + timedelta(hours=5)):
        assert (tell_delayed(), tell_delayed()) == (1, 0)
    event = Event.objects.get(kind="mail.delayed")
    assert (event.ticket, event.data["person"], event.data["reason"]) == (
        answer.ticket_id, cast.mia.pk, "mailbox_full",
    )  # fmt: skip
    assert "not delivered yet, the mailbox is full" in deliveries_of([answer])[answer.pk].problem


def test_it_is_tried_for_five_days() -> None:
    assert timedelta(minutes=sum(RESTS)) > timedelta(days=4.9)
    assert timedelta(minutes=sum(RESTS)) <= timedelta(days=5)


def test_an_address_that_does_not_exist_is_said_at_the_message_and_in_the_history(
    cast: Cast, answer: Message, sink: Sink
) -> None:
    sink.answers["mia@letters.example"] = "550 5.1.1 No such user"
    assert deliver_due() == 1
    assert states(answer) == {"anna@veter.example": "sent", "mia@letters.example": "failed"}
    delivery = deliveries_of([answer])[answer.pk]
    assert (delivery.state, len(delivery.failed)) == ("failed", 1)
    assert "mia@letters.example: the address does not exist" in delivery.problem
    event = Event.objects.get(kind="mail.not_delivered")
    assert (event.ticket, event.data["person"], event.data["reason"]) == (
        answer.ticket_id, cast.mia.pk, "recipient_refused",
    )  # fmt: skip


def test_a_greylisting_server_is_asked_again(answer: Message, sink: Sink) -> None:
    sink.answers["mia@letters.example"] = "451 4.7.1 Greylisted"
    assert deliver_due() == 1
    assert states(answer)["mia@letters.example"] == "queued"
    del sink.answers["mia@letters.example"]
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert deliver_due() == 1
    assert set(states(answer).values()) == {"sent"}


def test_after_days_it_is_given_up_with_a_word(answer: Message, sink: Sink) -> None:
    sink.answers["DATA"] = "452 no room"
    moment = clock.now()
    for _attempt in range(20):
        moment += timedelta(days=1)
        with clock.at(moment):
            deliver_due()
    assert set(states(answer).values()) == {"failed"}
    assert set(OutgoingMail.objects.values_list("reason", flat=True)) == {"given_up"}
    assert Event.objects.filter(kind="mail.not_delivered").count() == 2


def test_a_wrong_password_waits_for_the_administrator(cast: Cast, answer: Message) -> None:
    with listening(password="right") as guarded:
        send_through(cast, guarded.port, out_login="help", out_password="wrong")
        assert deliver_due() == 0
        assert MailboxState.objects.get().out_failure == "login_refused"
        assert set(states(answer).values()) == {"queued"}
        send_through(cast, guarded.port, out_login="help", out_password="right")
        with clock.at(clock.now() + timedelta(hours=1)):
            assert deliver_due() == 2


def test_without_a_server_it_waits_and_says_so(cast: Cast, answer: Message) -> None:
    send_through(cast, 25, out_host="")
    assert deliver_due() == 0
    assert "no outgoing mail server is set up" in deliveries_of([answer])[answer.pk].problem


def test_sending_again_uses_the_address_of_today(cast: Cast, answer: Message, sink: Sink) -> None:
    sink.answers["mia@letters.example"] = "550 No such user"
    deliver_due()
    failed = OutgoingMail.objects.get(state="failed")
    with pytest.raises(NotFound):
        send_again(actor=Actor.of(cast.petr), outgoing=failed)
    with pytest.raises((NotAllowed, NotFound)):
        send_again(actor=Actor.of(cast.lucie), outgoing=failed)
    del sink.answers["mia@letters.example"]
    send_again(actor=Actor.of(cast.vera), outgoing=failed)
    send_again(actor=Actor.of(cast.vera), outgoing=failed)
    assert Event.objects.filter(kind="mail.sent_again").count() == 1
    assert deliver_due() == 1
    assert sink.mails[-1][1] == ["mia@letters.example"]


def test_somebody_without_an_address_is_no_recipient(cast: Cast, sink: Sink) -> None:
    send_through(cast, sink.port)
    change_person(actor=Actor.of(cast.adam), person=cast.anna, is_active=False)
    catch_up("outgoing")
    OutgoingMail.objects.all().delete()
    reply(actor=Actor.of(cast.vera), ticket=cast.tickets[Status.OPEN], words=Words(text="x"), channel="desk")
    catch_up("outgoing")
    assert not OutgoingMail.objects.exists()


def test_a_desk_that_gets_its_mailbox_later_sends_what_waited(
    cast: Cast, answer: Message, sink: Sink
) -> None:
    OutgoingMail.objects.update(mailbox=None)
    assert deliver_due() == 2
    assert {message_from_bytes(raw)["From"].rpartition("<")[2] for _, _, raw in sink.mails} == {
        "help@severka.example>"
    }
