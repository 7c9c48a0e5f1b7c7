"""The likely settings for an address. Asks the DNS and knocks at servers: seconds, never inside a transaction."""

import socket
import ssl
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from opora.mail import dns
from opora.mail.guessing import presets
from opora.mail.guessing.presets import Preset

SECONDS = 4.0
Server = tuple[str, int, str]  # name, port, protection


@dataclass(frozen=True)
class Guess:
    """Values for a mailbox's form. `found_by`: domain, exchanger, dns (RFC 6186), names (they answered), nothing."""

    address: str
    found_by: str
    values: dict[str, Any] = field(default_factory=dict)
    preset: Preset | None = None


def guess(address: str) -> Guess:
    """What is likely for an address; with `found_by` “nothing” the usual names, which nobody has answered to."""
    local, _, domain = address.strip().rpartition("@")
    domain = _ascii(domain)
    if not local or not domain:
        return Guess(address, "nothing", {"address": address})
    known = presets.of_domain(domain)
    if known is not None:
        return _of(address, "domain", known)
    patience = dns.Patience(SECONDS)
    hosted = _hosted(domain, patience)
    if hosted is not None:
        return _of(address, "exchanger", hosted)
    told = _told(domain, patience)
    if told:
        return Guess(address, "dns", {"address": address, "incoming": "imap", **told})
    return _by_names(address, domain)


def usual_names(domain: str) -> tuple[list[Server], list[Server]]:
    """Where mailboxes of a domain mostly are, and where their mail leaves, the likeliest first."""
    inward = [
        (f"imap.{domain}", 993, "tls"),
        (f"mail.{domain}", 993, "tls"),
        (f"mail.{domain}", 143, "starttls"),
    ]
    outward = [
        (f"smtp.{domain}", 587, "starttls"), (f"smtp.{domain}", 465, "tls"), (f"mail.{domain}", 587, "starttls"),
        (f"mail.{domain}", 465, "tls"),
    ]  # fmt: skip
    return inward, outward


def first_that_answers(servers: Iterable[Server]) -> Server | None:
    """The first server that takes a connection (with a good certificate, where TLS begins at once)."""
    servers = list(servers)
    with ThreadPoolExecutor(max(1, len(servers)), thread_name_prefix="guess") as pool:
        answered = list(pool.map(_answers, servers))
    return next((server for server, good in zip(servers, answered, strict=True) if good), None)


def _of(address: str, found_by: str, preset: Preset) -> Guess:
    login = {"in_login": address, "out_login": address}
    return Guess(address, found_by, {"address": address, **preset.values, **login}, preset)


def _hosted(domain: str, patience: dns.Patience) -> Preset | None:
    try:
        exchangers = dns.mx(domain, patience)
    except dns.LookupProblem:
        return None
    return next((found for _rank, host in exchangers if (found := presets.of_exchanger(host))), None)


def _told(domain: str, patience: dns.Patience) -> dict[str, Any]:
    """RFC 6186 and 8314: what the domain itself says about its servers."""
    asked = [
        ("in", "_imaps._tcp", "tls"), ("in", "_imap._tcp", "starttls"),
        ("out", "_submissions._tcp", "tls"), ("out", "_submission._tcp", "starttls"),
    ]  # fmt: skip
    found: dict[str, Any] = {}
    for which, service, security in asked:
        if f"{which}_host" in found:
            continue
        try:
            host, port = dns.srv(f"{service}.{domain}", patience)[0]
        except (dns.LookupProblem, IndexError):
            continue
        if host:
            found |= {f"{which}_host": host, f"{which}_port": port, f"{which}_security": security}
    return found if "in_host" in found else {}


def _by_names(address: str, domain: str) -> Guess:
    found: dict[str, Any] = {}
    for which, servers in zip(("in", "out"), usual_names(domain), strict=True):
        server = None if dns.is_off() else first_that_answers(servers)
        host, port, security = server or servers[0]
        found |= {f"{which}_host": host, f"{which}_port": port, f"{which}_security": security}
        found[f"{which}_answered"] = server is not None
    answered = found.pop("in_answered"), found.pop("out_answered")
    login = {"in_login": address, "out_login": address}
    values = {"address": address, "incoming": "imap", **found, **login}
    return Guess(address, "names" if all(answered) else "nothing", values)


def _answers(server: Server) -> bool:
    host, port, security = server
    try:
        with socket.create_connection((host, port), SECONDS) as line:
            if security != "tls":
                return True
            with ssl.create_default_context().wrap_socket(line, server_hostname=host):
                return True
    except (OSError, UnicodeError):
        return False


def _ascii(domain: str) -> str:
    try:
        return domain.strip().lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
