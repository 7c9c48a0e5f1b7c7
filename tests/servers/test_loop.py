"""The whole loop over real SMTP, in and out."""

import smtplib
import threading
from collections.abc import Callable

from opora.desk.actions import change_mailbox
from opora.events.public import catch_up, run_readers
from opora.mail.models import IncomingMail, OutgoingMail
from opora.mail.receiving import intake
from opora.mail.sending.carrying import postman
from opora.people.public import Actor
from opora.tickets.actions import change_status, reply
from opora.tickets.models import Status, Ticket
from opora.tickets.public import NewFile, Words
from tests.cast import Cast
from tests.mail.letters import letter
from tests.servers.sink import Sink
from tests.servers.waiting import until


def test_a_mail_comes_in_an_answer_goes_out_the_reply_joins(
    door: int, cast: Cast, sink: Sink, running: Callable[[Callable[[threading.Event], None]], None]
) -> None:
    change_mailbox(
        actor=Actor.system(),
        mailbox=cast.mailbox,
        out_host="127.0.0.1",
        out_port=sink.port,
        out_security="plain",
    )
    catch_up()
    OutgoingMail.objects.all().delete()
    for service in (intake.run, run_readers, postman.run):
        running(service)

    with smtplib.SMTP("127.0.0.1", door) as client:
        client.send_message(letter(charset="koi8-r", message_id="<first@veter.example>"))
    incoming = until(lambda: IncomingMail.objects.filter(state="done").first())
    ticket = Ticket.objects.get(pk=incoming.ticket_id)
    assert (ticket.requester, ticket.subject) == (cast.anna, "Кэшбэк за заказ 48-1173")
    assert incoming.message is not None
    assert incoming.message.text == "Здравствуйте! Кэшбэк так и не начислен."

    answer = reply(
        actor=Actor.of(cast.vera),
        ticket=ticket,
        words=Words(html="<p>Анна, <b>здравствуйте</b>!</p>", files=(NewFile("Выписка.pdf", b"%PDF-1.4"),)),
        channel="desk",
    )
    until(lambda: sink.mails)
    sent = sink.last()
    assert sink.mails[-1][1] == ["anna@veter.example"]
    assert "<help@severka.example>" in sent["From"]
    assert (sent["In-Reply-To"], sent["Subject"]) == ("<first@veter.example>", "Re: Кэшбэк за заказ 48-1173")
    assert "Вера Соколова (Severka)" in sent["From"]
    assert "Анна, здравствуйте!" in sent.get_body(("plain",)).get_content()
    assert [part.get_filename() for part in sent.iter_attachments()] == ["Выписка.pdf"]
    until(lambda: OutgoingMail.objects.filter(message=answer, state="sent").exists())

    change_status(actor=Actor.of(cast.vera), ticket=ticket, status=Status.SOLVED)
    quoting = "Спасибо!\n\n> Анна, здравствуйте!"
    back = letter(text=quoting, In_Reply_To=sent["Message-ID"], message_id="<second@veter.example>")
    with smtplib.SMTP("127.0.0.1", door) as client:
        client.send_message(back)
    joined = until(lambda: IncomingMail.objects.filter(state="done", mail_id="second@veter.example").first())
    ticket.refresh_from_db()
    assert (joined.ticket_id, ticket.status, ticket.reopened) == (ticket.pk, Status.OPEN, 1)
    assert joined.message is not None
    assert joined.message.visible == "Спасибо!"
