"""Lookups, asked of a real DNS server."""

import dataclasses
import time
from collections.abc import Iterator
from typing import Any

import pytest

from opora.mail import dns
from tests.servers.name_server import NameServer, Zone, answering, free_udp_port, quoted

LONG = "v=DKIM1; p=" + "A" * 3000


@pytest.fixture
def server(settings: Any) -> Iterator[NameServer]:
    zone: Zone = {
        "veter.example": {"TXT": ['"v=spf1 " "-all"'], "MX": ["20 b.veter.example.", "10 A.veter.example."]},
        "null.example": {"MX": ["0 ."]},
        "a.veter.example": {"A": ["192.0.2.1", "192.0.2.2"], "AAAA": ["2001:db8::1"]},
        "www.veter.example": {"CNAME": ["a.veter.example."]},
        "1.2.0.192.in-addr.arpa": {"PTR": ["a.veter.example."]},
        "long.example": {"TXT": [quoted(LONG)]},
        "broken.example": "servfail",
        "slow.example": "silent",
    }
    dns.forget()
    with answering(zone) as running:
        settings.ENV = dataclasses.replace(settings.ENV, dns_servers=running.address)
        yield running
    dns.forget()


def test_each_type_of_record(server: NameServer) -> None:
    assert dns.txt("veter.example") == ("v=spf1 -all",)
    assert dns.mx("VETER.example.") == ((10, "a.veter.example"), (20, "b.veter.example"))
    assert dns.mx("null.example") == ((0, ""),)
    assert set(dns.a("www.veter.example")) == {"192.0.2.1", "192.0.2.2"}
    assert dns.aaaa("a.veter.example") == ("2001:db8::1",)
    assert dns.ptr("192.0.2.1") == ("a.veter.example",)


def test_a_long_record_comes_over_tcp(server: NameServer) -> None:
    assert dns.txt("long.example") == (LONG,)


def test_three_ways_to_find_nothing_are_told_apart(server: NameServer) -> None:
    with pytest.raises(dns.NoSuchName):
        dns.txt("nowhere.example")
    with pytest.raises(dns.NoAnswer):
        dns.aaaa("veter.example")
    with pytest.raises(dns.TemporaryFailure):
        dns.txt("broken.example")


@pytest.mark.parametrize(
    "name", ["", "..", "a..b", "x" * 70 + ".example", "é\x00.example", "a" * 400, "\ud800"]
)
def test_what_is_no_name_does_not_exist(server: NameServer, name: str) -> None:
    with pytest.raises(dns.LookupProblem):
        dns.txt(name)
    with pytest.raises(dns.NoSuchName):
        dns.ptr(name)


def test_what_was_found_is_remembered_and_also_what_was_not(server: NameServer) -> None:
    for _time in range(3):
        dns.txt("veter.example")
        for name in ("nowhere.example", "broken.example"):
            with pytest.raises(dns.LookupProblem):
                dns.txt(name)
    assert [name for name, _ in server.asked].count("veter.example") == 1
    assert [name for name, _ in server.asked].count("nowhere.example") == 1


def test_memory_ends_with_the_record(server: NameServer) -> None:
    server.ttl = 1
    dns.txt("veter.example")
    kept_until = next(iter(dns._memory._kept.values()))[0]
    assert kept_until - time.monotonic() <= 1.0


def test_a_silent_name_costs_no_more_than_the_patience(server: NameServer) -> None:
    patience = dns.Patience(0.2)
    with pytest.raises(dns.TemporaryFailure):
        dns.txt("slow.example", patience)
    assert patience.left() == 0
    with pytest.raises(dns.TemporaryFailure):  # nothing is asked when no time is left …
        dns.txt("veter.example", patience)
    assert dns.txt("veter.example") == ("v=spf1 -all",)  # … and others are not punished for the slow one


def test_servers_that_say_nothing_at_all_are_left_alone_for_a_while(settings: Any) -> None:
    dns.forget()
    settings.ENV = dataclasses.replace(settings.ENV, dns_servers=f"127.0.0.1:{free_udp_port()}")
    with pytest.raises(dns.TemporaryFailure):
        dns.txt("veter.example", dns.Patience(0.2))
    assert list(dns._silent_until) == [settings.ENV.dns_servers]
    with answering({"other.example": {"TXT": ['"here"']}}) as server:
        dns._silent_until[server.address] = time.monotonic() + 60
        settings.ENV = dataclasses.replace(settings.ENV, dns_servers=server.address)
        with pytest.raises(dns.TemporaryFailure):
            dns.txt("other.example")
        assert server.asked == []
    dns.forget()


def test_switched_off_nothing_is_asked(settings: Any) -> None:
    settings.ENV = dataclasses.replace(settings.ENV, dns_servers="off")
    with pytest.raises(dns.TemporaryFailure):
        dns.txt("veter.example")
