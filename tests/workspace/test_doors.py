"""Every address of the workspace, with every role: shown, refused or not there."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from opora.people.public import Actor
from opora.search.actions import save_search
from opora.search.models import SavedSearch
from opora.tickets.models import Message, Ticket
from opora.workspace.urls import urlpatterns
from tests.cast import Cast
from tests.workspace.conftest import SignIn

ACT = uuid.UUID(int=7)
POST_ONLY = {
    "messages",
    "pictures",
    "status",
    "priority",
    "type",
    "undo",
    "unlink",
    "mail",
    "send_again",
    "request_or_not",
    "mails_decide",
} | {
    "search_sharing",
    "search_removal",
    "search_undo",
    "undelivered",
    "take_back",
    "address_works",
}
# Pages of one mail: tests of those pages bring one.
NEEDS_MAIL = {"mail_source", "mail_why", "picture", "invitation"}


def address(name: str, cast: Cast) -> str:
    """A page's address for the cast's open ticket."""
    ticket = cast.tickets["open"]
    message = Message.objects.filter(ticket=ticket).first()
    assert message is not None
    keys = {
        "person": cast.anna.pk,
        "person_details": cast.anna.pk,
        "original": message.pk,
        "address_works": cast.anna.pk,
    }
    if name == "search_name":
        keys[name] = _kept(cast)
    given: dict[str, object] = {"number": ticket.pk, "key": keys.get(name, 1), "act": ACT, "name": "a.pdf"}
    given |= {"place": 0, "signature": "x", "identity": cast.anna.identities.get().pk}
    pattern = next(pattern for pattern in urlpatterns if pattern.name == name)
    return reverse(f"workspace:{name}", kwargs={part: given[part] for part in pattern.pattern.converters})


def _kept(cast: Cast) -> int:
    """A saved search that everybody of staff sees."""
    row = SavedSearch.objects.filter(name="Late").first()
    if row is None:
        row = save_search(actor=Actor.of(cast.sofia), name="Late", query="is:late", is_shared=True)
    return row.pk


def shown_names() -> list[str]:
    """Pages that answer a GET, whatever is on the desk."""
    return [
        str(row.name)
        for row in urlpatterns
        if row.name not in POST_ONLY | NEEDS_MAIL | {"attachment", "ticket"}
    ]


@pytest.mark.parametrize("name", shown_names())
def test_page_opens_for_its_agent_and_for_supervisors(name: str, cast: Cast, sign_in: SignIn) -> None:
    for person in (cast.vera, cast.sofia, cast.adam):
        assert sign_in(person).get(address(name, cast)).status_code == 200, person


@pytest.mark.parametrize("name", [str(row.name) for row in urlpatterns if row.name != "ticket"])
def test_page_is_closed_to_customers_and_to_nobody(name: str, cast: Cast, sign_in: SignIn) -> None:
    url = address(name, cast)
    for method in ("get", "post"):
        assert getattr(sign_in(cast.anna), method)(url).status_code == 403
        answer = getattr(Client(), method)(url)
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("name", [str(row.name) for row in urlpatterns if "number" in str(row.pattern)])
def test_ticket_of_another_department_is_not_there(name: str, cast: Cast, sign_in: SignIn) -> None:
    url = f"/desk/tickets/{cast.tickets['open'].pk}" if name == "ticket" else address(name, cast)
    for method in ("get", "post"):
        assert getattr(sign_in(cast.petr), method)(url).status_code == 404


def test_htmx_is_led_to_sign_in_as_a_whole_page(cast: Cast) -> None:
    answer = Client().get("/desk/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/accounts/login/")


def test_reader_sees_a_ticket_but_is_offered_nothing(cast: Cast, sign_in: SignIn) -> None:
    from opora.desk.actions import grant_access
    from opora.desk.models import Level
    from opora.people.public import Actor

    grant_access(actor=Actor.system(), person=cast.petr, department=cast.first_line, level=Level.READ)
    ticket = cast.tickets["open"]
    petr = sign_in(cast.petr)
    page = petr.get(f"/desk/tickets/{ticket.pk}")
    assert page.status_code == 200
    assert f"/desk/tickets/{ticket.pk}/transfer/" not in page.content.decode()
    answer = petr.post(
        f"/desk/tickets/{ticket.pk}/status/", {"status": "solved"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 403
    assert Ticket.objects.get(pk=ticket.pk).status == "open"
