"""Probes that ask the DNS: SPF, DMARC, MX, reverse names. Each takes some seconds at most and never raises."""

import ipaddress

from opora.mail import dns
from opora.mail.checking import dmarc as dmarc_rules
from opora.mail.checking import spf as spf_rules
from opora.mail.checking import spf_record
from opora.mail.checking.domains import organization_of
from opora.mail.self_test.providers import Provider, is_below, provider_of
from opora.mail.self_test.result import Result, bad, good, unknown, warning

SECONDS = 10.0


def addresses_of(host: str) -> list[str] | None:
    """The public IP addresses of a host; none for one inside a network of its own, None when the DNS did not say."""
    if host.replace(".", "").isdigit() or ":" in host:
        return [host] if _is_public(host) else []
    patience, found, failed = dns.Patience(SECONDS), list[str](), False
    for ask in (dns.a, dns.aaaa):
        try:
            found += ask(host, patience)
        except dns.TemporaryFailure:
            failed = True
        except dns.LookupProblem:
            continue
    return None if failed and not found else [one for one in found if _is_public(one)]


def spf(address: str, host: str, peers: list[str] | None, seen: str) -> Result:
    """Whether the domain's SPF record lets the sending server send. `seen`: what the receiving server said of it."""
    domain, provider = address.rpartition("@")[2], provider_of(host)
    wanted = _mechanism(host, peers, provider)
    try:
        records = [text for text in dns.txt(domain, dns.Patience(SECONDS)) if spf_record.is_spf(text)]
    except dns.TemporaryFailure:
        return unknown("spf", "no_dns")
    except dns.LookupProblem:
        records = []
    if not records:
        return bad("spf", "missing", record_name=domain, record=f"v=spf1 {wanted} ~all")
    amended = _amended(records[0], wanted)
    if len(records) > 1:
        return bad("spf", "several", count=len(records), record_name=domain, record=amended)
    return _spf_lets(address, host, peers, provider, records[0], amended, seen)


def _spf_lets(
    address: str,
    host: str,
    peers: list[str] | None,
    provider: Provider | None,
    text: str,
    amended: str,
    seen: str,
) -> Result:
    domain = address.rpartition("@")[2]
    asked = [spf_rules.check(peer, address, host, dns.Patience(SECONDS)) for peer in peers or []]
    broken = next((one for one in asked if one.verdict == "permerror"), None)
    if broken is not None:
        return bad("spf", "broken", why=broken.because, found=text)
    if seen == "pass":
        return good("spf", "seen", found=text)
    if provider is not None and f"include:{provider.include}" in text.lower().split():
        return good("spf", "provider", provider=provider.name, found=text)
    if asked and all(one.verdict == "pass" for one in asked):
        return good("spf", "listed", found=text)
    if any(one.verdict == "temperror" for one in asked):
        return unknown("spf", "no_dns")
    if not asked and provider is None:
        return unknown("spf", "inside", found=text)
    name = provider.name if provider else ", ".join(peers or [])
    return bad("spf", "not_listed", server=name, found=text, record_name=domain, record=amended)


def dmarc(domain: str, *, others_fail: bool) -> Result:
    """Whether the domain says what should become of mail that only claims to be from it."""
    organization = organization_of(domain)
    name, suggested = f"_dmarc.{organization}", f"v=DMARC1; p=none; rua=mailto:postmaster@{organization}"
    texts: list[str] = []
    for place in dict.fromkeys([domain, organization]):
        try:
            texts = [text for text in dns.txt(f"_dmarc.{place}", dns.Patience(SECONDS)) if "DMARC1" in text]
        except dns.TemporaryFailure:
            return unknown("dmarc", "no_dns")
        except dns.LookupProblem:
            continue
        if texts:
            break
    if not texts:
        return warning("dmarc", "missing", record_name=name, record=suggested)
    if len(texts) > 1:
        return bad("dmarc", "several", count=len(texts), found=" | ".join(texts), record_name=name)
    policy = dmarc_rules.published_by(domain, dns.Patience(SECONDS))
    if not policy.asks:
        return bad("dmarc", "broken", found=texts[0], record_name=name, record=suggested)
    if policy.asks == "none":
        return good("dmarc", "watching", found=texts[0])
    if others_fail:
        return bad("dmarc", "harms", found=texts[0], policy=policy.asks)
    return good("dmarc", "protecting", found=texts[0], policy=policy.asks)


