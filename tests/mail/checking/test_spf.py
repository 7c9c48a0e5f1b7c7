"""SPF as RFC 7208 tells it: its own examples, its limits, and records that are wrong."""

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opora.mail import dns
from opora.mail.checking import spf, spf_record
from tests.servers.name_server import NameServer, Zone, quoted

Start = Callable[[Zone], NameServer]
# The zone of the RFC's appendix A.
APPENDIX: Zone = {
    "example.com": {
        "A": ["192.0.2.10", "192.0.2.11"],
        "MX": ["10 mail-a.example.com.", "20 mail-b.example.com."],
    },
    "amy.example.com": {"A": ["192.0.2.65"]},
    "bob.example.com": {"A": ["192.0.2.66"]},
    "mail-a.example.com": {"A": ["192.0.2.129"], "AAAA": ["2001:db8::129"]},
    "mail-b.example.com": {"A": ["192.0.2.130"]},
    "mail-c.example.org": {"A": ["192.0.2.140"]},
    "example.org": {"MX": ["10 mail-c.example.org."]},
    "10.2.0.192.in-addr.arpa": {"PTR": ["example.com."]},
    "65.2.0.192.in-addr.arpa": {"PTR": ["amy.example.com."]},
    "140.2.0.192.in-addr.arpa": {"PTR": ["mail-c.example.org."]},
    "4.0.0.10.in-addr.arpa": {"PTR": ["bob.example.com."]},
}


def ask(peer: str, sender: str = "strong-bad@example.com", helo: str = "mail.example.com") -> spf.Spf:
    return spf.check(peer, sender, helo, dns.Patience(5))


def with_record(text: str, **more: str) -> dict[str, Any]:
    """The appendix's zone with this record at example.com, and further records by name."""
    home = APPENDIX["example.com"]
    assert not isinstance(home, str)
    return {
        **APPENDIX,
        "example.com": {**home, "TXT": [quoted(text)]},
        **{name: {"TXT": [quoted(said)]} for name, said in more.items()},
    }


@pytest.mark.parametrize(
    ("record", "peer", "verdict"),
    [
        ("v=spf1 +all", "192.0.2.1", "pass"),
        ("v=spf1 a -all", "192.0.2.10", "pass"),
        ("v=spf1 a -all", "192.0.2.12", "fail"),
        ("v=spf1 a:example.org -all", "192.0.2.10", "fail"),
        ("v=spf1 mx -all", "192.0.2.129", "pass"),
        ("v=spf1 mx -all", "2001:db8::129", "pass"),
        ("v=spf1 mx -all", "192.0.2.10", "fail"),
        ("v=spf1 mx:example.org -all", "192.0.2.140", "pass"),
        ("v=spf1 mx mx:example.org -all", "192.0.2.130", "pass"),
        ("v=spf1 mx/30 mx:example.org/30 -all", "192.0.2.131", "pass"),
        ("v=spf1 mx/30 mx:example.org/30 -all", "192.0.2.143", "pass"),
        ("v=spf1 mx/30 mx:example.org/30 -all", "192.0.2.144", "fail"),
        ("v=spf1 ptr -all", "192.0.2.65", "pass"),
        ("v=spf1 ptr -all", "192.0.2.140", "fail"),
        ("v=spf1 ptr -all", "10.0.0.4", "fail"),
        ("v=spf1 ip4:192.0.2.128/28 -all", "192.0.2.65", "fail"),
        ("v=spf1 ip4:192.0.2.128/28 -all", "192.0.2.129", "pass"),
        ("v=spf1 ip6:2001:db8::/32 ~all", "2001:db8::7", "pass"),
        ("v=spf1 ip6:2001:db8::/32 ~all", "192.0.2.1", "softfail"),
        ("v=spf1 ip4:192.0.2.128/28 -all", "::ffff:192.0.2.129", "pass"),
        ("v=spf1 a/24//64 -all", "192.0.2.250", "pass"),
        ("v=spf1 ?all", "192.0.2.1", "neutral"),
        ("v=spf1", "192.0.2.1", "neutral"),
        ("V=SPF1 MX -ALL", "192.0.2.129", "pass"),
        ("v=spf1 unknown=%{d} mx -all", "192.0.2.129", "pass"),
        ("v=spf10 -all", "192.0.2.1", "none"),
    ],
)
def test_mechanisms_of_the_appendix(zone: Start, record: str, peer: str, verdict: str) -> None:
    zone(with_record(record))
    assert ask(peer).verdict == verdict


