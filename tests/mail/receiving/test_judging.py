"""What becomes of a mail."""

import pytest

from opora.desk.actions import change_setting
from opora.events.models import Event
from opora.mail import tokens
from opora.mail.models import IncomingMail, OutgoingMail
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.actions import change_status, reply
from opora.tickets.models import Message, Status, Ticket
from opora.tickets.public import Words
from tests.cast import Cast
from tests.mail.letters import brought, letter

TRUSTED = "mx.severka.example; dmarc=pass header.from=severka.example"


@pytest.fixture
def answer(cast: Cast) -> Message:
    """Vera's answer on Anna's ticket, which waits for her now."""
    ticket = cast.tickets[Status.PENDING]
    return reply(
        actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="?"), channel="desk", then="pending"
    )


def own_id(message: Message) -> str:
    return f"<{tokens.message_id(message.ticket_id, 'm', message.pk, 'severka.example')}>"


def test_a_new_sender_becomes_a_customer_with_name_and_language(cast: Cast) -> None:
    text = "Dobrý den, prosím o pomoc s objednávkou, která stále nedorazila. Děkuji."
    row = brought(letter("Jana Nová <Jana@Nova.example>", subject="Objednávka", text=text), cast.mailbox)
    jana = Person.objects.get(email="jana@nova.example")
    assert (jana.name, jana.language, jana.role) == ("Jana Nová", "cs", "customer")
    assert row.ticket is not None
    assert (row.ticket.requester, row.ticket.department, row.ticket.language) == (jana, cast.first_line, "cs")
    assert (row.ticket.channel, row.ticket.status, row.ticket.subject) == ("mail", "new", "Objednávka")


def test_every_change_names_the_mail_that_caused_it(cast: Cast) -> None:
    row = brought(letter(), cast.mailbox)
    causes = Event.objects.filter(ticket=row.ticket_id).values_list("cause", flat=True)
    assert set(causes) == {f"mail:{row.pk}"}


def test_the_mail_is_judged_once_however_often_it_is_tried(cast: Cast) -> None:
    from opora.mail.public import take_in

    row = brought(letter(), cast.mailbox)
    again = take_in(row)
    assert (again.state, Message.objects.filter(ticket=row.ticket_id).count()) == ("done", 1)


def test_the_same_letter_by_another_way_is_no_second_message(cast: Cast) -> None:
    first = brought(letter(), cast.mailbox)
    again = brought(letter(Received="from elsewhere by here; Mon, 4 May 2026 10:00:00 +0200"), cast.mailbox)
    assert (again.state, again.reason, again.ticket) == ("duplicate", "twice", first.ticket)
    assert Ticket.objects.get(pk=first.ticket_id).message_count == 1


def test_a_program_that_gives_all_its_mails_one_message_id_loses_none(cast: Cast) -> None:
    first = brought(letter(text="first"), cast.mailbox)
    other = brought(letter(text="other"), cast.mailbox)
    assert (other.state, other.ticket != first.ticket) == ("done", True)


def test_no_sender_is_held(cast: Cast) -> None:
    row = brought(b"Subject: hello\nMessage-ID: <a@b>\n\nwho am I?", cast.mailbox)
    assert (row.state, row.reason, row.subject, row.snippet) == ("held", "no_sender", "hello", "who am I?")


def test_somebody_deactivated_is_held(cast: Cast) -> None:
    Person.objects.filter(pk=cast.mia.pk).update(is_active=False)
    row = brought(letter("mia@letters.example"), cast.mailbox)
    assert (row.state, row.reason) == ("held", "blocked")


def test_our_own_address_writes_no_tickets(cast: Cast) -> None:
    row = brought(letter("billing@severka.example"), cast.mailbox)
    assert (row.state, row.reason) == ("held", "own_address")


def test_our_own_mail_coming_back_stops(cast: Cast) -> None:
    row = brought(letter(X_Opora_Loop="help@severka.example"), cast.mailbox)
    assert (row.state, row.reason) == ("ignored", "loop")


def test_a_flood_from_one_sender_is_held(cast: Cast) -> None:
    change_setting(actor=Actor.of(cast.adam), name="mail_per_sender", value=5)
    from opora.desk.settings import forget_values

    forget_values()
    rows = [brought(letter(text=f"{n}", message_id=f"<{n}@v>"), cast.mailbox) for n in range(7)]
    assert [row.state for row in rows] == ["done"] * 5 + ["held"] * 2
    assert rows[-1].reason == "too_many"


