"""Mails through the API: what is held and why, deciding, how answers stand, sending again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opora.events.public import catch_up
from opora.mail.models import IncomingMail, OutgoingMail
from opora.mail.public import deliver_due
from opora.tickets.models import Message
from tests.cast import Cast
from tests.mail.letters import brought, letter

Programs = Callable[..., Any]


@pytest.fixture(autouse=True)
def mail_folder(settings: Any, tmp_path: Path) -> None:
    """Raw mails of this test go here."""
    settings.MAIL_ROOT = str(tmp_path / "mail")


@pytest.fixture
def sent(cast: Cast, program: Programs) -> OutgoingMail:
    """An answer that found no outgoing server: it waits, and says so."""
    body = {"text": "Готово"}
    assert program(cast.vera).post(f"/tickets/{cast.tickets['open'].pk}/messages", body).status_code == 201
    catch_up()
    deliver_due()
    return OutgoingMail.objects.filter(ticket=cast.tickets["open"]).latest("pk")


def held(cast: Cast) -> IncomingMail:
    """A stranger's answer to an answer: it is held."""
    message = OutgoingMail.objects.latest("pk")
    mail = letter(
        "Stranger <who@elsewhere.example>",
        message_id="<two@elsewhere.example>",
        In_Reply_To=f"<{message.mail_id}>",
        References=f"<{message.mail_id}>",
        text="Me too!",
    )
    row = brought(mail, cast.mailbox)
    assert row.state == "held", (row.state, row.reason)
    return row


def test_a_held_mail_is_let_in(cast: Cast, program: Programs, sent: OutgoingMail) -> None:
    row, vera, number = held(cast), program(cast.vera), cast.tickets["open"].pk
    (shown,) = vera.pages("/incoming-mails?state=held", 5)
    assert (shown["id"], shown["ticket"], shown["reason"], shown["from_email"]) == (
        row.pk,
        number,
        "stranger",
        "who@elsewhere.example",
    )
    assert shown["reason_words"]
    assert vera.get(f"/incoming-mails/{row.pk}").json()["why"]
    source = vera.get(f"/incoming-mails/{row.pk}/source")
    assert (source["Content-Type"], b"Me too!" in source.content) == ("application/octet-stream", True)
    decided = vera.post(f"/incoming-mails/{row.pk}/decision", {"decision": "join"})
    assert decided.status_code == 200, decided.content
    assert (decided.json()["state"], decided.json()["ticket"]) == ("done", number)
    assert Message.objects.filter(ticket=number, text__contains="Me too!").exists()
    again = vera.post(f"/incoming-mails/{row.pk}/decision", {"decision": "join"})
    assert (again.status_code, again.json()["code"]) == (409, "decided")


@pytest.mark.parametrize(("decision", "state"), [("open", "done"), ("dismiss", "ignored"), ("retry", "kept")])
def test_other_decisions(
    cast: Cast, program: Programs, sent: OutgoingMail, decision: str, state: str
) -> None:
    row = held(cast)
    answer = program(cast.vera).post(f"/incoming-mails/{row.pk}/decision", {"decision": decision})
    assert (answer.status_code, answer.json()["state"]) == (200, state), answer.content


def test_mails_are_the_departments_own(cast: Cast, program: Programs, sent: OutgoingMail) -> None:
    row = held(cast)
    for path in (
        f"/incoming-mails/{row.pk}",
        f"/incoming-mails/{row.pk}/source",
        f"/outgoing-mails/{sent.pk}",
    ):
        assert program(cast.petr).get(path).status_code == 404
        assert program(cast.anna).get(path).status_code == 403
    assert (
        program(cast.petr).pages("/incoming-mails", 5) == program(cast.petr).pages("/outgoing-mails", 5) == []
    )
    refused = program(cast.petr).post(f"/incoming-mails/{row.pk}/decision", {"decision": "dismiss"})
    assert refused.status_code == 404


def test_how_an_answer_stands(cast: Cast, program: Programs, sent: OutgoingMail) -> None:
    vera, number = program(cast.vera), cast.tickets["open"].pk
    (shown,) = vera.pages(f"/outgoing-mails?message={sent.message_id}", 5)
    assert (shown["address"], shown["ticket"]) == ("anna@veter.example", number)
    assert shown["reason_words"] or shown["state"] == "queued"
    last = vera.pages(f"/tickets/{number}/messages", 50)[-1]
    assert last["delivery"]["state"] == shown["state"]
    assert program(cast.anna).pages(f"/tickets/{number}/messages", 50)[-1]["delivery"] is None
    assert vera.get(f"/outgoing-mails/{sent.pk}").json()["mail_id"] == sent.mail_id


def test_an_answer_that_came_back_is_sent_again(cast: Cast, program: Programs, sent: OutgoingMail) -> None:
    OutgoingMail.objects.filter(pk=sent.pk).update(
        state="bounced", reason="bounced_hard", next_attempt_at=None
    )
    vera = program(cast.vera)
    assert vera.get(f"/outgoing-mails/{sent.pk}").json()["reason"] == "bounced_hard"
    answer = vera.post(f"/outgoing-mails/{sent.pk}/send-again")
    assert (answer.status_code, answer.json()["state"], answer.json()["reason"]) == (200, "queued", "")
