"""The form asks back when an address looks mistyped, and never stands in the way."""

import re
from typing import Any

from django.test import Client

from opora.people.models import Person
from opora.tickets.models import Ticket
from tests.cast import Cast

FORM = {
    "name": "Ольга",
    "email": "olga@gmial.com",
    "subject": "Где заказ?",
    "text": "Ничего не пришло.",
    "website": "",
}


def sent(client: Client, cast: Cast, **given: str) -> Any:
    answer = client.post("/requests/new", FORM | given, follow=True)
    assert answer.status_code == 200
    return answer


def question(text: str) -> str:
    found = re.findall(r'action="(/requests/sent/[^"]+/address/)"', text)
    return found[0] if found else ""


def test_it_is_sent_and_then_asked(cast: Cast, client: Client) -> None:
    text = sent(client, cast).content.decode()
    ticket = Ticket.objects.latest("id")
    assert ticket.requester.email == "olga@gmial.com"
    assert "<strong>olga@gmail.com</strong>?" in text
    corrected = client.post(question(text), follow=True).content.decode()
    ticket.refresh_from_db()
    assert (ticket.requester.email, ticket.requester.name) == ("olga@gmail.com", "Ольга")
    assert "olga@gmail.com" in corrected
    assert question(corrected) == ""
    client.post(question(text), {"email": "evil@evil.example"})
    ticket.refresh_from_db()
    assert ticket.requester.email == "olga@gmail.com"
    assert not Person.objects.filter(email="evil@evil.example").exists()


def test_no_it_is_right(cast: Cast, client: Client) -> None:
    answer = sent(client, cast)
    path = answer.redirect_chain[-1][0]
    assert question(client.get(f"{path}?right=yes").content.decode()) == ""


def test_right_addresses_are_asked_nothing(cast: Cast, client: Client) -> None:
    answer = sent(client, cast, email="olga@gmail.com")
    assert question(answer.content.decode()) == ""
    token = answer.redirect_chain[-1][0]
    assert client.post(f"{token}address/", follow=True).status_code == 200
    assert Ticket.objects.latest("id").requester.email == "olga@gmail.com"
    assert client.post("/requests/sent/forged/address/").status_code == 404


def test_while_the_form_is_filled_in(cast: Cast, client: Client) -> None:
    assert 'hx-get="/requests/address"' in client.get("/requests/new").content.decode()
    said = client.get("/requests/address", {"email": "olga@seznam.czz"}).content.decode()
    assert "<strong>olga@seznam.cz</strong>" in said
    for nothing in ("olga@seznam.cz", "", "@", "<script>@x"):
        assert client.get("/requests/address", {"email": nothing}).content.decode().strip() == ""
