"""The page of held mail: narrowed, decided in one go, blocked; and tickets that are no request."""

import pytest
from django.test import Client

from opora.mail.models import BlockRule, IncomingMail, IncomingState
from opora.mail.public import receive, take_in
from opora.tickets.models import Ticket
from opora.tickets.public import VIEWS, view
from tests.cast import Cast
from tests.mail.letters import letter
from tests.workspace.conftest import HTMX, SignIn


@pytest.fixture(autouse=True)
def mail_folder(settings: object, tmp_path: object) -> None:
    settings.MAIL_ROOT = str(tmp_path)  # type: ignore[attr-defined]


@pytest.fixture
def held(cast: Cast) -> list[IncomingMail]:
    """A newsletter, a machine's message, and one without a sender."""
    letters = [
        letter("news@shop.example", subject="Распродажа", List_Id="<news.shop.example>", message_id="<1@x>"),
        letter("cron@srv.example", subject="disk full", Auto_Submitted="auto-generated", message_id="<2@x>"),
        letter("", subject="whose am I", message_id="<3@x>"),
    ]
    for mail in letters:
        if not mail["From"]:
            del mail["From"]
    rows = [take_in(receive(mail.as_bytes(), source="pipe", mailbox=cast.mailbox)) for mail in letters]
    assert [row.reason for row in rows] == ["list", "machine", "no_sender"]
    return rows


@pytest.fixture
def sofia(cast: Cast, sign_in: SignIn) -> Client:
    """A supervisor who reads English."""
    return sign_in(cast.sofia)


def text(client: Client, query: str = "") -> str:
    return client.get(f"/desk/mail/{query}").content.decode()


def test_it_is_narrowed_by_reason_and_by_words(cast: Cast, sofia: Client, held: list[IncomingMail]) -> None:
    assert all(subject in text(sofia) for subject in ("Распродажа", "disk full", "whose am I"))
    only = text(sofia, "?reason=machine")
    assert ("disk full" in only, "Распродажа" in only) == (True, False)
    found = text(sofia, "?q=распродажа")
    assert ("disk full" in found, "Распродажа" in found) == (False, True)
    assert "a machine wrote it (1)" in text(sofia).replace("\n", " ")


def test_nonsense_in_the_address_narrows_nothing(cast: Cast, vera: Client, held: list[IncomingMail]) -> None:
    assert "disk full" in text(vera, "?reason=%00x&after=x&state=nonsense")
    assert vera.get("/desk/mail/?q=%00%F0").status_code == 200


def test_many_are_decided_in_one_go_and_what_cannot_be_stays(
    cast: Cast, sofia: Client, held: list[IncomingMail]
) -> None:
    count, keys = Ticket.objects.count(), [row.pk for row in held]
    answer = sofia.post(
        "/desk/mail/decide/", {"mail": keys, "decision": "opened", "state": "held"}, follow=True
    )
    assert Ticket.objects.count() == count + 2
    page = answer.content.decode()
    assert "2 mails decided." in page
    assert "1 mail could not be decided" in page
    sofia.post("/desk/mail/decide/", {"mail": [*keys, "x"], "decision": "dismissed"})
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {"done", "ignored"}


def test_many_are_tried_again(cast: Cast, vera: Client, held: list[IncomingMail]) -> None:
    vera.post("/desk/mail/decide/", {"mail": [row.pk for row in held], "decision": "again"})
    assert not IncomingMail.objects.exclude(state=IncomingState.KEPT).exists()


def test_nobody_decides_about_what_they_may_not_see(
    cast: Cast, sign_in: SignIn, held: list[IncomingMail]
) -> None:
    sign_in(cast.petr).post("/desk/mail/decide/", {"mail": [row.pk for row in held], "decision": "dismissed"})
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {"held"}


def test_many_only_by_known_decisions(cast: Cast, vera: Client, held: list[IncomingMail]) -> None:
    vera.post("/desk/mail/decide/", {"mail": [held[0].pk], "decision": "joined"})
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {"held"}


def test_the_sender_is_blocked_with_one_press(cast: Cast, vera: Client, held: list[IncomingMail]) -> None:
    vera.post(f"/desk/mail/{held[0].pk}/", {"decision": "blocked"})
    held[0].refresh_from_db()
    assert (held[0].state, BlockRule.objects.get().value) == ("ignored", "news@shop.example")


def test_the_latest_tickets_of_the_sender_are_one_press_away(cast: Cast, vera: Client) -> None:
    mail = letter(List_Id="<x.veter.example>", subject="weekly")
    row = take_in(receive(mail.as_bytes(), source="pipe", mailbox=cast.mailbox))
    number = view(cast.vera, "all").filter(requester=cast.anna).order_by("-last_message_at", "-id")[1].pk
    assert f'name="into" value="{number}"' in text(vera)
    answer = vera.post(f"/desk/mail/{row.pk}/", {"into": str(number)})
    row.refresh_from_db()
    assert (answer.status_code, row.state, row.ticket_id) == (302, "done", number)


def test_a_ticket_is_no_request_and_comes_back(cast: Cast, sofia: Client) -> None:
    ticket = cast.tickets["new"]
    address = f"/desk/tickets/{ticket.pk}/request/"
    assert f'action="{address}"' in sofia.get(f"/desk/tickets/{ticket.pk}").content.decode()
    answer = sofia.post(address, {"is_request": "no"}, headers=HTMX).content.decode()
    assert "It is in no list any more." in answer
    assert "/undo/" in answer
    assert [name for name in VIEWS if ticket in view(cast.vera, name)] == ["not_request"]
    assert f"/desk/tickets/{ticket.pk}" in sofia.get("/desk/?list=not_request").content.decode()
    assert "this is not a request" in sofia.get(f"/desk/tickets/{ticket.pk}").content.decode()
    sofia.post(address, {"is_request": "yes"})
    ticket.refresh_from_db()
    assert (ticket.not_request_at, ticket.status) == (None, "new")


def test_its_sender_is_blocked_too(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["new"]
    vera.post(f"/desk/tickets/{ticket.pk}/request/", {"is_request": "block"})
    ticket.refresh_from_db()
    assert (ticket.not_request_at is not None, BlockRule.objects.get().value) == (True, "anna@veter.example")


def test_remarks_of_the_way_in_are_said(cast: Cast) -> None:
    from django.utils import translation

    from opora.workspace.tracing import remark_words

    translation.activate("en")
    assert "Вера" in remark_words({"code": "forwarded_by", "name": "Вера"})
    assert "could not be told" in remark_words({"code": "forward_unclear"})
    assert "nothing proves" in remark_words({"code": "unproven_sender", "verdict": "none", "rule": "subject"})


def test_the_address_is_shown_whatever_the_mail_calls_itself(cast: Cast, client: Client) -> None:
    """Somebody who takes a customer's or colleague's name is told from them by nothing else."""
    from tests.mail.letters import brought, letter

    thread = brought(letter(message_id="<mine@v>"), cast.mailbox)
    assert thread.ticket is not None
    thief = letter(
        sender="Анна Ковалёва <thief@elsewhere.example>", In_Reply_To="<mine@v>", message_id="<2@v>"
    )
    assert brought(thief, cast.mailbox).reason == "stranger"
    client.force_login(cast.vera)
    for page in ("/desk/mail/", f"/desk/tickets/{thread.ticket.pk}/"):
        assert "thief@elsewhere.example" in client.get(page).content.decode(), page
