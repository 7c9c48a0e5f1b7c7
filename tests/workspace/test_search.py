"""Search: results, chips, what is unclear, completion, saved searches in the rail, similar tickets."""

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opora.events.public import catch_up, clock
from opora.people.models import Person
from opora.people.public import Actor
from opora.search.actions import save_search
from opora.search.models import SavedSearch
from opora.tickets.actions import add_note, assign, change_status, open_ticket, reply
from opora.tickets.models import Channel, Message, MessageKind, Ticket
from opora.tickets.public import Words
from tests.cast import Cast
from tests.workspace.conftest import HTMX, SignIn

ADDRESS = "/desk/search/"


def opened(who: Person, subject: str, text: str) -> Ticket:
    return open_ticket(
        actor=Actor.of(who), requester=who, subject=subject, words=Words(text=text), channel=Channel.WEB
    )


def asked(client: Client, query: str, **more: Any) -> str:
    catch_up("search")
    answer = client.get(ADDRESS, {"q": query, **more})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def numbers(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'id="row-(\d+)"', page)]


def address(query: str, **more: str) -> str:
    """As it stands in links of the page."""
    return (
        reverse("workspace:search") + "?" + "&".join([_pair("q", query), *(_pair(*p) for p in more.items())])
    )


def _pair(name: str, value: str) -> str:
    from django.utils.http import urlencode

    return urlencode({name: value})


@pytest.mark.parametrize("typed", ["%s", "#%s", "№ %s", " %s "])
def test_a_number_leads_to_its_ticket(cast: Cast, vera: Client, typed: str) -> None:
    number = cast.tickets["open"].pk
    answer = vera.get(ADDRESS, {"q": typed % number})
    assert answer.headers["Location"] == f"/desk/tickets/{number}"


def test_a_number_that_is_no_ticket_of_ours_is_looked_for(cast: Cast, vera: Client) -> None:
    made = opened(cast.mia, "Invoice 900900", "It is wrong.")
    assert numbers(asked(vera, "900900")) == [made.pk]
    assert vera.get(ADDRESS, {"q": "9" * 30}).status_code == 200


def test_words_are_found_in_any_form_and_marked(cast: Cast, vera: Client) -> None:
    page = asked(vera, "кэшбэка")
    assert set(numbers(page)) == {ticket.pk for ticket in cast.tickets.values()}
    assert "<mark>Кэшбэк</mark> за заказ" in page  # in the subject
    assert "Здравствуйте! <mark>Кэшбэк</mark> так и не начислен." in page


