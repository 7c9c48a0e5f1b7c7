"""From an address to settings, with a real DNS server."""

import dataclasses
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from opora.mail import dns
from opora.mail.guessing import guess as guessing
from opora.mail.guessing.guess import first_that_answers, guess
from tests.servers.name_server import NameServer, Zone, answering
from tests.servers.sink import free_port


@pytest.fixture
def server(settings: Any) -> Iterator[NameServer]:
    zone: Zone = {
        "firma.example": {"MX": ["10 firma-example.mail.protection.outlook.com."]},
        "kontora.example": {"MX": ["10 mx.yandex.net."]},
        "own.example": {"MX": ["10 mx.own.example."]},
        "_imaps._tcp.own.example": {"SRV": ["10 1 1993 far.own.example.", "0 1 993 box.own.example."]},
        "_submissions._tcp.own.example": {"SRV": ["0 0 0 ."]},
        "_submission._tcp.own.example": {"SRV": ["0 1 587 box.own.example."]},
        "plain.example": {"MX": ["10 notgoogle.com."]},
    }
    dns.forget()
    with answering(zone) as running:
        settings.ENV = dataclasses.replace(settings.ENV, dns_servers=running.address)
        yield running
    dns.forget()


@pytest.mark.parametrize(
    ("address", "code", "host"),
    [("help@gmail.com", "google", "imap.gmail.com"), ("help@YA.ru", "yandex", "imap.yandex.ru"),
     ("help@x.onmicrosoft.com", "microsoft", "outlook.office365.com"), ("help@bk.ru", "mailru", "imap.mail.ru"),
     ("help@email.cz", "seznam", "imap.seznam.cz"), ("a@me.com", "icloud", "imap.mail.me.com")],
)  # fmt: skip
def test_addresses_of_known_providers(address: str, code: str, host: str) -> None:
    found = guess(address)
    assert found.preset is not None
    assert (found.found_by, found.preset.code, found.values["in_host"]) == ("domain", code, host)
    assert found.values["in_login"] == address


@pytest.mark.parametrize(
    ("address", "code"), [("a@firma.example", "microsoft"), ("a@kontora.example", "yandex")]
)
def test_domains_that_are_hosted_at_one(server: NameServer, address: str, code: str) -> None:
    found = guess(address)
    assert found.preset is not None
    assert (found.found_by, found.preset.code) == ("exchanger", code)


def test_a_domain_that_says_it_itself(server: NameServer) -> None:
    found = guess("a@own.example")
    assert (found.found_by, found.preset) == ("dns", None)
    assert (found.values["in_host"], found.values["in_port"], found.values["in_security"]) == (
        "box.own.example", 993, "tls",
    )  # fmt: skip
    assert (found.values["out_host"], found.values["out_security"]) == ("box.own.example", "starttls")


def test_else_the_usual_names_and_who_answers(server: NameServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as there:
        dead, alive = free_port(), there.getsockname()[1]
        both = [("127.0.0.1", dead, "tls"), ("127.0.0.1", alive, "tls"), ("127.0.0.1", alive, "starttls")]
        assert first_that_answers(both[:1]) is None
        monkeypatch.setattr(guessing, "SECONDS", 0.5)  # a server that says nothing is no TLS server
        assert first_that_answers(both) == both[2]
        monkeypatch.setattr(guessing, "usual_names", lambda domain: (both[2:], both[2:]))
        found = guess("a@plain.example")
    assert (found.found_by, found.values["in_port"]) == ("names", alive)


@pytest.mark.parametrize("address", ["", "nonsense", "@", "a@", "a@b@", "a@" + "x" * 300, "a@..", "a@\x00"])
def test_what_is_no_address(address: str, settings: Any) -> None:
    settings.ENV = dataclasses.replace(settings.ENV, dns_servers="off")
    assert guess(address).found_by == "nothing"
