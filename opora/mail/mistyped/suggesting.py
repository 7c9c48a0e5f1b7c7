"""Whom somebody most likely meant."""

from functools import lru_cache

from opora.mail.mistyped.providers import ENDINGS, PROVIDERS, TARGETS
from opora.mail.mistyped.slips import LAYOUT, LOOKS, is_near, slips
from opora.mail.models import IncomingMail, IncomingState
from opora.people.models import OrganizationDomain

LONGEST = 254
# Whoever writes another ending than these most likely means it.
COMMON = frozenset({"com", "ru", "cz", "net"})


def suggest(address: str) -> str:
    """The address that was most likely meant; empty when nothing looks wrong, or mail has come from that domain before.

    One query, and that only for addresses that look wrong.
    """
    meant = meant_by(address)
    return "" if not meant or _is_known(address.strip().lower().rpartition("@")[2]) else meant


@lru_cache(1000)
def meant_by(address: str) -> str:
    """The same without asking what the desk knows."""
    local, at, domain = address.strip().lower().rpartition("@")
    if not local or not at or not domain or len(address) > LONGEST:
        return ""
    found = _domain(_readable(domain))
    if not found:
        return ""
    if not local.isascii():
        local = local.translate(LAYOUT if domain.translate(LAYOUT) == found else LOOKS)
    return f"{local}@{found}" if local.isascii() and found != domain else ""


def _readable(domain: str) -> str:
    try:
        return domain.encode("ascii").decode("idna") if "xn--" in domain else domain
    except UnicodeError:
        return domain


def _domain(domain: str) -> str:
    if domain in PROVIDERS:
        return ""
    if not domain.isascii():
        return _in_latin(domain)
    near = _provider(domain)
    if near:
        return near
    name, dot, ending = domain.rpartition(".")
    return f"{name}.{ENDINGS[ending]}" if dot and name and ending in ENDINGS else ""


def _in_latin(domain: str) -> str:
    """The wrong keyboard layout, or letters of the other alphabet among ours; real names in other alphabets stay."""
    typed = domain.translate(LAYOUT)
    if typed in PROVIDERS:
        return typed
    looks = domain.translate(LOOKS)
    if not looks.isascii() or not any(letter.isascii() and letter.isalpha() for letter in domain):
        return looks if looks in PROVIDERS else ""
    return _provider(looks) or looks


def _provider(domain: str) -> str:
    """The provider that is a slip away; two slips for long names with the right ending."""
    if domain in PROVIDERS:
        return domain
    name, _dot, ending = domain.rpartition(".")
    best = ""
    for target in TARGETS:
        count = slips(domain, target, 2)
        if count == 1 and _is_believable(domain, target):
            return target
        same_ending = name and target.rpartition(".")[2] == ending
        if count == 2 and same_ending and len(target) >= 10 and target[0] == domain[0]:
            best = best or target
    return best


def _is_believable(domain: str, target: str) -> bool:
    """Another letter in the ending is another country, unless its key lies beside."""
    ending, wanted = domain.rpartition(".")[2], target.rpartition(".")[2]
    if ending == wanted or (len(ending) != len(wanted) and wanted in COMMON):
        return True
    same_length = len(ending) == len(wanted)
    return wanted in COMMON and same_length and (is_near(ending, wanted) or sorted(ending) == sorted(wanted))


def _is_known(domain: str) -> bool:
    """Whether somebody has written from there, or a company is known by it."""
    if OrganizationDomain.objects.filter(domain=domain).exists():
        return True
    return IncomingMail.objects.filter(from_email__endswith=f"@{domain}", state=IncomingState.DONE).exists()
