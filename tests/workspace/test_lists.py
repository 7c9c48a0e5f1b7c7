"""Lists: what they hold, how they page, what they cost."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opora.people.public import Actor
from opora.tickets.actions import assign, open_ticket
from opora.tickets.models import Channel, Ticket
from opora.tickets.public import Words
from tests.cast import Cast
from tests.workspace.conftest import HTMX, SignIn


def numbers(html: bytes) -> list[int]:
    return [int(found) for found in re.findall(r'id="row-(\d+)"', html.decode())]


def many(cast: Cast, count: int) -> list[Ticket]:
    mia = Actor.of(cast.mia)
    words = Words(text="Where is it?")
    return [
        open_ticket(actor=mia, requester=cast.mia, subject=f"Parcel {n}", words=words, channel=Channel.WEB)
        for n in range(count)
    ]


def test_lists_hold_what_they_say(cast: Cast, vera: Client) -> None:
    made = cast.tickets
    expected = {
        "mine": {made["open"], made["pending"], made["hold"]},
        "unassigned": {made["new"]},
        "open": {made["new"], made["open"], made["pending"], made["hold"]},
        "pending": {made["pending"]},
        "solved": {made["solved"], made["closed"]},
        f"department:{cast.first_line.pk}": {made["new"], made["open"], made["pending"], made["hold"]},
    }
    for key, tickets in expected.items():
        page = vera.get(f"/desk/?list={key}")
        assert set(numbers(page.content)) == {ticket.pk for ticket in tickets}, key
        assert b'aria-current="page"' in page.content


def test_foreign_department_is_no_list(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.petr).get(f"/desk/?list=department:{cast.first_line.pk}")
    assert numbers(page.content) == []


@pytest.mark.parametrize(
    "nonsense", ["?list=eaten", "?after=zzz", "?sort=x&list=department:9x", "?after=2026-01-01_1"]
)
def test_nonsense_in_the_address_is_survived(nonsense: str, cast: Cast, vera: Client) -> None:
    assert vera.get(f"/desk/{nonsense}").status_code == 200


def test_pages_follow_each_other_without_gap_or_repetition(cast: Cast, vera: Client) -> None:
    made = {ticket.pk for ticket in many(cast, 120)}
    seen: list[int] = []
    address = "/desk/?list=unassigned"
    while address:
        answer = vera.get(address, headers={**HTMX, "X-Opora-Part": "rows"} if seen else {})
        seen += numbers(answer.content)
        found = re.search(r'class="listing-more" href="([^"]+)"', answer.content.decode())
        address = found[1].replace("&amp;", "&") if found else ""
    assert len(seen) == len(set(seen))
    assert set(seen) == made | {cast.tickets["new"].pk}


def test_oldest_first(cast: Cast, vera: Client) -> None:
    latest = numbers(vera.get("/desk/?list=open").content)
    assert numbers(vera.get("/desk/?list=open&sort=oldest").content) == latest[::-1]


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_list_and_ticket_cost_the_same_with_few_and_many_tickets(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    pages = ["/desk/?list=open", f"/desk/tickets/{ticket.pk}?list=open"]
    few = [queries(vera, page) for page in pages]
    for row in many(cast, 70):
        assign(actor=Actor.of(cast.sofia), ticket=row, to=cast.egor)
    assert [queries(vera, page) for page in pages] == few
    assert max(few) < 40


def test_long_conversation_costs_no_more_queries(cast: Cast, vera: Client) -> None:
    from opora.tickets.actions import add_note, reply

    ticket = cast.tickets["open"]
    address = f"/desk/tickets/{ticket.pk}"
    few = queries(vera, address)
    for n in range(25):
        author = Actor.of(cast.vera if n % 2 else cast.egor)
        reply(actor=author, ticket=ticket, words=Words(text=f"Ответ {n}"), channel=Channel.DESK)
        add_note(actor=author, ticket=ticket, words=Words(text=f"Заметка {n}"))
    assert queries(vera, address) == few


def test_rail_counts(cast: Cast, vera: Client) -> None:
    page = vera.get("/desk/rail/?list=mine", headers=HTMX).content.decode()
    assert re.search(r'href="/desk/\?list=unassigned".*?rail-count">1<', page, re.S)
    assert re.search(r'href="/desk/\?list=open".*?rail-count">4<', page, re.S)
