"""Outgoing servers, signing keys and the self-test through the API."""

from collections.abc import Callable
from typing import Any

import pytest

from opora.mail.models import SelfTest
from opora.mail.self_test.running import run
from tests.cast import Cast
from tests.mail.conftest import zone
from tests.servers.name_server import NameServer, Zone, quoted

__all__ = ["zone"]
Programs = Callable[..., Any]


def test_outgoing_servers(cast: Cast, program: Programs) -> None:
    adam = program(cast.adam)
    body = {"name": "Relay", "host": "relay.severka.example", "login": "desk", "password": "secret"}
    made = adam.post("/outgoing-servers", body)
    assert made.status_code == 201, made.content
    shown = made.json()
    assert (shown["has_password"], shown["security"], shown["queued"]) == (True, "starttls", 0)
    assert "secret" not in str(shown)
    changed = adam.patch(f"/outgoing-servers/{shown['id']}", {"per_minute": 30, "is_default": True})
    assert (changed.json()["per_minute"], changed.json()["is_default"]) == (30, True)
    wrong = adam.patch(f"/outgoing-servers/{shown['id']}", {"trust": "own", "authority": "x"})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "authority")
    assert [row["name"] for row in adam.pages("/outgoing-servers", 5)] == ["Relay"]
    assert adam.get(f"/outgoing-servers/{shown['id']}").json()["host"] == "relay.severka.example"
    mailbox = adam.patch(f"/mailboxes/{cast.mailbox.pk}", {"out_server": shown["id"]})
    assert mailbox.json()["out_server"] == shown["id"]


def test_signing_keys(cast: Cast, program: Programs, zone: Callable[[Zone], NameServer]) -> None:
    adam = program(cast.adam)
    names = zone({})
    made = adam.post("/dkim-keys", {"domain": "severka.example", "sort": "ed25519"})
    assert made.status_code == 201, made.content
    shown = made.json()
    assert shown["record"].startswith("v=DKIM1; k=ed25519; p=")
    place = f"/dkim-keys/{shown['id']}"
    assert adam.post(f"{place}/act", {"act": "activate"}).json()["code"] == "not_published"
    assert adam.post(f"{place}/act", {"act": "check"}).json()["finding"] == "missing"
    names.zone[shown["record_name"]] = {"TXT": [quoted(shown["record"])]}
    assert adam.post(f"{place}/act", {"act": "check"}).json()["is_published"] is True
    assert adam.post(f"{place}/act", {"act": "activate"}).json()["state"] == "active"
    assert adam.get(place).json()["state"] == "active"
    assert [row["id"] for row in adam.pages("/dkim-keys", 5)] == [shown["id"]]
    assert adam.post(f"{place}/act", {"act": "retire"}).json()["state"] == "retired"


def test_the_self_test(cast: Cast, program: Programs, zone: Callable[[Zone], NameServer]) -> None:
    adam = program(cast.adam)
    zone({})
    place = f"/mailboxes/{cast.mailbox.pk}/self-test"
    assert adam.get(place).json()["results"] == []
    assert adam.post(place, {}).status_code == 202
    assert SelfTest.objects.get().due_at is not None
    run(cast.mailbox)
    found = {row["probe"]: row for row in adam.get(place).json()["results"]}
    assert (found["spf"]["state"], found["spf"]["record_name"]) == ("bad", "severka.example")
    assert found["spf"]["record"].startswith("v=spf1")


@pytest.mark.parametrize("path", ["/outgoing-servers", "/dkim-keys", "/mailboxes/1/self-test"])
def test_only_administrators(cast: Cast, program: Programs, path: str) -> None:
    assert program(cast.sofia).get(path).status_code == 403
    assert program(cast.anna).get(path).status_code == 403
