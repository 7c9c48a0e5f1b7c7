"""Reports of undelivered mail."""

import pytest

from opora.events.models import Event
from opora.events.public import catch_up, clock
from opora.mail.models import OutgoingMail
from opora.mail.public import deliveries_of
from opora.people.public import Actor
from opora.tickets.actions import add_collaborator, reply
from opora.tickets.models import Message, Status, Ticket
from opora.tickets.public import Words
from tests.cast import Cast
from tests.mail.letters import brought, letter


@pytest.fixture
def sent(cast: Cast) -> Message:
    """Vera's answer, sent to Anna and to Mia."""
    ticket = cast.tickets[Status.PENDING]
    add_collaborator(actor=Actor.of(cast.vera), ticket=ticket, person=cast.mia)
    message = reply(
        actor=Actor.of(cast.vera), ticket=ticket, words=Words(text="?"), channel="desk", then="pending"
    )
    catch_up("outgoing")
    OutgoingMail.objects.update(state="sent", sent_at=clock.now(), next_attempt_at=None)
    return message


REPORT = """\
Return-Path: <>
From: MAILER-DAEMON@mx.posta.example (Mail Delivery System)
To: help@severka.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <{status}.{recipient}>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="border"

--border
Content-Type: text/plain

<{recipient}>: host mx.posta.example said: {status} mailbox is full

--border
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.posta.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {status} mailbox is full

{original}--border--
"""
ORIGINAL = """\
--border
Content-Type: text/rfc822-headers

Message-ID: <{mail_id}>
Subject: Re: x
X-Opora-Loop: help@severka.example

"""


def report(recipient: str, status: str, action: str, mail_id: str = "") -> bytes:
    """A delivery status notification as Postfix writes it."""
    original = ORIGINAL.format(mail_id=mail_id) if mail_id else ""
    return REPORT.format(recipient=recipient, status=status, action=action, original=original).encode()


def test_the_answer_is_marked_and_the_ticket_says_so_and_nothing_else_happens(
    cast: Cast, sent: Message
) -> None:
    tickets = Ticket.objects.count()
    mail_id = OutgoingMail.objects.filter(message=sent)[0].mail_id
    row = brought(report("mia@letters.example", "5.2.2", "failed", mail_id), cast.mailbox, envelope_from="")
    assert (row.state, row.reason, row.ticket, row.message) == ("done", "bounce", sent.ticket, None)
    states = dict(OutgoingMail.objects.filter(message=sent).values_list("address", "state"))
    assert states == {"anna@veter.example": "sent", "mia@letters.example": "bounced"}
    delivery = deliveries_of([sent])[sent.pk]
    assert (delivery.state, "mia@letters.example" in delivery.problem) == ("bounced", True)
    event = Event.objects.get(kind="mail.bounced")
    assert (event.ticket, event.data["person"], event.data["sort"]) == (sent.ticket_id, cast.mia.pk, "hard")
    ticket = Ticket.objects.get(pk=sent.ticket_id)
    assert (Ticket.objects.count(), ticket.status) == (tickets, Status.PENDING)
    assert not OutgoingMail.objects.exclude(message=sent).filter(state="queued").exists()


def test_the_same_report_twice_is_one_event(cast: Cast, sent: Message) -> None:
    mail_id = OutgoingMail.objects.filter(message=sent)[0].mail_id
    for _ in range(2):
        brought(report("mia@letters.example", "5.1.1", "failed", mail_id), cast.mailbox)
    brought(report("mia@letters.example", "5.1.1", "failed", mail_id) + b"\nagain", cast.mailbox)
    assert Event.objects.filter(kind="mail.bounced").count() == 1


def test_a_delay_is_not_the_end(cast: Cast, sent: Message) -> None:
    mail_id = OutgoingMail.objects.filter(message=sent)[0].mail_id
    row = brought(report("mia@letters.example", "4.4.1", "delayed", mail_id), cast.mailbox)
    mail = OutgoingMail.objects.get(message=sent, address="mia@letters.example")
    assert (row.state, mail.state, "4.4.1" in mail.failure) == ("done", "sent", True)
    assert not Event.objects.filter(kind="mail.bounced").exists()


def test_without_the_original_the_recipient_tells(cast: Cast, sent: Message) -> None:
    brought(report("anna@veter.example", "5.1.1", "failed"), cast.mailbox)
    assert OutgoingMail.objects.get(message=sent, address="anna@veter.example").state == "bounced"


def test_a_report_about_a_mail_that_is_not_ours_is_set_aside(cast: Cast, sent: Message) -> None:
    row = brought(report("nobody@posta.example", "5.1.1", "failed", "forged@severka.example"), cast.mailbox)
    assert (row.state, row.reason) == ("ignored", "bounce_unknown")
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"sent"}


def test_a_customers_words_about_undelivered_things_are_a_request(cast: Cast) -> None:
    row = brought(
        letter(subject="Заказ не доставлен", text="Undelivered! Заказ вернулся отправителю."), cast.mailbox
    )
    assert (row.state, row.message is not None) == ("done", True)
