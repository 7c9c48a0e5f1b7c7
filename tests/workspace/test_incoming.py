"""Mails that are held, where a mail came from and why, and answers that did not arrive."""

from email.message import EmailMessage

import pytest
from django.test import Client
from django.utils import timezone

from opora.mail.models import IncomingMail, IncomingState, OutgoingMail, OutgoingState
from opora.mail.public import receive, take_in
from opora.people.public import Actor
from opora.tickets.actions import reply
from opora.tickets.models import Channel, Message, Ticket
from opora.tickets.public import Words
from tests.cast import Cast
from tests.workspace.conftest import HTMX, SignIn


@pytest.fixture(autouse=True)
def mail_folder(settings: object, tmp_path: object) -> None:
    settings.MAIL_ROOT = str(tmp_path)  # type: ignore[attr-defined]


def letter(cast: Cast, sender: str, subject: str, text: str) -> IncomingMail:
    """A mail to the cast's mailbox, taken in."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, cast.mailbox.address, subject
    mail["Message-ID"] = f"<{abs(hash((sender, subject, text)))}@elsewhere.example>"
    mail.set_content(text)
    kept = receive(mail.as_bytes(), source="smtp", mailbox=cast.mailbox, envelope_from=sender)
    return take_in(kept)


@pytest.fixture
def held(cast: Cast) -> IncomingMail:
    """A stranger's answer to Anna's ticket, waiting for a decision."""
    mail = letter(cast, "stranger@other.example", "Re: Кэшбэк", "Я её муж, пишу со своего адреса.")
    ticket = cast.tickets["open"]
    IncomingMail.objects.filter(pk=mail.pk).update(
        state=IncomingState.HELD, reason="stranger", ticket=ticket, message=None
    )
    Ticket.objects.exclude(pk__in=[row.pk for row in cast.tickets.values()]).delete()
    mail.refresh_from_db()
    return mail


def test_message_says_which_mail_it_was_and_why_it_came(cast: Cast, vera: Client) -> None:
    mail = letter(cast, "anna@veter.example", "Новый вопрос", "Где мой заказ?")
    assert mail.ticket is not None
    page = vera.get(f"/desk/tickets/{mail.ticket.pk}").content.decode()
    assert f"/desk/mail/{mail.pk}/source/" in page
    source = vera.get(f"/desk/mail/{mail.pk}/source/").content.decode()
    assert "Message-ID: &lt;" in source
    assert vera.get(f"/desk/mail/{mail.pk}/why/").status_code == 200
    file = vera.get(f"/desk/mail/{mail.pk}/source/?download")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert b"Message-ID" in file.content


def test_mail_is_not_there_for_a_stranger(cast: Cast, sign_in: SignIn) -> None:
    mail = letter(cast, "anna@veter.example", "Новый вопрос", "Где мой заказ?")
    petr = sign_in(cast.petr)
    for page in ("source/", "why/"):
        assert petr.get(f"/desk/mail/{mail.pk}/{page}").status_code == 404
    assert petr.post(f"/desk/mail/{mail.pk}/", {"decision": "dismissed"}).status_code == 404


def test_held_mail_is_shown_beside_its_ticket_and_joined(
    cast: Cast, vera: Client, held: IncomingMail
) -> None:
    ticket = cast.tickets["open"]
    page = vera.get(f"/desk/tickets/{ticket.pk}").content.decode()
    assert "Я её муж" in page
    assert 'data-tone="late">1<' in page
    data = {"decision": "joined", "on_ticket": "1"}
    answer = vera.post(f"/desk/mail/{held.pk}/", data, headers=HTMX)
    assert answer.status_code == 200, answer.content.decode()
    assert Message.objects.filter(ticket=ticket, author__email="stranger@other.example").exists()
    assert vera.post(f"/desk/mail/{held.pk}/", data, headers=HTMX).status_code == 409


def test_held_mail_becomes_a_ticket_of_its_own(cast: Cast, vera: Client, held: IncomingMail) -> None:
    answer = vera.post(f"/desk/mail/{held.pk}/", {"decision": "opened"})
    made = Ticket.objects.latest("id")
    assert made.requester.email == "stranger@other.example"
    assert answer.headers["Location"] == f"/desk/tickets/{made.pk}"


def test_list_of_mails_by_state_and_setting_aside(cast: Cast, vera: Client, held: IncomingMail) -> None:
    assert "Я её муж" in vera.get("/desk/mail/").content.decode()
    vera.post(f"/desk/mail/{held.pk}/", {"decision": "dismissed"})
    assert "Я её муж" not in vera.get("/desk/mail/").content.decode()
    assert "Я её муж" in vera.get("/desk/mail/?state=ignored").content.decode()
    assert vera.get("/desk/mail/?state=eaten&after=x").status_code == 200


def test_failed_mail_is_tried_again(cast: Cast, vera: Client, held: IncomingMail) -> None:
    IncomingMail.objects.filter(pk=held.pk).update(state=IncomingState.FAILED, reason="failed", ticket=None)
    assert 'value="again"' in vera.get("/desk/mail/?state=failed").content.decode()
    vera.post(f"/desk/mail/{held.pk}/", {"decision": "again"})
    held.refresh_from_db()
    assert held.state == IncomingState.KEPT


def test_nonsense_decision_is_refused(cast: Cast, vera: Client, held: IncomingMail) -> None:
    assert vera.post(f"/desk/mail/{held.pk}/", {"decision": "eaten"}, headers=HTMX).status_code == 422
    data = {"decision": "joined", "number": "99999"}
    assert vera.post(f"/desk/mail/{held.pk}/", data, headers=HTMX).status_code == 404


def test_answer_that_did_not_arrive_says_so_and_is_sent_again(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    words = Words(text="Ответ")
    message = reply(actor=Actor.of(cast.vera), ticket=ticket, words=words, channel=Channel.DESK)
    mail = OutgoingMail.objects.filter(message=message).first() or OutgoingMail.objects.create(
        once="x",
        ticket=ticket,
        message=message,
        person=cast.anna,
        address="anna@veter.example",
        created_at=timezone.now(),
    )
    again = f"/desk/tickets/{ticket.pk}/messages/{message.pk}/sending/"
    assert vera.post(again, headers=HTMX).status_code == 422
    OutgoingMail.objects.filter(pk=mail.pk).update(state=OutgoingState.FAILED, reason="recipient_refused")
    page = vera.get(f"/desk/tickets/{ticket.pk}").content.decode()
    assert again in page
    assert "message-trouble" in page
    assert vera.post(again, headers=HTMX).status_code == 200
    mail.refresh_from_db()
    assert mail.state == OutgoingState.QUEUED
