"""Which addresses are asked at all."""

import dataclasses
from typing import Any

import pytest

from opora.mail.dns import Patience
from opora.mail.pictures.places import NotFetched, addresses_of, place_of
from tests.servers.name_server import answering

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def nothing_extra(settings: Any) -> None:
    settings.ENV = dataclasses.replace(settings.ENV, pictures_from="")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a.png", "file:///etc/passwd", "gopher://example.org/", "data:image/png;base64,AAAA",
        "javascript:alert(1)", "http:///a.png", "http://", "http://user:pass@example.org/a.png",
        "http://exa mple.org/", "http://example.org\\@127.0.0.1/", "http://example.org:99999/", "//",
        "http://exa\nmple.org/", "http://[::1", "x" * 5000, "http://fe80::1%25eth0/", "cid:one@two", "",
    ],
)  # fmt: skip
def test_no_address_for_a_picture(url: str) -> None:
    with pytest.raises(NotFetched):
        place_of(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://127.9.9.9/", "http://0.0.0.0/", "http://10.0.0.1/", "http://172.16.4.4/",
        "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://224.0.0.1/",
        "http://255.255.255.255/", "http://192.0.2.1/", "http://198.18.0.1/", "http://192.88.99.1/", "http://240.0.0.1/",
        "http://[::1]/", "http://[::]/", "http://[fe80::1]/", "http://[fc00::1]/", "http://[fd00:ec2::254]/",
        "http://[ff02::1]/", "http://[fec0::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:8.8.8.8]/",
        "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::a9fe:a9fe]/", "http://[64:ff9b:1::1]/",
        "http://[2002:7f00:1::]/", "http://[2001:0:7f00:1::]/", "http://[::7f00:1]/", "http://[2001:db8::1]/",
        "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/",
        "http://8.8.8.8:8080/", "https://8.8.8.8:22/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_asked(url: str) -> None:
    with pytest.raises(NotFetched):
        addresses_of(place_of(url), Patience(5))


@pytest.mark.parametrize(
    "url", ["http://8.8.8.8/a", "https://[2a00:1450:4001::1]/a", "//8.8.8.8/a", "http://[64:ff9b::808:808]/"]
)
def test_public_addresses_are(url: str) -> None:
    assert len(addresses_of(place_of(url), Patience(5))) == 1


def test_one_private_address_of_a_name_is_enough_to_refuse_it(settings: Any) -> None:
    zone = {
        "mixed.example": {"A": ["8.8.8.8", "10.0.0.1"]},
        "six.example": {"A": ["8.8.8.8"], "AAAA": ["::1"]},
        "good.example": {"A": ["8.8.8.8"]},
        "alias.example": {"CNAME": ["inside.example."]},
        "inside.example": {"A": ["169.254.169.254"]},
    }
    with answering(zone) as server:
        settings.ENV = dataclasses.replace(settings.ENV, dns_servers=server.address)
        for name in ("mixed", "six", "alias", "nowhere"):
            with pytest.raises(NotFetched):
                addresses_of(place_of(f"https://{name}.example/a.png"), Patience(5))
        assert [str(one) for one in addresses_of(place_of("https://good.example/"), Patience(5))] == [
            "8.8.8.8"
        ]


def test_addresses_are_read_as_servers_read_them() -> None:
    place = place_of("HTTPS://Пример.Example:443/кот.png?a=ё&b=%20")
    assert (place.scheme, place.host, place.port) == ("https", "xn--e1afmkfd.example", 443)
    assert place.target == "/%D0%BA%D0%BE%D1%82.png?a=%D1%91&b=%20"
    assert place.named == "xn--e1afmkfd.example"
    assert place_of("/b.png", place_of("http://a.example:8080/x/a.png")).named == "a.example:8080"
    assert place_of("//c.example/b.png").scheme == "https"


def test_the_operator_may_name_networks_of_their_own(settings: Any) -> None:
    settings.ENV = dataclasses.replace(settings.ENV, pictures_from="10.0.5.0/24,fd00:5::/64")
    assert addresses_of(place_of("http://10.0.5.7:8080/"), Patience(5))
    assert addresses_of(place_of("http://[fd00:5::7]/"), Patience(5))
    with pytest.raises(NotFetched):
        addresses_of(place_of("http://10.0.6.7/"), Patience(5))