@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 foo -all",
        "v=spf1 all:x",
        "v=spf1 ip4:192.0.2.300 -all",
        "v=spf1 ip4 -all",
        "v=spf1 ip4:192.0.2.0/33 -all",
        "v=spf1 ip4:192.0.2.0/ -all",
        "v=spf1 ip6:2001:db8::/129 -all",
        "v=spf1 a/33 -all",
        "v=spf1 a: -all",
        "v=spf1 a:example.-com- -all",
        "v=spf1 a:localhost -all",
        "v=spf1 include -all",
        "v=spf1 include: -all",
        "v=spf1 include:missing.example.com -all",
        "v=spf1 redirect=missing.example.com",
        "v=spf1 redirect=a.example redirect=b.example",
        "v=spf1 exists:%{x}.example.com -all",
        "v=spf1 exists:%{i0}.example.com -all",
        "v=spf1 exists:%(i).example.com -all",
        "v=spf1 exists:%{c}.example.com -all",
        "v=spf1 a:%.example.com -all",
    ],
)
def test_what_breaks_the_grammar_is_a_permanent_error(zone: Start, record: str) -> None:
    zone(with_record(record))
    assert ask("192.0.2.10").verdict == "permerror"


def test_include_and_redirect(zone: Start) -> None:
    zone(
        with_record("v=spf1 include:other.example include:soft.example redirect=last.example")
        | {
            "other.example": {"TXT": [quoted("v=spf1 ip4:198.51.100.0/24 -all")]},
            "soft.example": {"TXT": [quoted("v=spf1 ?ip4:203.0.113.9 ~all")]},
            "last.example": {"TXT": [quoted("v=spf1 ip4:203.0.113.0/24 -all")]},
        }
    )
    assert ask("198.51.100.7").verdict == "pass"
    assert ask("203.0.113.9").verdict == "pass"
    assert ask("192.0.2.10").verdict == "fail"


def test_redirect_is_ignored_where_all_stands(zone: Start) -> None:
    zone(with_record("v=spf1 -all redirect=last.example", **{"last.example": "v=spf1 +all"}))
    assert ask("192.0.2.1").verdict == "fail"


def test_two_records_are_an_error_and_none_is_none(zone: Start) -> None:
    zone(
        {
            "example.com": {"TXT": [quoted("v=spf1 -all"), quoted("v=spf1 +all")]},
            "empty.example": {"A": ["192.0.2.1"]},
        }
    )
    assert ask("192.0.2.1").verdict == "permerror"
    assert ask("192.0.2.1", "a@empty.example").verdict == "none"
    assert ask("192.0.2.1", "a@nowhere.example").verdict == "none"
    assert ask("", "a@example.com").verdict == "none"
    assert ask("192.0.2.1", "", "localhost").verdict == "none"


def test_the_null_sender_is_judged_by_helo(zone: Start) -> None:
    zone({"mx.example.org": {"TXT": [quoted("v=spf1 ip4:192.0.2.7 -all")]}})
    assert ask("192.0.2.7", "", "mx.example.org") == spf.Spf(
        "pass", "mx.example.org", "mx.example.org: ip4:192.0.2.7/32"
    )
    assert ask("192.0.2.8", "", "mx.example.org").verdict == "fail"


def test_a_failing_server_is_a_temporary_error(zone: Start) -> None:
    zone({**with_record("v=spf1 include:broken.example -all"), "broken.example": "servfail"})
    assert ask("192.0.2.1").verdict == "temperror"
    assert ask("192.0.2.1", "a@broken.example").verdict == "temperror"


def test_ten_lookups_are_allowed_and_eleven_are_not(zone: Start) -> None:
    names = {f"n{number}.example.com": {"A": ["192.0.2.200"]} for number in range(12)}
    ten = " ".join(f"a:n{number}.example.com" for number in range(10))
    zone({**with_record(f"v=spf1 {ten} +all"), **names})
    assert ask("192.0.2.1").verdict == "pass"
    dns.forget()
    zone({**with_record(f"v=spf1 {ten} a:n10.example.com +all"), **names})
    assert ask("192.0.2.1").verdict == "permerror"