def test_a_result_leads_to_the_very_message_and_says_when_it_is_a_note(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    for n in range(3):
        reply(actor=Actor.of(cast.vera), ticket=ticket, words=Words(text=f"Ответ {n}"), channel=Channel.DESK)
    add_note(actor=Actor.of(cast.egor), ticket=ticket, words=Words(text="Звонил: ждёт ювелира."))
    note = Message.objects.get(ticket=ticket, kind=MessageKind.NOTE)
    page = asked(vera, "ювелир")
    assert numbers(page) == [ticket.pk]
    link = f"/desk/tickets/{ticket.pk}?list=search%3Abest%3A%D1%8E"
    assert re.search(re.escape(link) + rf'[^"]*#message-{note.pk}"', page)
    assert '<b class="row-note">' in page


def test_nothing_of_other_departments_is_found(cast: Cast, sign_in: SignIn) -> None:
    page = asked(sign_in(cast.petr), "кэшбэк")
    assert numbers(page) == []
    assert "Кэшбэк за заказ" not in page


def test_conditions_are_chips_with_other_values(cast: Cast, vera: Client) -> None:
    assign(actor=Actor.of(cast.sofia), ticket=cast.tickets["new"], to=cast.egor)
    page = asked(vera, "кэшбэк status:open -agent:me", order="latest")
    for other in ("status:open -agent:me", "кэшбэк -agent:me", "кэшбэк status:open"):
        assert f'href="{address(other, order="latest")}"' in page, other
    for other in ("кэшбэк status:pending -agent:me", "кэшбэк -status:open -agent:me"):
        assert f'href="{address(other, order="latest")}"' in page, other
    assert f'href="{address("кэшбэк status:open agent:me", order="latest")}"' in page


def test_an_unclear_query_is_marked_and_mended(cast: Cast, sign_in: SignIn) -> None:
    page = asked(sign_in(cast.sofia), "parcel stattus:open <b>")
    assert "parcel <mark>stattus:</mark>open <b>" in page
    assert f'href="{address("parcel status:open <b>")}"' in page
    raw = sign_in(cast.sofia).get(ADDRESS, {"q": "stattus:open <b>"}).content
    assert b"<b>" not in raw.split(b'class="search-unclear"')[1].split(b"</div>")[0]


def test_a_missing_value_has_a_place_to_mark(cast: Cast, vera: Client) -> None:
    page = asked(vera, "lost status:,")
    assert re.search(r"status:,?<mark[^>]*>␣</mark>", page)


def test_nothing_found_says_what_was_meant(cast: Cast, vera: Client) -> None:
    for _copy in range(2):
        opened(cast.mia, "Where is my parcel", "The parcel is lost.")
    page = asked(vera, "parsel")
    assert numbers(page) == []
    assert f'href="{address("parcel")}"' in page
    assert "search-nothing" in page
    assert "search-nothing" not in asked(vera, "parcel")


def test_orders_and_pages(cast: Cast, sign_in: SignIn) -> None:
    sofia = sign_in(cast.sofia)
    made = []
    for n in range(70):
        with clock.at(clock.now()):
            made.append(opened(cast.mia, f"Parcel {n}", "The parcel is lost.").pk)
    page = asked(sofia, "parcel")
    assert "70 found" in page
    seen: list[int] = []
    while True:
        seen += numbers(page)
        following = re.search(r'class="listing-more" href="([^"]+)"', page)
        if following is None:
            break
        answer = sofia.get(following[1], headers={**HTMX, "X-Opora-Part": "rows"})
        page = html.unescape(answer.content.decode())
        assert "<html" not in page
        whole = html.unescape(sofia.get(following[1]).content.decode())
        assert numbers(whole) == numbers(page)
        assert "0 found" not in whole
    assert seen == made[::-1]
    assert numbers(asked(sofia, "parcel", order="oldest")) == made[:30]
    change_status(actor=Actor.of(cast.sofia), ticket=Ticket.objects.get(pk=made[5]), status="solved")
    assert len(numbers(asked(sofia, "parcel", order="status"))) == 30
    assert numbers(asked(sofia, "parcel", order="nonsense")) == made[:-31:-1]


@pytest.mark.parametrize(
    "nonsense",
    [{"q": "\x00"}, {"q": "a" * 20_000}, {"q": "((((", "after": "zzz"}, {"q": '"', "order": "x" * 500}],
)
def test_nonsense_is_survived(cast: Cast, vera: Client, nonsense: dict[str, str]) -> None:
    assert vera.get(ADDRESS, nonsense).status_code == 200


def test_a_ticket_stands_beside_the_results(cast: Cast, vera: Client) -> None:
    ticket = cast.tickets["open"]
    page = asked(vera, "кэшбэк", order="oldest")
    link = re.search(rf'href="(/desk/tickets/{ticket.pk}[^"#]*)', page)
    assert link is not None
    beside = html.unescape(vera.get(link[1]).content.decode())
    assert numbers(beside) == numbers(page)
    assert 'aria-current="page"' in beside.split(f'id="row-{ticket.pk}"')[1].split(">")[0]
    assert 'value="кэшбэк"' in beside
    panes = vera.get(link[1], headers={**HTMX, "X-Opora-Part": "panes"}).content.decode()
    assert 'id="listing"' not in panes
    back = vera.post(f"/desk/tickets/{ticket.pk}/status/", {"status": "solved"}, headers={"Referer": link[1]})
    assert back.status_code == 302


def test_completion_offers_what_fits_at_the_cursor(cast: Cast, vera: Client) -> None:
    def offered(text: str, at: object = "") -> list[str]:
        page = vera.get("/desk/search/completion/", {"q": text, "at": at}).content.decode()
        return re.findall(r'data-insert="([^"]*)"', html.unescape(page))

    assert "status:" in offered("sta")
    assert "open" in offered("status:op lost", 9)
    assert offered("") == []
    assert offered("lost", "x" * 9) == []


def test_completion_begins_with_saved_searches(cast: Cast, vera: Client) -> None:
    save_search(actor=Actor.of(cast.vera), name="<Late>", query="is:late", order="oldest")
    page = vera.get("/desk/search/completion/").content.decode()
    assert "&lt;Late&gt;" in page
    assert 'data-url="/desk/search/?q=is%3Alate&amp;order=oldest"' in page


@pytest.mark.parametrize("language", ["en", "ru", "cs"])
def test_help_knows_the_keys_in_every_language(cast: Cast, sign_in: SignIn, language: str) -> None:
    Person.objects.filter(pk=cast.vera.pk).update(language=language)
    client = sign_in(Person.objects.get(pk=cast.vera.pk))
    whole = client.get("/desk/search/help/").content.decode()
    dialog = client.get("/desk/search/help/", headers=HTMX).content.decode()
    word = {"en": "status:", "ru": "статус:", "cs": "stav:"}[language]
    for page in (whole, dialog):
        assert f"<b>{word}</b>" in page
    assert "<html" not in dialog


def test_a_search_is_saved_shown_with_its_count_renamed_and_removed(cast: Cast, vera: Client) -> None:
    catch_up("search")
    form = vera.get("/desk/search/saved/new/?q=кэшбэк&order=oldest", headers=HTMX).content.decode()
    assert 'value="кэшбэк"' in form
    assert "is_shared" not in form
    answer = vera.post("/desk/search/saved/new/", {"name": "Кэшбэки", "query": "кэшбэк", "order": "oldest"})
    row = SavedSearch.objects.get(owner=cast.vera)
    assert answer.headers["Location"] == address("кэшбэк", order="oldest")
    rail = vera.get("/desk/search/saved/").content.decode()
    assert re.search(r"Кэшбэки</span><span class=\"rail-count\">6<", rail)
    page = asked(vera, "кэшбэк", order="oldest")
    assert re.search(r'aria-current="page">.*?Кэшбэки', page)
    vera.post(f"/desk/search/saved/{row.pk}/name/", {"name": "Другие"})
    vera.post("/desk/search/saved/new/", {"name": "Другие", "query": "заказ", "order": "best"})
    row.refresh_from_db()
    assert (row.name, row.query, row.order) == ("Другие", "заказ", "best")
    removed = vera.post(f"/desk/search/saved/{row.pk}/removal/", follow=True).content.decode()
    undo = re.findall(r'action="(/desk/search/saved/undo/[^"]+)"', removed)
    assert not SavedSearch.objects.exists()
    vera.post(undo[-1])
    assert SavedSearch.objects.get().name == "Другие"


def test_what_cannot_be_saved_is_said_in_the_form(cast: Cast, vera: Client) -> None:
    given = {"name": "A", "query": "status:eaten", "order": "best"}
    answer = vera.post("/desk/search/saved/new/", given)
    assert (answer.status_code, SavedSearch.objects.count()) == (422, 0)
    other = save_search(actor=Actor.of(cast.egor), name="His", query="is:late")
    for page in ("name", "removal", "sharing"):
        assert vera.post(f"/desk/search/saved/{other.pk}/{page}/", {"name": "Mine"}).status_code == 404


def test_supervisors_share(cast: Cast, vera: Client, sign_in: SignIn) -> None:
    sofia = sign_in(cast.sofia)
    given = {"name": "Late", "query": "is:waiting", "order": "best", "is_shared": "on"}
    sofia.post("/desk/search/saved/new/", given)
    row = SavedSearch.objects.get()
    assert row.is_shared
    assert "Late" in vera.get("/desk/search/saved/").content.decode()
    assert vera.post(f"/desk/search/saved/{row.pk}/removal/", headers=HTMX).status_code == 403
    sofia.post(f"/desk/search/saved/{row.pk}/sharing/", {"shared": "no"})
    assert "Late" not in vera.get("/desk/search/saved/").content.decode()


def test_a_saved_search_that_is_unclear_by_now_does_not_break_the_rail(cast: Cast, vera: Client) -> None:
    row = save_search(actor=Actor.of(cast.vera), name="Odd", query="is:late")
    SavedSearch.objects.filter(pk=row.pk).update(query="status:eaten")
    assert 'rail-count">!<' in vera.get("/desk/search/saved/").content.decode()


def test_similar_tickets_and_probable_duplicates(cast: Cast, sign_in: SignIn) -> None:
    first = opened(cast.mia, "Zeppelin engine stutters", "The zeppelin engine stutters at altitude.")
    again = opened(cast.mia, "Zeppelin engine still stutters", "My zeppelin engine stutters again.")
    other = opened(cast.lucie, "Zeppelin engine", "Also a zeppelin engine that stutters.")
    for n in range(30):
        opened(cast.mia, f"Parcel {n}", "Lost.")
    catch_up("search")
    page = sign_in(cast.sofia).get(f"/desk/tickets/{first.pk}/similar/").content.decode()
    doubles, others = page.split("Similar tickets")
    assert f"/desk/tickets/{again.pk}" in doubles
    assert f"/desk/tickets/{first.pk}/merge/?number={again.pk}" in doubles
    assert f"/desk/tickets/{other.pk}" in others
    merge = sign_in(cast.sofia).get(f"/desk/tickets/{first.pk}/merge/?number={again.pk}").content.decode()
    assert re.search(rf'name="number"[^>]*value="{again.pk}"', merge)
    alone = sign_in(cast.sofia).get(f"/desk/tickets/{cast.tickets['open'].pk}/similar/")
    assert alone.status_code == 200


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len([query for query in captured if "desk_setting" not in query["sql"]])


def test_costs_do_not_grow_with_what_is_found(cast: Cast, sign_in: SignIn) -> None:
    sofia = sign_in(cast.sofia)
    save_search(actor=Actor.of(cast.sofia), name="Parcels", query="parcel")
    save_search(actor=Actor.of(cast.sofia), name="Open", query="is:open")
    opened(cast.mia, "Parcel", "The parcel is lost.")
    catch_up("search")
    ticket = Ticket.objects.latest("pk")
    urls = [
        address("parcel"),
        address("parcel is:open -agent:me"),
        address("is:open"),
        address("parcel", order="created"),
        "/desk/search/saved/",
        f"/desk/tickets/{ticket.pk}?list=search:best:parcel",
    ]
    few = [queries(sofia, url) for url in urls]
    for n in range(45):
        made = opened(cast.mia, f"Parcel {n}", "The parcel is lost.")
        assign(actor=Actor.of(cast.sofia), ticket=made, to=cast.egor)
    catch_up("search")
    assert all(queries(sofia, url) <= cost for url, cost in zip(urls, few, strict=True))
    assert max(few) < 50
