"""List page and ticket page take as many queries at ten thousand tickets as at ten."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opora.desk.public import settings as desk_settings
from opora.people.public import Actor
from opora.tickets.actions import add_note, assign, change_tags, open_ticket, reply
from opora.tickets.models import Message
from opora.tickets.public import VIEWS, NewFile, Words
from tests.cast import Cast
from tests.crowd import MANY, crowd
from tests.workspace.conftest import HTMX


def _costs(client: Client, addresses: list[str]) -> dict[str, int]:
    costs = {}
    for address in addresses:
        client.get(address)  # what is kept for a few seconds (desk settings) is there
        desk_settings.DESK_NAME.get()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked = [query["sql"] for query in queries if "desk_setting" not in query["sql"]]
        costs[address] = len(asked)
    return costs


def test_pages_cost_the_same_at_ten_and_at_ten_thousand_tickets(cast: Cast, vera: Client) -> None:
    mia = Actor.of(cast.mia)
    for number in range(4):
        words = Words(text="Where is it?")
        open_ticket(actor=mia, requester=cast.mia, subject=f"Parcel {number}", words=words, channel="web")
    for ticket in cast.tickets.values():
        change_tags(actor=Actor.of(cast.vera), ticket=ticket, tags=["x", "y"])
    ticket = cast.tickets["open"]
    addresses = [f"/desk/?list={name}" for name in VIEWS if name != "all"]
    addresses += [f"/desk/tickets/{ticket.pk}", f"/desk/tickets/{ticket.pk}?list=open"]
    few = _costs(vera, addresses)
    crowd(cast, MANY)
    assert _costs(vera, addresses) == few
    assert max(few.values()) < 36


def test_a_ticket_costs_the_same_with_few_messages_and_with_many(cast: Cast, vera: Client) -> None:
    ticket, agent = cast.tickets["open"], Actor.of(cast.vera)
    file = NewFile("list.pdf", b"%PDF-1.4")

    def go_on() -> None:
        words = Words(text="Look", html="<p>Look</p>", files=(file,), trusted=True)
        reply(actor=Actor.of(ticket.requester), ticket=ticket, words=words, channel="mail")
        reply(actor=agent, ticket=ticket, words=Words(text="We do"), channel="desk", leaves_in=60)
        add_note(actor=agent, ticket=ticket, words=Words(text="I did"))
        for person in (cast.egor, cast.vera):
            assign(actor=agent, ticket=ticket, to=person)

    go_on()
    few = _panes(vera, ticket.pk)
    for _again in range(5):
        go_on()
    assert _panes(vera, ticket.pk) == few
    assert few < 21


def _panes(client: Client, number: int) -> int:
    """The queries for what J and K bring."""
    address, headers = f"/desk/tickets/{number}?list=open", {**HTMX, "X-Opora-Part": "panes"}
    client.get(address, headers=headers)
    desk_settings.DESK_NAME.get()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, headers=headers).status_code == 200
    return len([query for query in queries if "desk_setting" not in query["sql"]])


def test_a_reply_takes_few_statements(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    page = vera.get(f"/desk/tickets/{ticket.pk}").content.decode()
    seen = re.findall(r'name="seen" value="(\d+)"', page)[-1]
    fields = {"kind": "reply", "text": "We look.", "status": "pending", "seen": seen, "idempotency_key": "a"}
    with CaptureQueriesContext(connection) as queries:
        assert vera.post(f"/desk/tickets/{ticket.pk}/messages/", fields).status_code == 302
    asked = [query["sql"] for query in queries if "desk_setting" not in query["sql"]]
    assert len(asked) <= 20, asked
    assert Message.objects.get(submission=f"desk:{cast.vera.pk}:a").text == "We look."
