"""The demo's sign-in page: one press for each of the company's people, and none where it is no demo."""

import re

from django.conf import LazySettings
from django.test import Client

from opora.demo.company import PASSWORD
from opora.people.actions import create_person, set_password
from opora.people.public import Actor, Role

EMILY = "emily.carter@severka.example"


def _agent() -> None:
    system = Actor.system()
    emily = create_person(actor=system, name="Emily Carter", email=EMILY, role=Role.AGENT)
    set_password(actor=system, person=emily, password=PASSWORD, check=False)


def test_one_press_signs_in(db: None, settings: LazySettings, client: Client) -> None:
    settings.DEMO = True
    _agent()
    page = client.get("/accounts/login/").content.decode()
    assert "This is the demo" in page
    assert EMILY in re.findall(r'type="hidden" name="login" value="([^"]+)"', page)
    assert set(re.findall(r'type="hidden" name="password" value="([^"]+)"', page)) == {PASSWORD}
    pressed = client.post("/accounts/login/", {"login": EMILY, "password": PASSWORD})
    assert pressed.headers["Location"] == "/desk/"


def test_a_real_desk_offers_no_such_thing(db: None, settings: LazySettings, client: Client) -> None:
    settings.DEMO = False
    _agent()
    page = client.get("/accounts/login/").content.decode()
    assert EMILY not in page
    assert PASSWORD not in page
