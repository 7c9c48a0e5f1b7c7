"""Looking things up in the DNS: short waits, a bounded memory, and errors that say which of three things happened.

Never inside a transaction. `OPORA_DNS_SERVERS` says whom to ask; with `off` every lookup is a TemporaryFailure at once.
"""

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache

import dns.exception
import dns.message
import dns.name
import dns.query
import dns.rdata
import dns.resolver
import dns.reversename
from django.conf import settings

ONE_SERVER = 1.5
ONE_LOOKUP = 4.0
LONGEST_MEMORY = 3600.0
FAILURE_MEMORY = 30.0
SILENCE = 60.0
MOST_KEPT = 4000
MOST_RECORDS = 100


class LookupProblem(Exception):
    """A name could not be looked up; one of the three below."""


class NoSuchName(LookupProblem):
    """The DNS says that there is no such name (NXDOMAIN), or the text cannot be a name."""


class NoAnswer(LookupProblem):
    """The name exists and has no record of this type."""


class TemporaryFailure(LookupProblem):
    """Nobody answered in time, or a server failed: ask again later, conclude nothing."""


class Patience:
    """How long all lookups of one piece of work may take together, in seconds."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left; 0 when there are none."""
        return max(0.0, self._end - time.monotonic())


def txt(name: str, patience: Patience | None = None) -> tuple[str, ...]:
    """The TXT records, the strings of each joined; bytes over 127 are kept as the characters of Latin-1."""
    return _look_up(name, "TXT", lambda data: b"".join(data.strings).decode("latin-1"), patience)


def mx(name: str, patience: Patience | None = None) -> tuple[tuple[int, str], ...]:
    """Preference and host of the MX records, best first. A "null MX" (RFC 7505) has the host ""."""
    found = _look_up(name, "MX", lambda data: f"{data.preference:05} {_text(data.exchange)}", patience)
    return tuple((int(one[:5]), one[6:]) for one in sorted(found))


def a(name: str, patience: Patience | None = None) -> tuple[str, ...]:
    """The IPv4 addresses of a name."""
    return _look_up(name, "A", lambda data: str(data.address), patience)


def aaaa(name: str, patience: Patience | None = None) -> tuple[str, ...]:
    """The IPv6 addresses of a name."""
    return _look_up(name, "AAAA", lambda data: str(data.address), patience)


def srv(name: str, patience: Patience | None = None) -> tuple[tuple[str, int], ...]:
    """Host and port of the SRV records (RFC 2782), best first. "." (no such service, RFC 6186) is the host ""."""
    found = _look_up(
        name,
        "SRV",
        lambda data: f"{data.priority:05} {65535 - data.weight:05} {data.port} {_text(data.target)}",
        patience,
    )
    split = [one.split(" ") for one in sorted(found)]
    return tuple((target, int(port)) for _priority, _weight, port, target in split)


def ptr(address: str, patience: Patience | None = None) -> tuple[str, ...]:
    """The names of an IP address. Raises NoSuchName for a text that is no address."""
    try:
        plain = ipaddress.ip_address(address).compressed
    except ValueError as error:
        raise NoSuchName(address) from error
    reverse = dns.reversename.from_address(plain).to_text()
    return _look_up(reverse, "PTR", lambda data: _text(data.target), patience)


def is_off() -> bool:
    """Whether the desk was told to ask nobody."""
    return str(settings.ENV.dns_servers) == "off"


def forget() -> None:
    """Empties this process's memory: for tests, and for “check again” after somebody changed a record."""
    _memory.clear()
    _silent_until.clear()


def _look_up(
    name: str, sort: str, words: Callable[..., str], patience: Patience | None = None
) -> tuple[str, ...]:
    servers = str(settings.ENV.dns_servers)
    key = (servers, sort, name.rstrip(".").lower()[:300])
    known = _memory.recall(key)
    if known is None:
        known, lifetime = _ask(servers, name, sort, words, patience)
        _memory.keep(key, known, lifetime)
    if isinstance(known, tuple):
        return known
    raise known(f"{sort} {name}"[:300])


