"""SPF (RFC 7208): whether a machine may send for a domain, as the domain's own record says."""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import quote

from opora.mail import dns
from opora.mail.checking import spf_record
from opora.mail.checking.spf_record import BadRecord, Mechanism

MOST_TERMS = 10
MOST_VOID = 2
MOST_NAMES = 10
T = TypeVar("T")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Spf:
    """`verdict` as RFC 7208 names it; `domain` is whose record spoke; `because`: the mechanism or what was wrong."""

    verdict: str
    domain: str = ""
    because: str = ""


class _Broken(Exception):
    """permerror, with why."""


class _Unknown(Exception):
    """temperror, with why."""


def check(peer: str, sender: str, helo: str, patience: dns.Patience) -> Spf:
    """Of the envelope's sender; of the name in HELO where that is empty (section 2.4). Never raises."""
    try:
        address = _plain(peer)
    except ValueError:
        return Spf("none", because="no address of the sending machine is known")
    local, _at, domain = sender.rpartition("@")
    domain = (domain or helo).strip().rstrip(".").lower()
    question = _Question(address, f"{local or 'postmaster'}@{domain}", helo, patience)
    try:
        verdict, because = question.ask(domain)
    except _Broken as error:
        return Spf("permerror", domain, str(error))
    except _Unknown as error:
        return Spf("temperror", domain, str(error))
    return Spf(verdict, domain, because)


def _plain(text: str) -> Address:
    address = ipaddress.ip_address(text)
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


