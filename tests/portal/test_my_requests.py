"""The list of one's requests, and coming to it without an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from opora.people.actions import change_organization, change_person
from opora.people.public import Actor
from opora.portal import visitor
from opora.tickets.actions import open_ticket
from opora.tickets.public import Words
from tests.cast import Cast
from tests.search.library import stock


def mailed_link(text: str) -> str:
    found = re.search(r"http://[^/]+(/\S+)", text)
    assert found, text
    return found[1]


def test_a_stranger_is_mailed_a_link_in_their_language(cast: Cast, client: Client) -> None:
    assert client.get("/requests/").templates[0].name == "portal/requests/ask.html"
    client.post("/requests/", {"email": "Anna@Veter.example"})
    assert mail.outbox[0].to == ["anna@veter.example"]
    assert "Здравствуйте" in mail.outbox[0].body or cast.anna.name in mail.outbox[0].body
    listed = client.get(mailed_link(mail.outbox[0].body), follow=True)
    assert listed.templates[0].name == "portal/requests/list.html"
    assert listed.content.decode().count("Кэшбэк за заказ") == 6


def test_nobody_learns_who_is_known(cast: Cast, client: Client) -> None:
    known = client.post("/requests/", {"email": "anna@veter.example"}).content.decode()
    unknown = client.post("/requests/", {"email": "xxxx@veter.example"}).content.decode()
    assert re.sub(r"anna@|xxxx@|value=\"\w{64}\"|X-CSRFToken\": \"\w+|nonce-\S+", "", known) == re.sub(
        r"anna@|xxxx@|value=\"\w{64}\"|X-CSRFToken\": \"\w+|nonce-\S+", "", unknown
    )
    assert len(mail.outbox) == 1


def test_somebody_who_left_gets_no_link(cast: Cast, client: Client) -> None:
    change_person(actor=Actor.system(), person=cast.anna, is_active=False)
    client.post("/requests/", {"email": "anna@veter.example"})
    assert mail.outbox == []


def test_a_nonsense_address_is_said(cast: Cast, client: Client) -> None:
    answer = client.post("/requests/", {"email": "anna"})
    assert answer.status_code == 422
    assert "anna@example.com" in answer.content.decode()


def test_five_links_an_hour_are_enough(cast: Cast, client: Client) -> None:
    codes = [client.post("/requests/", {"email": "anna@veter.example"}).status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]
    assert len(mail.outbox) == 5


def test_a_link_grows_old(cast: Cast, client: Client) -> None:
    with time_machine.travel("2026-03-01T10:00:00+00:00", tick=False) as clock:
        link = visitor.link_for(cast.anna)
        clock.shift(timedelta(minutes=61))
        page = client.get(link, follow=True)
        assert page.templates[0].name == "portal/requests/ask.html"
        assert "grown old" in page.content.decode()


@pytest.mark.parametrize("token", ["x", "a:b:c", "%FF"])
def test_a_forged_link_lets_nobody_in(cast: Cast, client: Client, token: str) -> None:
    assert client.get(f"/requests/as/{token}/", follow=True).templates[0].name == "portal/requests/ask.html"


def test_being_known_ends_by_leaving_and_by_itself(cast: Cast, client: Client) -> None:
    with time_machine.travel("2026-03-01T10:00:00+00:00", tick=False) as clock:
        client.get(visitor.link_for(cast.anna))
        assert "Кэшбэк" in client.get("/requests/").content.decode()
        clock.shift(timedelta(hours=13))
        assert "Кэшбэк" not in client.get("/requests/").content.decode()
        client.get(visitor.link_for(cast.anna))
        client.post("/requests/leave/")
        assert "Кэшбэк" not in client.get("/requests/").content.decode()


def test_the_link_does_not_sign_in(cast: Cast, client: Client) -> None:
    client.get(visitor.link_for(cast.vera))
    assert client.get("/accounts/2fa/").status_code == 302


def test_who_sees_what(cast: Cast, client: Client) -> None:
    expected = {
        "agent": 0,
        "stranger": 0,
        "supervisor": 0,
        "administrator": 0,
        "customer": 6,
        "other_customer": 0,
    }
    for role, person in cast.everybody.items():
        client.force_login(person)
        assert client.get("/requests/").content.decode().count('class="request-row"') == expected[role], role


def test_colleagues_see_each_others_where_their_company_wants_it(cast: Cast, client: Client) -> None:
    change_organization(actor=Actor.system(), organization=cast.severny, shares_tickets=True)
    change_person(actor=Actor.system(), person=cast.lucie, organization=cast.severny)
    client.force_login(cast.lucie)
    assert client.get("/requests/").content.decode().count('class="request-row"') == 6


def test_the_way_to_one_without_its_key(cast: Cast, client: Client) -> None:
    number = cast.tickets["open"].pk
    assert client.get(f"/requests/{number}/").status_code == 404
    client.force_login(cast.mia)
    assert client.get(f"/requests/{number}/").status_code == 404
    client.force_login(cast.anna)
    assert client.get(f"/requests/{number}/", follow=True).status_code == 200


@pytest.mark.parametrize("count", [1, 25])
def test_the_list_costs_the_same_at_any_length(
    cast: Cast, client: Client, count: int, django_assert_max_num_queries: object
) -> None:
    for number in range(count):
        words = Words(text="Hello")
        open_ticket(
            actor=Actor.of(cast.mia), requester=cast.mia, subject=f"No {number}", words=words, channel="web"
        )
    client.force_login(cast.mia)
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        client.get("/requests/")


def test_long_lists_go_on(cast: Cast, client: Client) -> None:
    for number in range(31):
        words = Words(text="Hello")
        open_ticket(
            actor=Actor.of(cast.mia), requester=cast.mia, subject=f"No {number}.", words=words, channel="web"
        )
    client.force_login(cast.mia)
    first = client.get("/requests/").content.decode()
    onward = re.search(r'href="(\?after=[^"]+)"', first)
    assert onward
    second = client.get("/requests/" + onward[1]).content.decode()
    assert "No 0." in second
    assert "No 0." not in first


def test_home_shows_public_topics_in_each_language(cast: Cast, client: Client) -> None:
    for code, word in {"en": "Write to us", "ru": "", "cs": ""}.items():
        client.cookies["opora_language"] = code
        page = client.get("/").content.decode()
        assert "Orders" in page
        assert word in page
        assert f'lang="{code}"' in page


def test_the_language_is_remembered(cast: Cast, client: Client) -> None:
    client.post("/language/", {"language": "cs", "next": "/"})
    assert '<html lang="cs"' in client.get("/").content.decode()
    client.force_login(cast.mia)
    client.post("/language/", {"language": "ru", "next": "/"})
    cast.mia.refresh_from_db()
    assert cast.mia.language == "ru"
    assert client.post("/language/", {"language": "xx", "next": "https://evil.example/"}).url == "/"


def test_the_mailed_link_opens_to_staff_only_what_they_asked(cast: Cast, client: Client) -> None:
    """It proves an address, not a colleague: their tickets are behind the sign-in."""
    client.get(visitor.link_for(cast.vera))
    assert client.get(f"/requests/{cast.tickets['open'].pk}/").status_code == 404
    assert "Кэшбэк" not in client.get("/requests/").content.decode()


def test_the_mailed_link_leads_to_the_desk_whatever_host_was_asked(
    cast: Cast, client: Client, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/requests/", {"email": "anna@veter.example"}, headers={"host": "thief.example"})
    assert "thief.example" not in mail.outbox[0].body
    assert f"{settings.ENV.url}/requests/as/" in mail.outbox[0].body


def test_nonsense_in_from_is_nobody(client: Client, cast: Cast) -> None:
    assert client.get("/requests/new?from=²/1-0").status_code == 200


def test_customers_search_their_own(cast: Cast, client: Client) -> None:
    library = stock(cast)
    client.force_login(cast.anna)
    page = client.get("/requests/", {"q": "денег"}).content.decode()
    assert page.count('class="request-row"') == 1
    assert library.tickets["refund"].subject in page
    assert "<mark>Деньги</mark>" in page
    for query in ("бухгалтерия", "faktura"):
        nothing = client.get("/requests/", {"q": query}).content.decode()
        assert 'class="request-row"' not in nothing
        assert 'href="?q=' not in nothing
    assert (
        "?q=%D0%BF%D1%80%D0%B8%D0%BD%D1%82%D0%B5%D1%80"
        in client.get("/requests/", {"q": "прнтер"}).content.decode()
    )


def test_what_customers_may_not_ask_is_said(cast: Cast, client: Client) -> None:
    client.force_login(cast.mia)
    page = client.get("/requests/", {"q": "tag:vip"})
    assert page.status_code == 200
    assert "can be used by the desk" in page.content.decode()
