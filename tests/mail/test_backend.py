"""Letters that belong to no ticket."""

import email
import email.policy

from django.core.mail import EmailMessage

from opora.desk.actions import change_mailbox
from opora.desk.public import mailbox_for
from opora.mail.backend import Queue
from opora.mail.models import OutgoingMail, OutgoingState, Purpose
from opora.mail.sending.carrying import outcome
from opora.mail.sending.compose import compose
from opora.mail.sending.servers.route import Road
from opora.mail.sending.servers.smtp import NotSent
from opora.mail.sending.servers.standing import Standing
from opora.people.public import Actor
from tests.cast import Cast


def letter() -> EmailMessage:
    return EmailMessage("Ваш код", "Код: 123456\nhttps://desk.example/x\n", to=["anna@veter.example"])


def test_a_letter_leaves_from_the_first_mailbox(cast: Cast) -> None:
    assert Queue().send_messages([letter()]) == 1
    row = OutgoingMail.objects.get(purpose=Purpose.LETTER)
    made = email.message_from_bytes(compose(row).content, policy=email.policy.default)
    assert (made["To"], made["Subject"], made["Auto-Submitted"]) == (
        "anna@veter.example",
        "Ваш код",
        "auto-generated",
    )
    assert "help@severka.example" in made["From"]
    assert made["In-Reply-To"] is None
    assert made.get_content().splitlines()[0] == "Код: 123456"


def test_what_it_said_is_forgotten_once_sent(cast: Cast) -> None:
    Queue().send_messages([letter()])
    row = OutgoingMail.objects.get(purpose=Purpose.LETTER)
    outcome.sent(row, Road(None, None), Standing())
    row.refresh_from_db()
    assert (row.state, row.details) == (OutgoingState.SENT, {})


def test_what_it_said_is_forgotten_once_given_up(cast: Cast) -> None:
    Queue().send_messages([letter()])
    row = OutgoingMail.objects.get(purpose=Purpose.LETTER)
    outcome.put_off(row, NotSent("recipient_refused", "550", is_final=True))
    row.refresh_from_db()
    assert (row.state, row.details) == (OutgoingState.FAILED, {})


def test_without_a_mailbox_nothing_breaks(cast: Cast) -> None:
    for _ in range(2):
        mailbox = mailbox_for(cast.first_line)
        assert mailbox
        change_mailbox(actor=Actor.system(), mailbox=mailbox, is_active=False)
    assert Queue().send_messages([letter()]) == 0