@dataclass
class _Question:
    """One evaluation of check_host() with its counters, which all included records share."""

    address: Address
    sender: str
    helo: str
    patience: dns.Patience
    terms: int = 0
    void: int = 0
    _names: list[str] | None = field(default=None)

    def ask(self, domain: str) -> tuple[str, str]:
        """check_host() of section 4: the verdict and the mechanism that gave it."""
        if not _is_domain(domain):
            return "none", "no domain"
        texts = self._records(domain)
        if not texts:
            return "none", "no record"
        if len(texts) > 1:
            raise _Broken(f"{domain} has several SPF records")
        try:
            record = spf_record.read(texts[0])
        except BadRecord as error:
            raise _Broken(f"{domain}: {error}") from error
        for mechanism in record.mechanisms:
            if self._matches(mechanism, domain):
                return mechanism.verdict, _said(mechanism, domain)
        if record.redirect:
            self._count_term()
            target = self.expand(record.redirect, domain)
            verdict, because = self.ask(target)
            if verdict == "none":
                raise _Broken(f"{domain} redirects to {target[:100]}, which has no record")
            return verdict, because
        return "neutral", f"{domain}: nothing matches"

    def _records(self, domain: str) -> list[str]:
        try:
            return [text for text in dns.txt(domain, self.patience) if spf_record.is_spf(text)]
        except dns.TemporaryFailure as error:
            raise _Unknown(f"{domain} can't be looked up just now") from error
        except dns.LookupProblem:
            return []

    def _matches(self, mechanism: Mechanism, domain: str) -> bool:
        if mechanism.name == "all":
            return True
        if mechanism.network is not None:
            return self.address.version == mechanism.network.version and self.address in mechanism.network
        self._count_term()
        target = self.expand(mechanism.domain, domain) if mechanism.domain else domain
        matcher: Callable[[Mechanism, str], bool] = getattr(self, f"_by_{mechanism.name}")
        return matcher(mechanism, target)

    def _by_include(self, mechanism: Mechanism, target: str) -> bool:
        verdict, _because = self.ask(target)
        if verdict == "none":
            raise _Broken(f"{target[:100]} is included and has no record")
        return verdict == "pass"

    def _by_a(self, mechanism: Mechanism, target: str) -> bool:
        return self._is_among(self._asked(self._addresses, target), mechanism)

    def _by_mx(self, mechanism: Mechanism, target: str) -> bool:
        hosts = [host for _, host in self._asked(dns.mx, target) if host]
        if len(hosts) > MOST_NAMES:
            raise _Broken(f"{target[:100]} has more than {MOST_NAMES} mail servers")
        return any(
            self._is_among(self._asked(self._addresses, host, counts=False), mechanism) for host in hosts
        )

    def _by_exists(self, mechanism: Mechanism, target: str) -> bool:
        return bool(self._asked(dns.a, target))

    def _by_ptr(self, mechanism: Mechanism, target: str) -> bool:
        wanted = target.rstrip(".").lower()
        return any(name == wanted or name.endswith(f".{wanted}") for name in self._own_names())

    def _own_names(self) -> list[str]:
        """Names of the machine that lead back to it (section 5.5); what can't be looked up is left out."""
        if self._names is None:
            self._names = []
            try:
                told = self._asked(dns.ptr, str(self.address))
            except _Unknown:
                told = ()
            for name in told[:MOST_NAMES]:
                try:
                    found = self._addresses(name, self.patience)
                except dns.LookupProblem:
                    continue
                if str(self.address) in found:
                    self._names.append(name.rstrip(".").lower())
        return self._names

    def _addresses(self, name: str, patience: dns.Patience | None = None) -> tuple[str, ...]:
        return (dns.a if self.address.version == 4 else dns.aaaa)(name, patience)

    def _asked(
        self, look_up: Callable[[str, dns.Patience | None], tuple[T, ...]], name: str, *, counts: bool = True
    ) -> tuple[T, ...]:
        """What is found; nothing for a name that has none, which is allowed twice (section 4.6.4)."""
        try:
            return look_up(name, self.patience)
        except dns.TemporaryFailure as error:
            raise _Unknown(f"{name[:100]} can't be looked up just now") from error
        except dns.LookupProblem:
            self.void += counts
            if self.void > MOST_VOID:
                raise _Broken(f"more than {MOST_VOID} lookups found nothing") from None
            return ()

    def _is_among(self, found: tuple[str, ...], mechanism: Mechanism) -> bool:
        length = mechanism.prefix4 if self.address.version == 4 else mechanism.prefix6
        return any(self.address in ipaddress.ip_network(f"{one}/{length}", strict=False) for one in found)

    def _count_term(self) -> None:
        self.terms += 1
        if self.terms > MOST_TERMS:
            raise _Broken(f"more than {MOST_TERMS} lookups are needed")

    def expand(self, text: str, domain: str) -> str:
        """Macros replaced (section 7); the left labels go when it becomes too long for a name."""
        made = spf_record.MACRO.sub(lambda match: self._macro(match, domain), text).rstrip(".")
        while len(made) > 253 and "." in made:
            made = made.partition(".")[2]
        return made

    def _macro(self, match: re.Match[str], domain: str) -> str:
        letter = match[1]
        if letter is None:
            return {"%%": "%", "%_": " ", "%-": "%20"}[match[0]]
        value = self._value(letter.lower(), domain)
        parts = re.split(f"[{re.escape(match[4])}]" if match[4] else r"\.", value)
        if match[3]:
            parts.reverse()
        if match[2]:
            parts = parts[-int(match[2]) :]
        made = ".".join(parts)
        return quote(made, safe="-._~") if letter.isupper() else made

    def _value(self, letter: str, domain: str) -> str:
        local, _at, home = self.sender.rpartition("@")
        if letter == "i":
            nibbles = ".".join(self.address.exploded.replace(":", ""))
            return nibbles if self.address.version == 6 else str(self.address)
        if letter == "p":
            names = self._own_names()
            near = [name for name in names if name == domain or name.endswith(f".{domain}")]
            return next(iter([*sorted(near, key=len), *names]), "unknown")
        version = "ip6" if self.address.version == 6 else "in-addr"
        return {"s": self.sender, "l": local, "o": home, "d": domain, "v": version, "h": self.helo}[letter]


def _said(mechanism: Mechanism, domain: str) -> str:
    what = mechanism.domain or (str(mechanism.network) if mechanism.network else "")
    return f"{domain}: {mechanism.name}{':' if what else ''}{what[:120]}"


def _is_domain(text: str) -> bool:
    labels = text.rstrip(".").split(".")
    return len(text) <= 254 and len(labels) > 1 and all(0 < len(label) < 64 for label in labels)