def test_a_circle_ends(zone: Start) -> None:
    zone(with_record("v=spf1 include:example.com -all"))
    assert ask("192.0.2.1").verdict == "permerror"


def test_two_lookups_may_find_nothing_and_three_may_not(zone: Start) -> None:
    zone(with_record("v=spf1 a:x1.example.com a:x2.example.com +all"))
    assert ask("192.0.2.1").verdict == "pass"
    dns.forget()
    zone(with_record("v=spf1 a:x1.example.com mx:x2.example.com exists:x3.example.com +all"))
    assert ask("192.0.2.1").verdict == "permerror"


def test_a_domain_with_too_many_mail_servers(zone: Start) -> None:
    hosts = [f"10 m{number}.example.com." for number in range(11)]
    zone({**with_record("v=spf1 mx:many.example -all"), "many.example": {"MX": hosts}})
    assert ask("192.0.2.1").verdict == "permerror"


# Section 7.4: the macros of strong-bad@email.example.com at 192.0.2.3.
EXPANSIONS = {
    "%{s}": "strong-bad@email.example.com",
    "%{o}": "email.example.com",
    "%{d}": "email.example.com",
    "%{d4}": "email.example.com",
    "%{d3}": "email.example.com",
    "%{d2}": "example.com",
    "%{d1}": "com",
    "%{dr}": "com.example.email",
    "%{d2r}": "example.email",
    "%{l}": "strong-bad",
    "%{l-}": "strong.bad",
    "%{lr}": "strong-bad",
    "%{lr-}": "bad.strong",
    "%{l1r-}": "strong",
    "%{ir}.%{v}._spf.%{d2}": "3.2.0.192.in-addr._spf.example.com",
    "%{lr-}.lp._spf.%{d2}": "bad.strong.lp._spf.example.com",
    "%{lr-}.lp.%{ir}.%{v}._spf.%{d2}": "bad.strong.lp.3.2.0.192.in-addr._spf.example.com",
    "%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}": "3.2.0.192.in-addr.strong.lp._spf.example.com",
    "%{d2}.trusted-domains.example.net": "example.com.trusted-domains.example.net",
    "%{S}": "strong-bad%40email.example.com",
    "%%%_%-": "% %20",
}


@pytest.mark.parametrize(("text", "expected"), EXPANSIONS.items())
def test_macros_expand_as_the_rfc_says(text: str, expected: str) -> None:
    question = spf._Question(spf._plain("192.0.2.3"), "strong-bad@email.example.com", "h", dns.Patience(1))
    assert question.expand(text, "email.example.com") == expected


def test_macros_of_an_ipv6_address() -> None:
    question = spf._Question(
        spf._plain("2001:db8::cb01"), "strong-bad@email.example.com", "h", dns.Patience(1)
    )
    expected = "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com"
    assert question.expand("%{ir}.%{v}._spf.%{d2}", "email.example.com") == expected


def test_exists_by_a_macro_and_the_name_of_the_machine(zone: Start) -> None:
    zone(
        with_record("v=spf1 exists:%{l}.%{p2}.users.%{d} -all")
        | {"anna.example.com.users.example.com": {"A": ["127.0.0.2"]}}
    )
    assert ask("192.0.2.65", "anna@example.com").verdict == "pass"
    assert ask("192.0.2.65", "eve@example.com").verdict == "fail"


def test_a_name_that_becomes_too_long_loses_its_left_labels() -> None:
    question = spf._Question(spf._plain("192.0.2.3"), "a." * 120 + "b@example.com", "h", dns.Patience(1))
    made = question.expand("%{l}.%{l}.example.com", "example.com")
    assert len(made) <= 253 and made.endswith("b.example.com") and made.startswith("a.")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="v=spf1 aimxptrexistsclude:/%{}dlr0123.+-~?_ \x00é", max_size=200))
def test_whatever_a_record_says_it_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(spf_record.BadRecord):
        spf_record.read("v=spf1 " + text)


@settings(max_examples=100, deadline=None)
@given(peer=st.text(max_size=40), sender=st.text(max_size=80), helo=st.text(max_size=80))
def test_whatever_the_envelope_says_there_is_a_verdict(peer: str, sender: str, helo: str) -> None:
    assert spf.check(peer, sender, helo, dns.Patience(0.1)).verdict in {"none", "temperror"}
