"""People: list, details, roles, addresses, tokens, invitations."""

import re

import pytest
from django.core import mail
from django.test import Client

from opora.desk.models import Access, Level
from opora.people.actions import change_person, create_person
from opora.people.models import Person, Token
from opora.people.public import Actor, actor_of_token, by_email, invitation_for, invited_by
from tests.cast import PASSWORD, Cast

NEW = {
    "name": "Olga",
    "email": "olga@severka.example",
    "role": "agent",
    "phone": "",
    "language": "ru",
    "note": "part-time",
}


def _link_in(text: str) -> str:
    found = re.search(r"/accounts/join/[^/]+/", text)
    assert found is not None
    return found[0]


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    client.force_login(cast.adam)
    return client


def test_the_list_and_the_search(cast: Cast, admin: Client) -> None:
    staff = admin.get("/administration/people/").content.decode()
    assert cast.vera.name in staff
    assert cast.anna.name not in staff
    assert cast.anna.name in admin.get("/administration/people/?who=all").content.decode()
    found = admin.get("/administration/people/?q=posta.example").content.decode()
    assert cast.lucie.name in found
    assert cast.mia.name not in found


def test_long_lists_go_on_and_cost_the_same(
    cast: Cast, admin: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        create_person(actor=Actor.system(), name=f"Customer {number:02}")
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        first = admin.get("/administration/people/?who=all")
    onward = first.context["next"]
    second = admin.get("/administration/people/", {"who": "all", "after": onward})
    names = [person.name for page in (first, second) for person in page.context["rows"]]
    assert len(names) == len(set(names)) == Person.objects.count()


def test_somebody_new_is_invited_and_comes(cast: Cast, admin: Client, client: Client) -> None:
    admin.post("/administration/people/new/", NEW)
    olga = by_email(NEW["email"])
    assert olga is not None
    assert (olga.role, olga.note, olga.language) == ("agent", "part-time", "ru")
    # The link says the second in which it was made, so the two need not be equal: each must lead to her.
    page = admin.get(f"/administration/people/{olga.pk}/").content.decode()
    link, shown = _link_in(str(mail.outbox[0].body)), _link_in(page)
    assert invited_by(shown.split("/")[3]) == olga
    browser = Client()
    assert browser.get(link).status_code == 200
    weak = browser.post(link, {"name": "Olga N.", "password": "12345", "language": "cs"})
    assert weak.status_code == 422
    assert 'id="id_password_error"' in weak.content.decode()
    came = browser.post(link, {"name": "Olga N.", "password": "long enough words", "language": "cs"})
    assert came.url == "/desk/"
    olga.refresh_from_db()
    assert (olga.name, olga.language) == ("Olga N.", "cs")
    assert browser.get(link).status_code == 410
    assert Client().login(email=NEW["email"], password="long enough words")


def test_an_invitation_is_no_way_around(cast: Cast) -> None:
    browser = Client()
    assert browser.get("/accounts/join/forged/").status_code == 410
    assert browser.get(invitation_for(cast.vera)).status_code == 410
    assert browser.get(invitation_for(cast.anna)).status_code == 410
    left = create_person(actor=Actor.system(), name="Left", email="left@severka.example", role="agent")
    link = invitation_for(left)
    change_person(actor=Actor.system(), person=left, is_active=False)
    assert browser.get(link).status_code == 410


def test_an_address_that_is_taken_is_said_at_its_field(cast: Cast, admin: Client) -> None:
    answer = admin.post("/administration/people/new/", NEW | {"email": "anna@veter.example"})
    assert answer.status_code == 422
    assert 'id="id_email_error"' in answer.content.decode()
    assert Person.objects.filter(name="Olga").count() == 0


def test_details(cast: Cast, admin: Client) -> None:
    given = {
        "name": "Anna K.",
        "language": "cs",
        "time_zone": "Europe/Prague",
        "organization": "северный ветер",
        "note": "VIP",
    }
    assert (
        admin.post(f"/administration/people/{cast.anna.pk}/", given | {"organization": "Nobody"}).status_code
        == 422
    )
    given["organization"] = cast.severny.name
    assert admin.post(f"/administration/people/{cast.anna.pk}/", given).status_code == 302
    cast.anna.refresh_from_db()
    assert (cast.anna.name, cast.anna.time_zone, cast.anna.note) == ("Anna K.", "Europe/Prague", "VIP")
    assert cast.anna.organization == cast.severny


def test_a_customer_becomes_an_agent_and_is_invited(cast: Cast, admin: Client) -> None:
    admin.post(f"/administration/people/{cast.anna.pk}/role/", {"role": "agent"})
    cast.anna.refresh_from_db()
    assert cast.anna.role == "agent"
    assert mail.outbox[0].to == ["anna@veter.example"]
    admin.post(f"/administration/people/{cast.anna.pk}/invitation/")
    assert len(mail.outbox) == 2


def test_the_last_administrator_stays(cast: Cast, admin: Client) -> None:
    answer = admin.post(f"/administration/people/{cast.adam.pk}/role/", {"role": "agent"})
    assert (answer.status_code, "only administrator" in answer.content.decode()) == (422, True)
    answer = admin.post(f"/administration/people/{cast.adam.pk}/activity/", {"deactivate": "yes"})
    assert (answer.status_code, "only administrator" in answer.content.decode()) == (422, True)
    cast.adam.refresh_from_db()
    assert cast.adam.is_administrator
    assert cast.adam.is_active


def test_switching_off_and_on(cast: Cast, admin: Client) -> None:
    url = f"/administration/people/{cast.vera.pk}/activity/"
    admin.post(url, {"deactivate": "yes"})
    assert not Client().login(email=cast.vera.email, password=PASSWORD)
    admin.post(url, {"activate": "yes"})
    assert Client().login(email=cast.vera.email, password=PASSWORD)


def test_addresses(cast: Cast, admin: Client) -> None:
    url = f"/administration/people/{cast.anna.pk}/identities/"
    admin.post(url, {"kind": "email", "value": "Anna@Home.Example"})
    admin.post(url, {"kind": "phone", "value": "+420 601 123 456"})
    assert by_email("anna@home.example") == cast.anna
    for kind, value in (("email", "nonsense"), ("phone", "12"), ("email", "mia@letters.example")):
        refused = admin.post(url, {"kind": kind, "value": value})
        assert refused.status_code == 422
        assert 'id="id_value_error"' in refused.content.decode()
    first = cast.anna.identities.get(value="anna@veter.example")
    admin.post(f"{url}{first.pk}/")
    cast.anna.refresh_from_db()
    assert cast.anna.email == "anna@home.example"
    assert admin.post(f"/administration/people/{cast.mia.pk}/identities/{first.pk}/").status_code == 404


def test_tokens(cast: Cast, admin: Client) -> None:
    url = f"/administration/people/{cast.vera.pk}/tokens/"
    assert admin.post(url, {"name": "n8n"}).status_code == 422
    page = admin.post(url, {"name": "n8n", "scopes": ["read"], "days": "30"})
    secret = page.context["secret"]
    assert secret in page.content.decode()
    actor = actor_of_token(secret)
    assert actor is not None
    assert actor.person == cast.vera
    assert secret not in admin.get(f"/administration/people/{cast.vera.pk}/").content.decode()
    admin.post(f"{url}{Token.objects.get().pk}/")
    assert actor_of_token(secret) is None


def test_access_as_a_table_and_as_a_line(cast: Cast, admin: Client) -> None:
    page = admin.get("/administration/access/").content.decode()
    assert cast.egor.name in page
    name = f"level_{cast.vera.pk}_{cast.billing.pk}"
    form = admin.get("/administration/access/").context["form"]
    everything = {field: form[field].value() for field in form.fields}
    admin.post("/administration/access/", everything | {name: str(Level.READ.value)})
    assert Access.objects.get(person=cast.vera, department=cast.billing).level == Level.READ
    line = {f"level_{cast.petr.pk}_{place.pk}": "3" for place in (cast.first_line, cast.billing)}
    admin.post(f"/administration/access/?person={cast.petr.pk}", line)
    assert Access.objects.get(person=cast.petr, department=cast.first_line).level == Level.MANAGE
    assert Access.objects.get(person=cast.vera, department=cast.billing).level == Level.READ
    assert admin.post("/administration/access/", everything | {name: "9"}).status_code == 422


def test_a_supervisor_may_be_held_out_of_one_department(cast: Cast, admin: Client) -> None:
    line = {
        f"level_{cast.sofia.pk}_{cast.first_line.pk}": "3",
        f"level_{cast.sofia.pk}_{cast.billing.pk}": "0",
    }
    admin.post(f"/administration/access/?person={cast.sofia.pk}", line)
    row = Access.objects.get(person=cast.sofia)
    assert (row.department, row.level) == (cast.billing, Level.NONE)


def test_inviting_several(cast: Cast, admin: Client) -> None:
    given = {"emails": "a@severka.example\nanna@veter.example, b@severka.example", "role": "agent", "level": "2",
             "departments": [cast.billing.pk]}  # fmt: skip
    page = admin.post("/administration/people/invite/", given)
    assert [address for address, _link in page.context["links"]] == [
        "a@severka.example",
        "anna@veter.example",
        "b@severka.example",
    ]
    assert len(mail.outbox) == 3
    assert Access.objects.filter(department=cast.billing, level=Level.REPLY).count() == 4
    wrong = admin.post("/administration/people/invite/", given | {"emails": "c@severka.example\nnonsense"})
    assert wrong.status_code == 422
    assert "nonsense" in wrong.content.decode()
    assert by_email("c@severka.example") is None


def test_broken_utf8_is_taken_as_well_as_it_can(cast: Cast, admin: Client) -> None:
    body = b"name=Ann%FF&language=&time_zone=&organization=&note=%C3%28"
    url = f"/administration/people/{cast.anna.pk}/"
    assert admin.post(url, body, content_type="application/x-www-form-urlencoded").status_code == 302
    cast.anna.refresh_from_db()
    assert cast.anna.name == "Ann\ufffd"


def test_what_is_not_there_is_not_there(cast: Cast, admin: Client) -> None:
    assert admin.get("/administration/people/999999/").status_code == 404
