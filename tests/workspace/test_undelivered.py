"""What an agent sees of an answer that did not arrive, and does about it."""

import pytest
from django.test import Client

from opora.events.public import catch_up, clock
from opora.mail.models import OutgoingMail
from opora.people.actions import add_identity, change_person
from opora.people.models import Identity
from opora.people.public import Actor
from opora.tickets.actions import reply
from opora.tickets.models import Message, Status
from opora.tickets.public import Words
from tests.cast import Cast
from tests.mail.letters import brought
from tests.mail.receiving.test_bounces import report
from tests.workspace.conftest import SignIn

HOME, WORK = "anna@home.example", "anna@veter.example"


@pytest.fixture
def lost(cast: Cast, settings: object, tmp_path: object) -> OutgoingMail:
    """Vera's answer to Anna came back; Anna has another address."""
    settings.MAIL_ROOT = f"{tmp_path}/mail"  # type: ignore[attr-defined]
    change_person(actor=Actor.system(), person=cast.vera, language="en")
    add_identity(actor=Actor.system(), person=cast.anna, kind="email", value=HOME)
    ticket, vera = cast.tickets[Status.OPEN], Actor.of(cast.vera)
    message = reply(actor=vera, ticket=ticket, words=Words(text="Проверили"), channel="desk", then="pending")
    catch_up("outgoing")
    OutgoingMail.objects.update(state="sent", sent_at=clock.now(), next_attempt_at=None)
    mail = OutgoingMail.objects.get(message=message)
    brought(report(WORK, "5.1.1", "failed", mail.mail_id), cast.mailbox, envelope_from="")
    catch_up("undelivered")
    mail.refresh_from_db()
    return mail


def page(client: Client, cast: Cast) -> str:
    return client.get(f"/desk/tickets/{cast.tickets[Status.OPEN].pk}").content.decode()


def decide(client: Client, cast: Cast, lost: OutgoingMail, **given: str) -> str:
    url = f"/desk/tickets/{cast.tickets[Status.OPEN].pk}/undelivered/{lost.pk}/"
    return client.post(url, given, follow=True).content.decode()


def test_the_banner_says_why_and_offers_what_to_do(cast: Cast, lost: OutgoingMail, sign_in: SignIn) -> None:
    text = page(sign_in(cast.vera), cast)
    assert f"Your answer did not reach <strong>{WORK}</strong>: the address does not exist" in text
    assert f"Send to {HOME}" in text
    assert "because an answer did not arrive" in text
    assert "mail does not arrive" in text
    assert 'class="chip" data-tone="late">not delivered</span>' in text
    listing = sign_in(cast.vera).get("/desk/?list=undelivered").content.decode()
    assert f'id="row-{cast.tickets[Status.OPEN].pk}"' in listing
    assert "Not delivered" not in sign_in(cast.petr).get("/desk/rail/").content.decode()


def test_one_click_sends_it_to_the_other_address(cast: Cast, lost: OutgoingMail, sign_in: SignIn) -> None:
    text = decide(sign_in(cast.vera), cast, lost, decision="send_to", address=HOME)
    assert f"It is on its way to {HOME}." in text
    assert "Your answer did not reach" not in text
    assert "sent the answer to another address of Анна" in text
    assert OutgoingMail.objects.get(address=HOME).state == "queued"


def test_the_address_corrected(cast: Cast, lost: OutgoingMail, sign_in: SignIn) -> None:
    text = decide(sign_in(cast.vera), cast, lost, decision="correct", address="anna@vetr.example")
    assert "It is on its way to anna@vetr.example." in text
    assert Identity.objects.get(value="anna@vetr.example").is_primary


def test_left_as_it_is_and_taken_back(cast: Cast, lost: OutgoingMail, sign_in: SignIn) -> None:
    client = sign_in(cast.vera)
    text = decide(client, cast, lost, decision="leave")
    assert "Your answer did not reach" not in text
    assert "left it at the answer not having arrived" in text
    undo = text.partition('action="/desk/tickets/')[2]
    assert "/undo/" in undo
    assert "settled" in text


def test_nonsense_is_refused_in_words(cast: Cast, lost: OutgoingMail, sign_in: SignIn) -> None:
    client = sign_in(cast.vera)
    assert "This is not an address of that person" in decide(
        client, cast, lost, decision="send_to", address="mia@letters.example"
    )
    assert "Choose one of the values offered" in decide(client, cast, lost, decision="shout")
    assert Message.objects.get(pk=lost.message_id).undelivered_at is not None
    assert decide(client, cast, lost, decision="again")
    assert Message.objects.get(pk=lost.message_id).undelivered_at is None


def test_the_flag_on_the_person_is_taken_by_hand(cast: Cast, lost: OutgoingMail, sign_in: SignIn) -> None:
    client = sign_in(cast.vera)
    assert "It works again" in client.get(f"/desk/people/{cast.anna.pk}/").content.decode()
    identity = cast.anna.identities.get(value=WORK)
    text = client.post(f"/desk/people/{cast.anna.pk}/addresses/{identity.pk}/", follow=True).content.decode()
    assert "It works again" not in text
    assert "go there again" in text


def test_whoever_writes_is_told_of_addresses(cast: Cast, lost: OutgoingMail, sign_in: SignIn) -> None:
    client, number = sign_in(cast.vera), cast.tickets[Status.OPEN].pk
    assert f"Mail does not reach {WORK}." in page(client, cast)
    text = client.post(
        f"/desk/tickets/{number}/collaborators/", {"email": "olga@gmial.com"}, follow=True
    ).content.decode()
    assert "olga@gmial.com looks mistyped. Did you mean olga@gmail.com?" in text
    new = {"requester": "ivan@yandex.ry", "subject": "?", "department": cast.first_line.pk, "priority": "2"}
    new |= {"channel": "phone", "author": "customer", "text": "Звонил"}
    text = client.post("/desk/tickets/new/", new, follow=True).content.decode()
    assert (
        text.count("ivan@yandex.ry looks mistyped. Did you mean ivan@yandex.ru?") == 2
    )  # said, and in the composer