def mx(domain: str, in_host: str) -> Result:
    """Whether mail for the domain has a way at all, and where it leads."""
    try:
        hosts = [host for _preference, host in dns.mx(domain, dns.Patience(SECONDS))]
    except dns.TemporaryFailure:
        return unknown("mx", "no_dns")
    except dns.LookupProblem:
        return bad("mx", "missing", record_name=domain, record=f"10 {in_host or f'mail.{domain}'}")
    if hosts == [""]:
        return bad("mx", "refuses")
    lost = [host for host in hosts if addresses_of(host) == [] and not _is_inside(host)]
    if lost:
        return bad("mx", "lost", hosts=", ".join(lost))
    provider = next((one for host in hosts if (one := provider_of_mx(host))), None)
    if provider is not None:
        return good("mx", "provider", provider=provider.name, hosts=", ".join(hosts))
    return good("mx", "found", hosts=", ".join(hosts))


def provider_of_mx(host: str) -> Provider | None:
    """Whose a receiving server is."""
    from opora.mail.self_test.providers import PROVIDERS

    return next((one for one in PROVIDERS if is_below(host, one.mx)), None)


def ptr(host: str, peers: list[str] | None) -> Result:
    """Whether the sending addresses have names, and the names those addresses."""
    if provider := provider_of(host):
        return good("ptr", "provider", provider=provider.name)
    if peers is None:
        return unknown("ptr", "no_dns")
    if not peers:
        return unknown("ptr", "inside")
    names = list[str]()
    for peer in peers:
        try:
            found = dns.ptr(peer, dns.Patience(SECONDS))
        except dns.TemporaryFailure:
            return unknown("ptr", "no_dns")
        except dns.LookupProblem:
            return bad("ptr", "nameless", address=peer, name=host)
        if not any(peer in (addresses_of(name) or []) for name in found):
            return bad("ptr", "not_confirmed", address=peer, name=found[0])
        names += found
    return good("ptr", "confirmed", names=", ".join(names))


def helo(name: str, host: str, peers: list[str] | None) -> Result:
    """Whether the name with which the server greets is one of the DNS."""
    if provider := provider_of(host):
        return good("helo", "provider", provider=provider.name)
    if not name:
        return unknown("helo", "no_connection")
    if "." not in name or name.startswith("[") or name.replace(".", "").isdigit():
        return warning("helo", "no_name", name=name)
    found = addresses_of(name)
    if found is None:
        return unknown("helo", "no_dns")
    if not found and not _is_inside(name):
        return warning("helo", "lost", name=name)
    if peers and found and not set(peers) & set(found):
        return warning("helo", "elsewhere", name=name, address=", ".join(peers))
    return good("helo", "found", name=name)


def _is_inside(host: str) -> bool:
    """Whether a name leads into a network of its own: the DNS knows it, but nobody outside can reach it."""
    for ask in (dns.a, dns.aaaa):
        try:
            if ask(host, dns.Patience(SECONDS)):
                return True
        except dns.LookupProblem:
            continue
    return False


def _is_public(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_global
    except ValueError:
        return False


def _mechanism(host: str, peers: list[str] | None, provider: Provider | None) -> str:
    """What lets the sending server send."""
    if provider is not None:
        return f"include:{provider.include}"
    if peers and len(peers) <= 4:
        return " ".join(f"ip{6 if ':' in peer else 4}:{peer}" for peer in peers)
    return "mx"


def _amended(text: str, wanted: str) -> str:
    """The record with what it lacks, before its “all”."""
    words = text.split()
    missing = [one for one in wanted.split() if one not in words]
    place = next((at for at, word in enumerate(words) if word.lower().lstrip("+-~?") == "all"), len(words))
    place = min(place, next((at for at, word in enumerate(words) if word.startswith("redirect=")), place))
    return " ".join([*words[:place], *missing, *words[place:]])
