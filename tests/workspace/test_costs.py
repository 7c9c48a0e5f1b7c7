"""List page and ticket page take as many queries at ten thousand tickets as at ten."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opora.desk.public import settings as desk_settings
from opora.people.public import Actor
from opora.tickets.actions import change_tags, open_ticket
from opora.tickets.public import VIEWS, Words
from tests.cast import Cast
from tests.crowd import MANY, crowd


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
