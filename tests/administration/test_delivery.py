"""Delivery: outgoing servers, signing keys, the self-test, on their pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from opora.desk.actions import change_mailbox
from opora.desk.models import OutgoingServer
from opora.events.models import Event
from opora.mail.models import DkimKey, MailboxState, OutgoingMail, SelfTest
from opora.mail.public import dkim_record, dkim_record_name
from opora.mail.self_test.running import run
from opora.people.public import Actor
from tests.cast import Cast
from tests.mail.conftest import zone
from tests.servers.conftest import sink
from tests.servers.name_server import NameServer, Zone, quoted
from tests.servers.sink import Sink, free_port, listening

__all__ = ["sink", "zone"]
Start = Callable[[Zone], NameServer]
SERVER = {
    "name": "Our relay", "host": "127.0.0.1", "port": "25", "security": "plain", "trust": "system",
    "authority": "", "sign_in": "password", "login": "", "password": "", "per_minute": "0", "sessions": "4",
    "is_active": "on",
}  # fmt: skip


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    client.force_login(cast.adam)
    return client


def text(client: Client, path: str) -> str:
    return client.get(f"/administration/{path}").content.decode()


def test_a_server_to_share(cast: Cast, admin: Client) -> None:
    answer = admin.post(
        "/administration/delivery/servers/new/", SERVER | {"login": "desk", "password": "secret"}
    )
    assert answer.url == "/administration/delivery/"
    row = OutgoingServer.objects.get()
    assert (row.name, row.password, "secret" in row.sealed) == ("Our relay", "secret", False)
    page = text(admin, f"delivery/servers/{row.pk}/")
    assert "Our relay" in page
    assert "secret" not in page
    url = f"/administration/delivery/servers/{row.pk}/"
    admin.post(url, SERVER | {"login": "desk", "is_default": "on", "per_minute": "30"})
    row.refresh_from_db()
    assert (row.is_default, row.per_minute, row.password) == (True, 30, "secret")
    assert not any("secret" in str(event.data) for event in Event.objects.all())
    assert "Our relay" in text(admin, "delivery/")
    assert "Our relay" in text(admin, "audit/")


def test_only_one_is_the_usual_one(cast: Cast, admin: Client) -> None:
    for name in ("First", "Second"):
        admin.post("/administration/delivery/servers/new/", SERVER | {"name": name, "is_default": "on"})
    found = OutgoingServer.objects.filter(is_default=True).values_list("name", flat=True)
    assert list(found) == ["Second"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"host": "not a host"}, "host"),
        ({"trust": "own", "authority": "nonsense"}, "authority"),
        ({"login": "desk"}, "password"),
        ({"sessions": "0"}, "sessions"),
    ],
)
def test_a_server_by_which_nothing_could_be_sent_is_refused(
    cast: Cast, admin: Client, values: dict[str, str], field: str
) -> None:
    answer = admin.post("/administration/delivery/servers/new/", SERVER | values)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not OutgoingServer.objects.exists()


def test_a_server_in_use_stays_in_use(cast: Cast, admin: Client) -> None:
    admin.post("/administration/delivery/servers/new/", SERVER)
    row = OutgoingServer.objects.get()
    change_mailbox(actor=Actor.system(), mailbox=cast.mailbox, out_server=row)
    url = f"/administration/delivery/servers/{row.pk}/"
    answer = admin.post(url, {**SERVER, "is_active": ""})
    assert answer.status_code == 422
    assert "help@severka.example" in text(admin, f"delivery/servers/{row.pk}/")


def test_a_server_is_tried_before_it_is_kept(cast: Cast, admin: Client) -> None:
    with listening(password="right") as guarded:
        given = SERVER | {"port": str(guarded.port), "login": "desk", "test": "yes"}
        wrong = admin.post("/administration/delivery/servers/new/", given | {"password": "wrong"})
        assert "does not accept this name and password" in wrong.content.decode()
        right = admin.post("/administration/delivery/servers/new/", given | {"password": "right"})
        assert right.content.decode().count('data-good="yes"') == 3
    closed = admin.post(
        "/administration/delivery/servers/new/", SERVER | {"port": str(free_port()), "test": "yes"}
    )
    assert "does not answer at this port" in closed.content.decode()
    assert not OutgoingServer.objects.exists()


def test_a_way_that_fails_says_so_with_its_numbers(cast: Cast, admin: Client) -> None:
    words = {"out_failure": "login_refused", "out_words": "535 5.7.8 no"}
    MailboxState.objects.update_or_create(mailbox=cast.mailbox, defaults=words)
    OutgoingMail.objects.all().delete()
    page = text(admin, "delivery/")
    assert "the mail server refused the login" in page
    assert "535 5.7.8 no" in page


def test_a_key_from_its_making_to_its_end(cast: Cast, admin: Client, zone: Start) -> None:
    names = zone({})
    answer = admin.post("/administration/delivery/keys/new/", {"domain": "severka.example", "sort": "rsa"})
    key = DkimKey.objects.get()
    assert answer.url == f"/administration/delivery/keys/{key.pk}/"
    page = text(admin, f"delivery/keys/{key.pk}/")
    assert dkim_record(key) in page
    assert "strings of 255" in page
    admin.post(answer.url, {"act": "check"})
    assert "There is no such record yet" in text(admin, f"delivery/keys/{key.pk}/")
    admin.post(answer.url, {"act": "activate"})
    key.refresh_from_db()
    assert key.state == "waiting"
    names.zone[dkim_record_name(key)] = {"TXT": [quoted(dkim_record(key))]}
    admin.post(answer.url, {"act": "check"})
    assert "published as it should be" in text(admin, f"delivery/keys/{key.pk}/")
    admin.post(answer.url, {"act": "activate"})
    key.refresh_from_db()
    assert key.state == "active"
    assert key.selector in text(admin, "delivery/")
    admin.post(answer.url, {"act": "retire"})
    assert "This key is over" in text(admin, f"delivery/keys/{key.pk}/")
    again = admin.post("/administration/delivery/keys/new/", {"domain": "nonsense", "sort": "rsa"})
    assert again.status_code == 422


def test_the_self_test(cast: Cast, admin: Client, sink: Sink, zone: Start) -> None:
    zone({"localhost": {"A": ["93.184.215.14"]}})
    url = f"delivery/tests/{cast.mailbox.pk}/"
    assert "Not tested yet" in text(admin, url)
    mailbox = change_mailbox(
        actor=Actor.system(),
        mailbox=cast.mailbox,
        out_host="localhost",
        out_port=sink.port,
        out_security="plain",
    )
    assert admin.post(f"/administration/{url}").url == f"/administration/{url}"
    assert "being tested" in text(admin, url)
    assert SelfTest.objects.get().due_at is not None
    run(mailbox)
    page = text(admin, url)
    assert "v=spf1 ip4:93.184.215.14 ~all" in page
    assert "_dmarc.severka.example" in page
    zone({"localhost": {"A": ["93.184.215.14"]}, "severka.example": {"TXT": [quoted("v=spf1 +all")]}})
    run(mailbox)
    assert "What has changed" in text(admin, url)
    assert "wrong" in text(admin, "delivery/")


def test_only_administrators(cast: Cast, client: Client) -> None:
    client.force_login(cast.sofia)
    for path in ("", "servers/new/", "keys/new/", f"tests/{cast.mailbox.pk}/"):
        assert client.get(f"/administration/delivery/{path}").status_code == 403