def test_an_out_of_office_is_a_small_note_and_nothing_else(cast: Cast, answer: Message) -> None:
    vacation = letter(
        subject="Автоответ: отпуск",
        text="Я в отпуске до 12 мая.",
        In_Reply_To=own_id(answer),
        Auto_Submitted="auto-replied",
    )
    row = brought(vacation, cast.mailbox)
    assert (row.state, row.reason, row.ticket) == ("done", "automatic", answer.ticket)
    assert row.message is not None
    assert (row.message.kind, row.message.author) == ("note", None)
    assert row.message.remarks[0]["code"] == "automatic_mail"
    ticket = Ticket.objects.get(pk=answer.ticket_id)
    assert (ticket.status, ticket.waiting_since) == (Status.PENDING, None)
    assert not OutgoingMail.objects.exclude(purpose="answer").exists()


def test_an_automatic_answer_to_nothing_is_set_aside(cast: Cast) -> None:
    count = Ticket.objects.count()
    row = brought(letter(subject="Automatic reply: hello", Auto_Submitted="auto-replied"), cast.mailbox)
    assert (row.state, row.reason, Ticket.objects.count()) == ("ignored", "automatic", count)


def test_a_machine_that_writes_by_itself_is_held(cast: Cast) -> None:
    row = brought(
        letter("cron@servers.example", subject="disk", Auto_Submitted="auto-generated"), cast.mailbox
    )
    assert (row.state, row.reason) == ("held", "machine")


def test_a_mailing_list_is_held(cast: Cast) -> None:
    row = brought(letter("news@shop.example", List_Id="<news.shop.example>", Precedence="bulk"), cast.mailbox)
    assert (row.state, row.reason) == ("held", "list")


def test_a_colleague_without_proof_is_held(cast: Cast, answer: Message) -> None:
    row = brought(letter("vera@severka.example", In_Reply_To=own_id(answer)), cast.mailbox)
    assert (row.state, row.reason, row.ticket) == ("held", "agent_unproven", answer.ticket)


def test_proof_counts_from_a_trusted_server_only(cast: Cast, answer: Message) -> None:
    claimed = letter("vera@severka.example", In_Reply_To=own_id(answer), Authentication_Results=TRUSTED)
    row = brought(claimed, cast.mailbox)
    assert (row.state, row.reason) == ("held", "agent_unproven")


def test_a_proven_colleague_answers_by_mail(cast: Cast, answer: Message) -> None:
    _trust(cast)
    proven = letter(
        "vera@severka.example",
        In_Reply_To=own_id(answer),
        Authentication_Results=TRUSTED,
        text="Отправлено, ждите.",
    )
    row = brought(proven, cast.mailbox)
    assert row.state == "done"
    assert row.message is not None
    assert (row.message.author, row.message.author_role, row.message.kind) == (cast.vera, "agent", "public")


def test_a_proven_colleague_of_another_department_is_held(cast: Cast, answer: Message) -> None:
    _trust(cast)
    row = brought(
        letter("petr@severka.example", In_Reply_To=own_id(answer), Authentication_Results=TRUSTED),
        cast.mailbox,
    )
    assert (row.state, row.reason) == ("held", "agent_no_access")


def test_a_customers_mail_whose_proof_fails_says_so_at_the_message(cast: Cast, answer: Message) -> None:
    _trust(cast)
    verdict = "mx.severka.example; dmarc=fail header.from=veter.example"
    row = brought(letter(In_Reply_To=own_id(answer), Authentication_Results=verdict), cast.mailbox)
    assert row.message is not None
    assert {"code": "unproven_sender", "verdict": "fail"} in row.message.remarks
    assert row.why["authentication"]["dmarc"] == "fail"


def test_a_reply_reopens(cast: Cast, answer: Message) -> None:
    change_status(actor=Actor.of(cast.vera), ticket=answer.ticket, status=Status.SOLVED)
    brought(letter(In_Reply_To=own_id(answer), text="Не работает"), cast.mailbox)
    assert Ticket.objects.get(pk=answer.ticket_id).status == Status.OPEN


def test_held_mails_are_seen_on_their_ticket(cast: Cast, answer: Message) -> None:
    row = brought(letter("mia@letters.example", In_Reply_To=own_id(answer)), cast.mailbox)
    event = Event.objects.get(kind="mail.held")
    assert (event.ticket, event.data) == (answer.ticket_id, {"incoming": row.pk, "reason": "stranger"})


def test_the_mailbox_follows_from_the_mail_where_the_pipe_did_not_say(cast: Cast) -> None:
    row = brought(letter(to="Billing <billing+x@severka.example>"), None)
    assert row.ticket is not None
    assert row.ticket.department == cast.billing
    assert IncomingMail.objects.get(pk=row.pk).mailbox is not None


def _trust(cast: Cast) -> None:
    from opora.desk.settings import forget_values

    change_setting(actor=Actor.of(cast.adam), name="mail_trusted_servers", value="mx.severka.example")
    forget_values()
