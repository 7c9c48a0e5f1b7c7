"""DMARC: whose policy counts, what speaks for the author, and what follows."""

from collections.abc import Callable

import pytest

from opora.mail import dns
from opora.mail.checking import dmarc
from opora.mail.checking.dkim import Signature
from opora.mail.checking.dmarc import Policy, is_aligned, published_by
from opora.mail.checking.domains import ascii_domain, organization_of
from opora.mail.checking.spf import Spf
from tests.servers.name_server import NameServer, Zone, quoted

Start = Callable[[Zone], NameServer]


def zone_with(**records: str) -> Zone:
    return {f"_dmarc.{name}": {"TXT": [quoted(text)]} for name, text in records.items()}


def asked(domain: str) -> Policy:
    return published_by(domain, dns.Patience(5))


@pytest.mark.parametrize(
    ("domain", "owner"),
    [
        ("example.com", "example.com"),
        ("a.b.Example.com.", "example.com"),
        ("mail.example.co.uk", "example.co.uk"),
        ("co.uk", "co.uk"),
        ("почта.пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("somebody.github.io", "somebody.github.io"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_where_an_owner_begins(domain: str, owner: str) -> None:
    assert organization_of(domain) == owner


def test_a_domain_that_cannot_be_one_is_nobody() -> None:
    assert ascii_domain("a" * 70 + "é.example") == ""
    assert not is_aligned("", "", strict=False)


def test_the_own_record_counts_before_the_organisation(zone: Start) -> None:
    zone(
        zone_with(
            **{
                "shop.example": "v=DMARC1; p=reject; sp=quarantine; adkim=s; pct=0",
                "own.shop.example": "v=DMARC1;p=none;aspf=s",
            }
        )
    )
    assert asked("shop.example") == Policy("reject", strict_dkim=True)
    assert asked("news.shop.example") == Policy("quarantine", strict_dkim=True)
    assert asked("own.shop.example") == Policy("none", strict_spf=True)
    assert asked("other.example") == Policy()


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("v=DMARC1; p=REJECT", "reject"),
        ("v=DMARC1 ; p = quarantine ;", "quarantine"),
        ("v=DMARC1; p=nonsense", ""),
        ("v=DMARC1; p=nonsense; rua=mailto:a@b.example", "none"),
        ("v=DMARC1", ""),
        ("p=reject; v=DMARC1", ""),
        ("v=DMARC2; p=reject", ""),
        ("v=DMARC1; p=reject; p=none", "reject"),
    ],
)
def test_records_right_and_wrong(zone: Start, text: str, asks: str) -> None:
    zone(zone_with(**{"shop.example": text}))
    assert asked("shop.example").asks == asks


def test_two_records_are_none_and_a_failing_server_is_unknown(zone: Start) -> None:
    both = [quoted("v=DMARC1; p=reject"), quoted("v=DMARC1; p=none"), quoted("something else")]
    zone({"_dmarc.two.example": {"TXT": both}, "_dmarc.broken.example": "servfail"})
    assert asked("two.example") == Policy()
    assert asked("broken.example") == Policy(is_unknown=True)


REJECT, NOTHING = Policy("reject"), Policy()
GOOD = Signature("pass", "mail.shop.example", "s")
FOREIGN = Signature("pass", "sender.example", "s")


@pytest.mark.parametrize(
    ("policy", "signatures", "spf", "expected"),
    [
        (REJECT, [GOOD], Spf("none"), "pass"),
        (REJECT, [FOREIGN, GOOD], Spf("fail", "bounce.example"), "pass"),
        (Policy("reject", strict_dkim=True), [GOOD], Spf("fail", "shop.example"), "fail"),
        (REJECT, [], Spf("pass", "bounces.shop.example"), "pass"),
        (Policy("reject", strict_spf=True), [], Spf("pass", "bounces.shop.example"), "fail"),
        (REJECT, [FOREIGN], Spf("pass", "sender.example"), "fail"),
        (REJECT, [FOREIGN], Spf("none"), "none"),
        (REJECT, [Signature("temperror", "shop.example")], Spf("fail", "shop.example"), "temperror"),
        (REJECT, [], Spf("temperror", "shop.example"), "temperror"),
        (NOTHING, [GOOD], Spf("pass", "shop.example"), "none"),
        (Policy(is_unknown=True), [GOOD], Spf("none"), "temperror"),
    ],
)
def test_verdicts(policy: Policy, signatures: list[Signature], spf: Spf, expected: str) -> None:
    assert dmarc.verdict("shop.example", signatures, spf, policy) == expected
