"""Where a picture may be fetched from: http and https, the usual ports, addresses of the public internet."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from opora.mail import dns

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
PORTS = {"http": 80, "https": 443}
LONGEST = 4000
# The IPv4 address is inside these (RFC 6052), and it alone says where they lead.
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# All that is given out of IPv6 (RFC 4291, 2.4).
GLOBAL6 = ipaddress.ip_network("2000::/3")
# Addresses that carry other addresses, or relay to them: never where a picture lives.
CARRIERS = [
    ipaddress.ip_network(text)
    for text in ("::ffff:0:0/96", "::/96", "2002::/16", "2001::/32", "64:ff9b:1::/48", "192.88.99.0/24")
]


class NotFetched(Exception):
    """There is no picture to show; the words say why, for the log."""


@dataclass(frozen=True)
class Place:
    """An address taken apart; `host` as the DNS knows it (ASCII), `target` what the server is asked for."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def named(self) -> str:
        """The Host header (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def place_of(url: str, before: Place | None = None) -> Place:
    """The place an address names; a redirect's counts from where it was. Raises NotFetched for one we never ask."""
    text = url.strip()
    if before is not None:
        text = urljoin(f"{before.scheme}://{before.named}{before.target}", text)
    if text.startswith("//"):
        text = f"https:{text}"
    if len(text) > LONGEST or any(ord(sign) < 33 or sign in '\\"<>\x7f' for sign in text):
        raise NotFetched("not an address")
    try:
        parts = urlsplit(text)
        host, port = _ascii(parts.hostname or ""), parts.port
    except ValueError as error:
        raise NotFetched("not an address") from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not host:
        raise NotFetched("neither http nor https")
    if parts.username is not None or parts.password is not None:
        raise NotFetched("an address with a name and a password in it")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]{}|^')}" if parts.query else ""
    return Place(scheme, host, port or PORTS[scheme], target + query)


def addresses_of(place: Place, patience: dns.Patience) -> list[Address]:
    """Where the name leads: every address must be one we may ask, or none of them is asked."""
    found = _literal(place.host) or _looked_up(place.host, patience)
    for address in found:
        if not _may_ask(address, place.port):
            raise NotFetched(f"{address} at port {place.port} is not for us to ask")
    return found


def _ascii(host: str) -> str:
    host = host.rstrip(".").lower()
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if len(host) > 253 or "%" in host:
        raise ValueError(host)
    return host


def _literal(host: str) -> list[Address]:
    """The address itself, where the host is one. Its old spellings (0x7f.1, 2130706433) are refused."""
    try:
        return [ipaddress.ip_address(host)]
    except ValueError:
        last = host.rpartition(".")[2]
        if last.isdigit() or last.startswith("0x"):
            raise NotFetched("not an address") from None
        return []


def _looked_up(host: str, patience: dns.Patience) -> list[Address]:
    found: list[Address] = []
    for look in (dns.a, dns.aaaa):
        try:
            found += [ipaddress.ip_address(text) for text in look(host, patience)]
        except dns.LookupProblem:
            continue
    if not found:
        raise NotFetched("the name leads nowhere")
    return found


def _may_ask(address: Address, port: int) -> bool:
    if any(address in network for network in _extra()):
        return True
    return port in PORTS.values() and _is_public(address)


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address in NAT64:
        return _is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if any(address in network for network in CARRIERS) or (address.version == 6 and address not in GLOBAL6):
        return False
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    return address.is_global and not special and not address.is_link_local


def _extra() -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """What the operator has named in OPORA_PICTURES_FROM."""
    named = settings.ENV.pictures_from
    return [ipaddress.ip_network(one) for one in named.split(",")] if named else []
