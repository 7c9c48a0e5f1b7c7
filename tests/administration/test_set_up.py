"""From an empty desk to its workspace."""

import socket

import pytest
from django.core import mail
from django.test import Client

from opora.administration.public import setup_link
from opora.desk.models import Department, Mailbox
from opora.desk.public import default_brand
from opora.desk.public import settings as desk_settings
from opora.people.actions import create_person
from opora.people.models import Person
from opora.people.public import Actor
from tests.cast import Cast

FIRST = {"name": "Ada", "email": "ada@desk.example", "password": "long enough words", "language": "en"}


@pytest.fixture
def link(db: None) -> str:
    desk_settings.forget_values()
    whole = setup_link()
    assert whole is not None
    return whole[whole.index("/administration") :]


def test_the_whole_path(link: str, client: Client) -> None:
    assert client.get(link).status_code == 200
    answer = client.post(link, FIRST)
    assert answer.url == "/administration/set-up/desk/"
    ada = Person.objects.get(email=FIRST["email"])
    assert ada.is_administrator
    assert "first administrator" not in client.get(answer.url).content.decode()
    assert "set-up/desk" in client.get("/administration/").content.decode()
    given = {"desk_name": "Severka helps", "desk_language": "cs", "desk_time_zone": "Europe/Prague"}
    assert client.post(answer.url, given | {"desk_time_zone": "Mars/Base"}).status_code == 422
    answer = client.post(answer.url, given)
    desk_settings.forget_values()
    assert 'value="Support"' in client.get(answer.url).content.decode()
    answer = client.post(answer.url, {"name": "Podpora", "signature": "S pozdravem"})
    department = Department.objects.get()
    assert (department.name, department.language, department.signature) == (
        "Podpora",
        "cs",
        "<p>S pozdravem</p>",
    )
    brand = default_brand()
    assert brand is not None
    assert brand.name == "Severka helps"
    assert answer.url == "/administration/set-up/mailbox/"
    answer = client.post(answer.url, {**mailbox(department), "test": "yes"})
    assert any(step.is_good is False for step in answer.context["steps"])
    answer = client.post("/administration/set-up/mailbox/", mailbox(department))
    assert Mailbox.objects.get().department == department
    assert "tests whether mail from your address arrives" in client.get(answer.url).content.decode()
    page = client.post(
        answer.url,
        {"emails": "bob@desk.example", "role": "agent", "level": "2", "departments": [department.pk]},
    )
    assert page.context["links"][0][0] == "bob@desk.example"
    assert mail.outbox[-1].to == ["bob@desk.example"]
    assert client.post("/administration/set-up/finish/").url == "/desk/"
    desk_settings.forget_values()
    assert desk_settings.SET_UP.get()


def mailbox(department: Department) -> dict[str, str]:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = str(closed.getsockname()[1])
    return {
        "address": "help@desk.example", "department": str(department.pk), "is_active": "on", "incoming": "imap",
        "in_host": "127.0.0.1", "in_port": port, "in_security": "plain", "after_fetch": "seen", "out_host": "127.0.0.1",
        "out_port": port, "out_security": "plain",
    }  # fmt: skip


def test_the_link_works_once(link: str, client: Client) -> None:
    client.post(link, FIRST)
    other = Client()
    assert other.get(link).status_code == 410
    assert other.post(link, FIRST | {"email": "eve@desk.example"}).status_code == 410
    assert setup_link() is None
    assert Person.objects.count() == 1


def test_nor_again_when_the_administrator_left(link: str, client: Client) -> None:
    client.post(link, FIRST)
    Person.objects.update(is_active=False)
    assert setup_link() is None
    assert Client().get(link).status_code == 410


def test_a_guessed_link_opens_nothing(link: str, client: Client) -> None:
    assert client.get("/administration/set-up/0000000000").status_code == 410
    assert client.post("/administration/set-up/0000000000", FIRST).status_code == 410
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [({"password": "short"}, "password"), ({"email": "nonsense"}, "email"), ({"name": ""}, "name")],
)
def test_what_is_wrong_stands_at_its_field(
    link: str, client: Client, change: dict[str, str], field: str
) -> None:
    answer = client.post(link, FIRST | change)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert Person.objects.count() == 0


def test_a_customer_may_become_the_first_administrator(link: str, client: Client) -> None:
    create_person(actor=Actor.system(), name="A.", email=FIRST["email"])
    client.post(link, FIRST)
    assert Person.objects.get().is_administrator


def test_the_mailbox_can_wait_and_the_department_cannot(link: str, client: Client) -> None:
    client.post(link, FIRST)
    assert client.get("/administration/set-up/mailbox/").url == "/administration/set-up/department/"
    client.post("/administration/set-up/department/", {"name": "Support", "signature": ""})
    assert (
        'href="/administration/set-up/team/"'
        in client.get("/administration/set-up/mailbox/").content.decode()
    )
    assert client.get("/administration/set-up/department/").url == "/administration/set-up/mailbox/"


def test_a_desk_that_is_set_up_does_not_ask_again(cast: Cast, client: Client) -> None:
    client.force_login(cast.adam)
    assert "set-up/desk" not in client.get("/administration/").content.decode()
