"""What must never leave: staff notes by any way, and who else got a mail where everybody gets one of their own."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.test import Client

from opora.desk.actions import change_department, change_mailbox
from opora.events.public import catch_up, clock
from opora.mail.actions import change_template
from opora.mail.models import OutgoingMail, Purpose
from opora.mail.public import deliver_due
from opora.mail.sending.compose import NotComposed, compose
from opora.mail.sending.queueing import queue_answer
from opora.mail.wording.variables import OFFERS
from opora.people.public import Actor
from opora.tickets.actions import add_collaborator, add_note, change_status, merge, reply
from opora.tickets.models import Message, MessageKind, Status, Ticket
from opora.tickets.public import NewFile, Words
from tests.cast import Cast
from tests.servers.sink import Sink

SYSTEM = Actor.system()
SECRET = "тайное-слово-7731"


@pytest.fixture
def ticket(cast: Cast, sink: Sink) -> Ticket:
    """Anna's ticket with Mia and Lucie as collaborators and a staff note; mail goes to the sink."""
    change_mailbox(
        actor=SYSTEM, mailbox=cast.mailbox, out_host="127.0.0.1", out_port=sink.port, out_security="plain"
    )
    made = cast.tickets[Status.OPEN]
    for person in (cast.mia, cast.lucie):
        add_collaborator(actor=Actor.of(cast.vera), ticket=made, person=person)
    note(cast, made)
    catch_up()
    OutgoingMail.objects.all().delete()
    return made


def note(cast: Cast, ticket: Ticket) -> Message:
    words = Words(html=f"<p>{SECRET}</p>", files=(NewFile(f"{SECRET}.txt", SECRET.encode()),))
    return add_note(actor=Actor.of(cast.vera), ticket=ticket, words=words)


def answer(cast: Cast, ticket: Ticket, text: str = "Проверили") -> Message:
    return reply(actor=Actor.of(cast.vera), ticket=ticket, words=Words(text=text), channel="desk")


def left(sink: Sink) -> list[EmailMessage]:
    """All mails, after everything that is due has left."""
    catch_up()
    deliver_due()
    return [message_from_bytes(raw, policy=policy.default) for _from, _to, raw in sink.mails]  # type: ignore[misc]


def everything(mail: EmailMessage) -> str:
    """Headers and all parts, decoded."""
    parts = [str(value) for value in mail.values()]
    for part in mail.walk():
        parts.append(str(part.get_filename() or ""))
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            parts.append(content.decode("utf-8", "replace"))
    return "\n".join(parts)


def assert_kept(sink: Sink, mails: int) -> None:
    found = left(sink)
    assert len(found) == mails
    assert not [mail["To"] for mail in found if SECRET in everything(mail)]


def test_by_the_reader(cast: Cast, ticket: Ticket, sink: Sink) -> None:
    note(cast, ticket)
    assert_kept(sink, 0)


def test_by_an_answer_after_it_quotes_and_all(cast: Cast, ticket: Ticket, sink: Sink) -> None:
    words = Words(text=f"{SECRET} как заметка покупателя")
    add_note(actor=Actor.of(cast.anna), ticket=ticket, words=words)
    answer(cast, ticket)
    assert_kept(sink, 3)


def test_by_a_row_that_names_it(cast: Cast, ticket: Ticket, sink: Sink) -> None:
    hidden = note(cast, ticket)
    queue_answer(hidden)  # as a caller with a mistake would
    OutgoingMail.objects.create(
        once="forged", purpose=Purpose.ANSWER, ticket=ticket, message=hidden, mailbox=cast.mailbox,
        person=cast.anna, address=cast.anna.email, to=[["", cast.anna.email]], mail_id="x@severka.example",
        created_at=clock.now(), next_attempt_at=clock.now(),
    )  # fmt: skip
    assert_kept(sink, 0)
    with pytest.raises(NotComposed):
        compose(OutgoingMail.objects.get(once="forged"))