Found = tuple[str, ...] | type[LookupProblem]


def _ask(
    servers: str, name: str, sort: str, words: Callable[..., str], patience: Patience | None
) -> tuple[Found, float]:
    """What the servers say and for how many seconds it may be remembered."""
    wait = ONE_LOOKUP if patience is None else min(ONE_LOOKUP, patience.left())
    resolver = _resolver(servers)
    if resolver is None or wait <= 0 or _silent_until.get(servers, 0) > time.monotonic():
        return TemporaryFailure, 0
    try:
        asked = dns.name.from_text(name.rstrip(".") + ".")
        answer = resolver.resolve(asked, sort, lifetime=wait, search=False)
    except dns.resolver.NXDOMAIN:
        return NoSuchName, LONGEST_MEMORY / 12
    except dns.resolver.NoAnswer:
        return NoAnswer, LONGEST_MEMORY / 12
    except (dns.exception.Timeout, dns.resolver.NoNameservers, OSError) as error:
        _notice_silence(servers, resolver, error)
        return TemporaryFailure, FAILURE_MEMORY if wait > ONE_SERVER else 0
    except (dns.exception.DNSException, UnicodeError, ValueError):  # no name at all
        return NoSuchName, LONGEST_MEMORY
    found = tuple(words(data) for data in list(answer)[:MOST_RECORDS])
    return found, max(1.0, answer.expiration - time.time())


def _notice_silence(servers: str, resolver: dns.resolver.Resolver, error: Exception) -> None:
    """A desk without DNS must not wait for it at each mail. One slow domain is not that: the servers themselves are
    asked for the root, and only if none says anything are they left alone for a minute."""
    if isinstance(error, dns.resolver.NoNameservers):
        return
    question = dns.message.make_query(".", "NS")
    for server in resolver.nameservers[:2]:
        try:
            dns.query.udp(question, str(server), timeout=0.5, port=resolver.port)
        except (dns.exception.DNSException, OSError):
            continue
        return
    _silent_until[servers] = time.monotonic() + SILENCE


@lru_cache(8)
def _resolver(servers: str) -> dns.resolver.Resolver | None:
    """None with “off”, and where the system names no server."""
    if servers == "off":
        return None
    try:
        made = dns.resolver.Resolver(configure=not servers)
    except dns.exception.DNSException:
        return None
    if servers:
        made.nameservers, made.port = _places(servers)
    made.timeout = ONE_SERVER
    made.use_edns(0, 0, 1232)
    return made


def _places(servers: str) -> tuple[list[str], int]:
    """“127.0.0.1:5353,::1” as addresses and the port, which is one for all."""
    found, port = [], 53
    for one in servers.split(","):
        host, colon, number = one.strip().rpartition(":")
        if colon and ("." in host or host.startswith("[")):
            found.append(host.strip("[]"))
            port = int(number)
        else:
            found.append(one.strip().strip("[]"))
    return found, port


class _Memory:
    """What was found, for as long as the records allow and no longer than an hour; the least used goes first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, str], tuple[float, Found]] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: tuple[str, str, str]) -> Found | None:
        with self._lock:
            until, found = self._kept.get(key, (0.0, None))
            if found is None or until <= time.monotonic():
                return None
            self._kept.move_to_end(key)
            return found

    def keep(self, key: tuple[str, str, str], found: Found, lifetime: float) -> None:
        if lifetime <= 0 or (isinstance(found, tuple) and sum(map(len, found)) > 20_000):
            return
        with self._lock:
            self._kept[key] = (time.monotonic() + min(lifetime, LONGEST_MEMORY), found)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


def _text(name: dns.name.Name) -> str:
    return str(name.to_text(omit_final_dot=True)).lower().strip(".")


_memory = _Memory()
_silent_until: dict[str, float] = {}
