"""Every page of the administration for each role."""

import pytest
from django.test import Client
from django.urls import reverse

from opora.administration import beginning, urls
from opora.desk.actions import create_outgoing_server, create_sign_in_app
from opora.desk.models import Mailbox
from opora.mail.actions import create_dkim_key
from opora.people.actions import create_token
from opora.people.public import Actor
from tests.cast import Cast

SUPERVISORS_LOOK = {
    "start", "people", "person", "access", "organizations", "organization", "departments", "department",
    "health", "health_past", "block_list",
}  # fmt: skip
OF_MAILBOX = ("mailbox", "sign_in", "sign_out", "mail_service", "end_former", "self_test")
LEADS_ON = {"set_up_department", "signed_in"}
# Open to whoever holds the secret link.
OPEN = {"set_up"}
POST_ONLY = {
    "sign_in", "sign_out", "end_former",
    "role", "activity", "invitation", "identities", "identity", "tokens", "token", "set_up_finish", "health_look",
    "template_restore", "block_rule",
}  # fmt: skip


def address(cast: Cast, name: str) -> str:
    identity = cast.anna.identities.get()
    values = {"provider": "google", "client_id": "x", "name": "G"}
    app = create_sign_in_app(actor=Actor.system(), **values)
    server = create_outgoing_server(actor=Actor.system(), name="Relay", host="smtp.example.com")
    key = create_dkim_key(actor=Actor.system(), domain="severka.example", sort="ed25519")
    token, _secret = create_token(actor=Actor.system(), person=cast.anna)
    arguments = {
        "set_up": [beginning.token()],
        "identity": [cast.anna.pk, identity.pk],
        "token": [cast.anna.pk, token.pk],
        "organization": [cast.severny.pk],
        "department": [cast.billing.pk],
        "topic": [cast.orders.pk],
        "sign_in_app": [app.pk],
        "outgoing_server": [server.pk],
        "dkim_key": [key.pk],
        "health_mute": ["disk_full"],
        "block_rule": [1],
        **{one: ["solved", "ru"] for one in ("template", "template_preview", "template_restore")},
        **{one: [Mailbox.objects.first().pk] for one in OF_MAILBOX},  # type: ignore[union-attr]
    } | {one: [cast.anna.pk] for one in ("person", "role", "activity", "invitation", "identities", "tokens")}
    return reverse(f"administration:{name}", args=arguments.get(name, []))


NAMES = sorted(str(pattern.name) for pattern in urls.urlpatterns)


@pytest.mark.parametrize("name", NAMES)
def test_who_may_open_it(cast: Cast, client: Client, name: str) -> None:
    url = address(cast, name)
    if name in OPEN:
        assert client.get(url).status_code == 410
        return
    assert client.get(url).url.startswith("/accounts/login/")
    for role, person in cast.everybody.items():
        client.force_login(person)
        allowed = role == "administrator" or (role == "supervisor" and name in SUPERVISORS_LOOK)
        status = client.get(url).status_code
        if name in POST_ONLY and allowed:
            assert status == 405
        elif name in LEADS_ON and allowed:
            assert status == 302
        else:
            assert status == (200 if allowed else 403), (role, name)


@pytest.mark.parametrize("name", sorted(set(NAMES) - OPEN))
def test_only_administrators_send_anything(cast: Cast, client: Client, name: str) -> None:
    url = address(cast, name)
    for role, person in cast.everybody.items():
        if role != "administrator":
            client.force_login(person)
            assert client.post(url, {"name": "x"}).status_code == 403, role


def test_forged_forms_change_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.adam)
    answer = client.post(address(cast, "role"), {"role": "administrator"})
    assert answer.status_code == 403
    cast.anna.refresh_from_db()
    assert cast.anna.role == "customer"


@pytest.mark.parametrize("language", ["ru", "cs", "en"])
def test_in_each_language(cast: Cast, client: Client, language: str) -> None:
    client.force_login(cast.adam)
    client.post("/language/", {"language": language})
    for name in (
        "start",
        "people",
        "settings",
        "audit",
        "new_topic",
        "new_mailbox",
        "new_department",
        "access",
    ):
        assert f'<html lang="{language}"' in client.get(address(cast, name)).content.decode()


def test_somebody_switched_off_is_out_at_once(cast: Cast, client: Client) -> None:
    from opora.people.actions import change_person

    client.force_login(cast.sofia)
    change_person(actor=Actor.system(), person=cast.sofia, is_active=False)
    assert client.get("/administration/people/").status_code in {302, 403}
