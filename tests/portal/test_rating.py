"""The pages behind the links of notices: a rating is recorded by a press only, notices end by one press."""

import pytest
from django.test import Client

from opora.feedback.models import Rating
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.models import Status
from opora.tickets.public import key_for
from tests.cast import Cast


@pytest.fixture
def place(cast: Cast) -> str:
    ticket = cast.tickets[Status.SOLVED]
    return f"/requests/{ticket.pk}/{key_for(ticket, cast.anna)}/"


def test_opening_the_link_chooses_but_records_nothing(cast: Cast, client: Client, place: str) -> None:
    for verdict in ("good", "bad"):
        page = client.get(f"{place}rating/?verdict={verdict}")
        assert page.status_code == 200
        assert f'value="{verdict}"' in page.content.decode()
        assert page.context["form"]["verdict"].initial == verdict
        client.head(f"{place}rating/?verdict={verdict}")
    assert not Rating.objects.exists()
    assert client.get(f"{place}rating/?verdict=evil").context["form"]["verdict"].initial is None


def test_one_press_records_and_can_be_changed(cast: Cast, client: Client, place: str) -> None:
    answer = client.post(f"{place}rating/", {"verdict": "bad", "comment": "Долго."}, follow=True)
    assert b"Thank you" in answer.content
    assert Rating.objects.get().comment == "Долго."
    page = client.get(f"{place}rating/")
    assert page.context["form"]["comment"].value() == "Долго."
    client.post(f"{place}rating/", {"verdict": "good"})
    assert Rating.objects.get().verdict == "good"


def test_what_can_not_be_rated_is_said(cast: Cast, client: Client, place: str) -> None:
    assert client.post(f"{place}rating/", {}).status_code == 422
    ticket = cast.tickets[Status.NEW]
    other = f"/requests/{ticket.pk}/{key_for(ticket, cast.anna)}/rating/"
    answer = client.post(other, {"verdict": "good"})
    assert (answer.status_code, b"Nobody has answered yet" in answer.content) == (422, True)


def test_only_with_the_readers_own_key(cast: Cast, client: Client, place: str) -> None:
    for page in ("rating/", "notices/"):
        assert client.get(f"{place[:-3]}x/{page}").status_code == 404
        ticket = cast.tickets[Status.SOLVED]
        assert client.get(f"/requests/{ticket.pk}/{key_for(ticket, cast.vera)}/{page}").status_code == 404
        assert client.post(f"/requests/{ticket.pk}/{key_for(ticket, cast.mia)}/{page}").status_code == 404
    assert not Person.objects.filter(notices_refused_at__isnull=False).exists()


def test_notices_end_by_the_mail_programs_one_press(cast: Cast, place: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(f"{place}notices/").status_code == 200
    assert Person.objects.get(pk=cast.anna.pk).notices_refused_at is None, "a scanner's look changes nothing"
    answer = browser.post(f"{place}notices/", {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert Person.objects.get(pk=cast.anna.pk).notices_refused_at is not None
    browser.post(f"{place}notices/", {"List-Unsubscribe": "One-Click"})
    assert b"no more notices" in browser.get(f"{place}notices/").content


def test_notices_can_be_had_again(cast: Cast, client: Client, place: str) -> None:
    assert b"stop sending notices" in client.get(f"{place}notices/").content
    client.post(f"{place}notices/", {"wanted": "no"})
    client.post(f"{place}notices/", {"wanted": "yes"})
    assert Person.objects.get(pk=cast.anna.pk).notices_refused_at is None
    assert Actor.of(cast.anna).is_staff is False


def test_the_form_says_that_a_confirmation_is_on_its_way(cast: Cast, client: Client) -> None:
    from opora.desk.actions import change_department

    wish = {
        "name": "Jan",
        "email": "jan@post.example",
        "subject": "x",
        "text": "y",
        "website": "",
        "submission": "1",
    }
    answer = client.post("/requests/new", wish, follow=True)
    assert b"We have sent a confirmation" not in answer.content
    change_department(actor=Actor.of(cast.adam), department=cast.first_line, confirms_web=True)
    answer = client.post("/requests/new", {**wish, "submission": "2"}, follow=True)
    assert b"We have sent a confirmation to <strong>jan@post.example</strong>" in answer.content
