"""Lists: what they hold, how they page, what they cost."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opora.desk.actions import grant_access
from opora.desk.models import Level
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.actions import assign, open_ticket
from opora.tickets.models import Channel, Ticket
from opora.tickets.public import Words
from tests.cast import Cast
from tests.workspace.conftest import HTMX, SignIn

pytestmark = pytest.mark.mariadb


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


def test_rows_show_what_others_wrote_as_text(cast: Cast, vera: Client) -> None:
    ticket, bad = cast.tickets["open"], '"><script>x()</script>'
    Ticket.objects.filter(pk=ticket.pk).update(subject=bad, snippet=bad, last_author=bad, last_by_staff=True)
    Person.objects.filter(pk=cast.anna.pk).update(name=bad)
    Person.objects.filter(pk=cast.egor.pk).update(name=bad)
    assign(actor=Actor.of(cast.vera), ticket=ticket, to=cast.egor)
    page = vera.get("/desk/?list=open").content.decode()
    row = page.partition(f'id="row-{ticket.pk}"')[2].partition("</a>")[0]
    assert "<script>x()" not in page
    assert (
        row.count("&lt;script&gt;x()&lt;/script&gt;") == 5
    )  # twice the last line's, name, assignee, subject


def test_rows_name_assignees_other_than_oneself(cast: Cast, vera: Client, sign_in: SignIn) -> None:
    shown = f'<span class="not-phone" title="{cast.vera.called}">'
    assert shown not in vera.get("/desk/?list=mine").content.decode()
    assert shown in sign_in(cast.egor).get("/desk/?list=open").content.decode()
    assert shown not in vera.get("/desk/?list=mine").content.decode()


def test_rows_say_the_time_anew(cast: Cast, vera: Client) -> None:
    number, moment = cast.tickets["open"].pk, timezone.now() - timedelta(minutes=12)
    Ticket.objects.filter(pk=number).update(last_message_at=moment)
    for minutes in (12, 13):
        with time_machine.travel(moment + timedelta(minutes=minutes, seconds=5), tick=False):
            page = vera.get("/desk/?list=open").content.decode()
        row = page.partition(f'id="row-{number}"')[2].partition("</a>")[0]
        assert re.search(rf">{minutes} \w+</time>", row)


@pytest.mark.django_db(transaction=True)
def test_what_is_remembered_follows_every_change(cast: Cast, vera: Client) -> None:
    number = cast.tickets["new"].pk
    for _ in range(2):
        assert number in numbers(vera.get("/desk/?list=unassigned").content)
    assign(actor=Actor.of(cast.vera), ticket=cast.tickets["new"], to=cast.egor)
    assert numbers(vera.get("/desk/?list=unassigned").content) == []
    assert (
        b'rail-count">1<'
        not in vera.get("/desk/rail/?list=unassigned").content.partition(b"unassigned")[2][:300]
    )


@pytest.mark.django_db(transaction=True)
def test_what_is_remembered_ends_with_the_right_to_see_it(cast: Cast, vera: Client) -> None:
    address = f"/desk/?list=department:{cast.first_line.pk}"
    assert cast.tickets["new"].pk in numbers(vera.get(address).content)
    grant_access(actor=Actor.system(), person=cast.vera, department=cast.first_line, level=Level.NONE)
    assert cast.tickets["new"].pk not in numbers(vera.get(address).content)
    assert cast.tickets["new"].pk not in numbers(vera.get("/desk/?list=unassigned").content)
    assert "First line" not in vera.get("/desk/rail/").content.decode()
