"""People as agents see them, and everybody's own settings."""

from django.test import Client

from opora.people.models import Person
from tests.cast import Cast
from tests.workspace.conftest import HTMX, SignIn


def test_person_page_shows_only_tickets_one_may_see(cast: Cast, vera: Client, sign_in: SignIn) -> None:
    address = f"/desk/people/{cast.anna.pk}/"
    link = f"/desk/tickets/{cast.tickets['open'].pk}".encode()
    assert link in vera.get(address).content
    assert link not in sign_in(cast.petr).get(address).content


def test_details_of_a_customer(cast: Cast, vera: Client) -> None:
    data = {"name": "Анна К.", "language": "ru", "phone": "+420 601 123 456", "note": "Звонить вечером"}
    answer = vera.post(f"/desk/people/{cast.anna.pk}/details/", data, headers=HTMX)
    assert answer.headers["HX-Redirect"] == f"/desk/people/{cast.anna.pk}/"
    anna = Person.objects.get(pk=cast.anna.pk)
    assert (anna.name, anna.note) == ("Анна К.", "Звонить вечером")
    assert anna.identities.filter(kind="phone").exists()


def test_somebody_elses_address_is_refused_at_its_field(cast: Cast, vera: Client) -> None:
    data = {"name": "Анна", "email": "mia@letters.example"}
    answer = vera.post(f"/desk/people/{cast.anna.pk}/details/", data, headers=HTMX)
    assert answer.status_code == 422
    assert b"field-error" in answer.content


def test_agent_does_not_change_a_colleague(cast: Cast, vera: Client) -> None:
    answer = vera.post(f"/desk/people/{cast.egor.pk}/details/", {"name": "Нет"}, headers=HTMX)
    assert answer.status_code == 422
    assert Person.objects.get(pk=cast.egor.pk).name == "Егор Мишин"


def test_own_settings_take_effect_at_once(cast: Cast, vera: Client) -> None:
    data = {"name": "Вера С.", "language": "cs", "time_zone": "Europe/Prague", "theme": "dark"}
    assert vera.post("/desk/settings/", data).status_code == 302
    page = vera.get("/desk/settings/").content.decode()
    assert 'lang="cs"' in page
    assert 'data-theme="dark"' in page
    assert "Вера С." in page


def test_unknown_language_is_refused(cast: Cast, vera: Client) -> None:
    answer = vera.post("/desk/settings/", {"name": "Вера", "language": "xx"})
    assert answer.status_code == 422
    assert Person.objects.get(pk=cast.vera.pk).language == "ru"
