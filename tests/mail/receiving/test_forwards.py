"""What agents forward to the desk becomes a request of whoever wrote it first."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest

from opora.desk.models import Department
from opora.mail.models import IncomingMail, OutgoingMail
from opora.people.models import Person
from opora.tickets.models import Ticket
from tests.cast import Cast
from tests.mail.checking.signing import signed
from tests.mail.letters import PNG, brought, letter
from tests.mail.receiving.test_proving import SEVERKA, Start

FORWARD = """Разберитесь, пожалуйста.

---------- Forwarded message ---------
From: Jana Nová <jana@nova.example>
Date: Mon, 4 May 2026 at 10:12
Subject: Kde je moje zásilka?
To: <vera@severka.example>

Dobrý den,
čekám už týden.
Jana
"""


@pytest.fixture
def forward(cast: Cast, zone: Start) -> Callable[..., IncomingMail]:
    """Sends a forward of Vera's, signed by her domain."""
    zone(SEVERKA)

    def send(
        mail: EmailMessage | None = None, sender: str = "vera@severka.example", **more: Any
    ) -> IncomingMail:
        made = mail or letter(sender, subject="Fwd: Kde je moje zásilka?", text=FORWARD, **more)
        return brought(signed(made.as_bytes(), "severka.example"), cast.mailbox, "imap")

    return send


def test_the_first_author_is_the_requester_and_the_agents_words_are_a_note(
    cast: Cast, forward: Callable[..., IncomingMail]
) -> None:
    row = forward()
    jana = Person.objects.get(email="jana@nova.example")
    ticket = row.ticket
    assert ticket is not None
    assert (ticket.requester, ticket.subject, ticket.channel) == (jana, "Kde je moje zásilka?", "mail")
    first, note = ticket.messages.order_by("id")
    assert (first.author, first.kind, first.text.startswith("Dobrý den")) == (jana, "public", True)
    assert "Разберитесь" not in first.text
    assert (note.author, note.kind, note.text.strip()) == (cast.vera, "note", "Разберитесь, пожалуйста.")
    remark = first.remarks[0]
    assert (remark["code"], remark["person"], remark["name"]) == (
        "forwarded_by",
        cast.vera.pk,
        "Вера Соколова",
    )


def test_nothing_automatic_answers_the_agent_or_the_author(
    cast: Cast, forward: Callable[..., IncomingMail]
) -> None:
    from opora.events.public import catch_up

    row = forward()
    catch_up()
    assert row.why["silence"] == "forwarded"
    assert not OutgoingMail.objects.exclude(purpose="answer").exists()


def test_an_answer_goes_to_the_author(cast: Cast, forward: Callable[..., IncomingMail]) -> None:
    from opora.events.public import catch_up
    from opora.people.public import Actor
    from opora.tickets.actions import reply
    from opora.tickets.public import Words

    row = forward()
    assert row.ticket is not None
    reply(actor=Actor.of(cast.vera), ticket=row.ticket, words=Words(text="Už jde"), channel="desk")
    catch_up()
    assert [mail.address for mail in OutgoingMail.objects.filter(ticket=row.ticket)] == ["jana@nova.example"]


def test_a_mail_forwarded_as_a_file_brings_its_own_files(
    cast: Cast, forward: Callable[..., IncomingMail]
) -> None:
    inner = letter(
        "Jana <jana@nova.example>", subject="Foto", text="Viz foto", message_id="<inner@nova.example>"
    )
    inner.add_attachment(PNG, "image", "png", filename="foto.png")
    outer = letter("vera@severka.example", subject="Fwd: Foto", text="Podívejte se.", message_id="<outer@s>")
    outer.add_attachment(inner)
    row = forward(outer)
    assert row.ticket is not None and row.message is not None
    assert row.ticket.requester.email == "jana@nova.example"
    assert [file.name for file in row.message.attachments.all()] == ["foto.png"]
    again = brought(
        letter(
            "jana@nova.example", In_Reply_To="<inner@nova.example>", message_id="<3@nova>", subject="Re: Foto"
        ),
        cast.mailbox,
    )
    assert again.ticket == row.ticket


@pytest.mark.parametrize("author", ["Help <help@severka.example>", "Егор <egor@severka.example>", "Nobody"])
def test_without_a_clear_author_it_is_the_agents_own_request(
    cast: Cast, forward: Callable[..., IncomingMail], author: str
) -> None:
    text = FORWARD.replace("Jana Nová <jana@nova.example>", author)
    row = forward(letter("vera@severka.example", subject="Fwd: zásilka", text=text))
    assert row.ticket is not None and row.message is not None
    assert row.ticket.requester == cast.vera
    assert "čekám už týden" in row.message.text


def test_a_department_may_not_want_it(cast: Cast, forward: Callable[..., IncomingMail]) -> None:
    Department.objects.filter(pk=cast.first_line.pk).update(opens_forwarded=False)
    row = forward()
    assert row.ticket is not None
    assert row.ticket.requester == cast.vera


def test_unproven_forwards_are_held_and_customers_forward_for_themselves(cast: Cast) -> None:
    count = Ticket.objects.count()
    row = brought(letter("vera@severka.example", subject="Fwd: x", text=FORWARD), cast.mailbox)
    assert (row.state, row.reason, Ticket.objects.count()) == ("held", "agent_unproven", count)
    own = brought(letter(subject="Fwd: x", text=FORWARD, message_id="<2@v>"), cast.mailbox)
    assert own.ticket is not None
    assert own.ticket.requester == cast.anna


def test_whoever_may_not_open_tickets_there_waits(cast: Cast, forward: Callable[..., IncomingMail]) -> None:
    row = forward(sender="petr@severka.example")
    assert (row.state, row.reason) == ("held", "agent_no_access")
