"""Reports of undelivered mail."""

import pytest

from opora.events.models import Event
from opora.events.public import catch_up, clock
from opora.mail.models import OutgoingMail
from opora.mail.parsing.mail import ParsedBounce
from opora.mail.public import deliveries_of
from opora.mail.receiving.bounces import why
from opora.mail.tokens import bounce_address
from opora.people.models import Identity
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
    assert event.data["reason"] == "mailbox_full"
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


def test_a_delay_is_said_beside_the_answer(cast: Cast, sent: Message) -> None:
    mail_id = OutgoingMail.objects.filter(message=sent)[0].mail_id
    brought(report("mia@letters.example", "4.4.1", "delayed", mail_id), cast.mailbox)
    delivery = deliveries_of([sent])[sent.pk]
    (copy,) = (copy for copy in delivery.copies if copy.address == "mia@letters.example")
    assert (delivery.problem, copy.words) == ("", "sent")
    assert "goes on trying" in copy.reason


def test_without_proof_a_report_is_a_remark_and_does_nothing(cast: Cast, sent: Message) -> None:
    """Anybody can write that a mail to Anna did not arrive."""
    row = brought(report("anna@veter.example", "5.1.1", "failed"), cast.mailbox)
    assert (row.state, row.ticket) == ("done", sent.ticket)
    mail = OutgoingMail.objects.get(message=sent, address="anna@veter.example")
    assert (mail.state, mail.reason) == ("sent", "bounce_doubted")
    assert Event.objects.get(kind="mail.bounce_doubted").ticket == sent.ticket_id
    catch_up("undelivered")
    assert not Ticket.objects.filter(has_undelivered=True).exists()
    assert not Identity.objects.filter(undeliverable_at__isnull=False).exists()
    brought(report("anna@veter.example", "5.1.1", "failed") + b"\nonce more", cast.mailbox)
    assert Event.objects.filter(kind="mail.bounce_doubted").count() == 1


def test_the_envelope_s_token_names_the_copy(cast: Cast, sent: Message) -> None:
    """Also where the report says nothing of the mail, or names an address that ours was forwarded to."""
    mail = OutgoingMail.objects.get(message=sent, address="mia@letters.example")
    token = bounce_address("help@severka.example", mail.pk)
    brought(report("elsewhere@posta.example", "5.1.1", "failed"), cast.mailbox, envelope_to=token)
    mail.refresh_from_db()
    assert (mail.state, mail.address) == ("bounced", "mia@letters.example")
    other = OutgoingMail.objects.get(message=sent, address="anna@veter.example")
    forged = token.replace(f"+b{mail.pk}.", f"+b{other.pk}.")
    brought(report("anna@veter.example", "5.1.1", "failed"), cast.mailbox, envelope_to=forged)
    other.refresh_from_db()
    assert other.state == "sent"


@pytest.mark.parametrize(
    ("status", "diagnostic", "reason"),
    [
        ("5.1.1", "user unknown", "recipient_refused"),
        ("5.1.2", "", "domain_refused"),
        ("5.2.1", "disabled", "mailbox_disabled"),
        ("5.2.2", "", "mailbox_full"),
        ("4.2.2", "over quota", "mailbox_full"),
        ("5.3.4", "", "mail_too_large"),
        ("5.7.1", "blocked using a blocklist", "policy_refused"),
        ("5.7.26", "", "proof_missing"),
        (None, "550 mailbox is full", "mailbox_full"),
        (None, "", "bounced_hard"),
        ("4.4.7", "expired", "too_long_on_the_way"),
        ("4.0.0", "", "bounced_soft"),
    ],
)
def test_why_in_a_code(status: str | None, diagnostic: str, reason: str) -> None:
    bounce = ParsedBounce("x@posta.example", "hard", status, diagnostic)
    assert why(bounce, not (status or "5").startswith("4")) == reason


def test_a_report_about_a_mail_that_is_not_ours_is_set_aside(cast: Cast, sent: Message) -> None:
    row = brought(report("nobody@posta.example", "5.1.1", "failed", "forged@severka.example"), cast.mailbox)
    assert (row.state, row.reason) == ("ignored", "bounce_unknown")
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"sent"}


def test_a_customers_words_about_undelivered_things_are_a_request(cast: Cast) -> None:
    row = brought(
        letter(subject="Заказ не доставлен", text="Undelivered! Заказ вернулся отправителю."), cast.mailbox
    )
    assert (row.state, row.message is not None) == ("done", True)