def test_by_a_public_message_that_became_a_note(cast: Cast, ticket: Ticket, sink: Sink) -> None:
    message = answer(cast, ticket, SECRET)
    catch_up()
    Message.objects.filter(pk=message.pk).update(kind=MessageKind.NOTE)
    assert_kept(sink, 0)


def test_by_merging(cast: Cast, ticket: Ticket, sink: Sink) -> None:
    other = cast.tickets[Status.NEW]
    note(cast, other)
    merge(actor=Actor.of(cast.sofia), ticket=ticket, into=other)
    answer(cast, other)
    catch_up()
    deliver_due()
    assert sink.mails
    assert_kept(sink, len(sink.mails))


def test_by_solving_and_confirming(cast: Cast, ticket: Ticket, sink: Sink) -> None:
    change_department(actor=SYSTEM, department=cast.first_line, tells_solved=True, asks_rating=True)
    change_status(actor=Actor.of(cast.vera), ticket=ticket, status=Status.SOLVED)
    found = left(sink)
    assert found
    assert not [mail for mail in found if SECRET in everything(mail)]


def test_by_every_variable_of_the_templates(cast: Cast, ticket: Ticket, sink: Sink) -> None:
    offered = [one.name for one in OFFERS[Purpose.ANSWER].variables if one.name != "message"]
    names = " ".join(f"{{{{ {name} }}}}" for name in offered)
    words = f"<p>{names}</p>{{{{ message }}}}"
    change_template(actor=SYSTEM, purpose=Purpose.ANSWER, language="ru", subject="", html=words)
    answer(cast, ticket)
    assert_kept(sink, 3)


def test_by_the_api(cast: Cast, ticket: Ticket, sink: Sink, client: Client) -> None:
    client.force_login(cast.vera)
    answer_ = client.post(
        f"/api/v1/tickets/{ticket.pk}/messages",
        {"kind": "note", "text": SECRET},
        content_type="application/json",
    )
    assert answer_.status_code == 201, answer_.content
    assert_kept(sink, 0)


def test_an_answer_forwarded_by_mail_leaves_without_the_notes(cast: Cast, ticket: Ticket, sink: Sink) -> None:
    words = Words(text=f"Ответ\n\n> {SECRET}", visible="Ответ")
    reply(actor=Actor.of(cast.vera), ticket=ticket, words=words, channel="mail")
    assert_kept(sink, 3)


def test_one_letter_with_the_others_in_copy(cast: Cast, ticket: Ticket, sink: Sink) -> None:
    answer(cast, ticket)
    found = left(sink)
    assert len({str(mail["Message-ID"]) for mail in found}) == 1
    assert all("anna@veter.example" in mail["To"] and "mia@letters.example" in mail["Cc"] for mail in found)
    assert not any(mail["Bcc"] for mail in found)


def test_a_mail_of_their_own_for_everybody(cast: Cast, ticket: Ticket, sink: Sink) -> None:
    change_department(actor=SYSTEM, department=cast.first_line, separate_copies=True)
    answer(cast, Ticket.objects.get(pk=ticket.pk))
    found = left(sink)
    readers = {"anna@veter.example", "mia@letters.example", "lucie@posta.example"}
    assert {recipients[0] for _from, recipients, _raw in sink.mails} == readers
    for (_from, (reader,), _raw), mail in zip(sink.mails, found, strict=True):
        heads = " ".join(str(value) for value in mail.values())
        assert reader in mail["To"]
        assert mail["Cc"] is None
        assert not [other for other in readers - {reader} if other in heads]
    assert len({str(mail["Message-ID"]) for mail in found}) == 1, "answers still find their thread"


def test_only_public_messages_are_queued(cast: Cast, ticket: Ticket) -> None:
    for message in Message.objects.filter(ticket=ticket).exclude(kind=MessageKind.PUBLIC):
        queue_answer(message)
    assert not OutgoingMail.objects.exists()
