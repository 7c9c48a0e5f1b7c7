"""The words of an SPF record (RFC 7208, sections 4.5, 5, 6 and 12): read whole before anything is looked up."""

import ipaddress
import re
from dataclasses import dataclass

LONGEST = 8000
VERSION = re.compile(r"v=spf1(?: |\Z)", re.I)
MECHANISM = re.compile(r"([+?~-]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?=[:/]|\Z)(.*)", re.I | re.S)
MODIFIER = re.compile(r"([a-z][a-z0-9_.-]*)=(.*)", re.I | re.S)
MACRO = re.compile(r"%(?:%|_|-|\{([slodiphcrtv])(\d{0,3})(r?)([.\-+,/_=]*)\})", re.I)
VISIBLE = re.compile(r"[\x21-\x7e]*\Z")
TOP = re.compile(r"\.(?:(?=[0-9]*[a-z])[a-z0-9]+|[a-z0-9]+-[a-z0-9-]*[a-z0-9])\.?\Z", re.I)
PREFIX = re.compile(r"(.*?)(?:/(0|[1-9]\d?))?(?://(0|[1-9]\d{0,2}))?\Z", re.S)
VERDICTS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral", "": "pass"}
NEEDS_DOMAIN = {"include", "exists"}
TAKES_PREFIX = {"a", "mx"}


class BadRecord(Exception):
    """The record breaks the grammar: permerror."""


@dataclass(frozen=True)
class Mechanism:
    """One mechanism: which verdict it gives, its domain (not expanded) or network, and prefix lengths."""

    verdict: str
    name: str
    domain: str = ""
    network: ipaddress.IPv4Network | ipaddress.IPv6Network | None = None
    prefix4: int = 32
    prefix6: int = 128


@dataclass(frozen=True)
class Record:
    """An SPF record: its mechanisms in order, and where it redirects to (not expanded)."""

    mechanisms: tuple[Mechanism, ...]
    redirect: str = ""


def is_spf(text: str) -> bool:
    """Whether a TXT record is of this sort at all."""
    return VERSION.match(text) is not None


def read(text: str) -> Record:
    """Raises BadRecord."""
    if len(text) > LONGEST:
        raise BadRecord("the record is too long")
    mechanisms, modifiers = list[Mechanism](), dict[str, str]()
    for term in text[6:].split(" "):
        if not term:
            continue
        if match := MECHANISM.fullmatch(term):
            mechanisms.append(_mechanism(match[1], match[2].lower(), match[3]))
        elif match := MODIFIER.fullmatch(term):
            _modify(modifiers, match[1].lower(), match[2])
        else:
            raise BadRecord(f"“{term[:80]}” is not understood")
    return Record(tuple(mechanisms), modifiers.get("redirect", ""))


def _mechanism(qualifier: str, name: str, rest: str) -> Mechanism:
    verdict = VERDICTS[qualifier]
    if name == "all":
        if rest:
            raise BadRecord("“all” takes nothing")
        return Mechanism(verdict, name)
    if name in {"ip4", "ip6"}:
        return Mechanism(verdict, name, network=_network(name, rest))
    prefix4, prefix6 = 32, 128
    if name in TAKES_PREFIX:
        rest, prefix4, prefix6 = _prefixes(rest)
    if rest == "" and name not in NEEDS_DOMAIN:
        return Mechanism(verdict, name, "", None, prefix4, prefix6)
    if not rest.startswith(":"):
        raise BadRecord(f"“{name}{rest[:80]}” is not understood")
    return Mechanism(verdict, name, _domain(rest[1:]), None, prefix4, prefix6)


def _prefixes(rest: str) -> tuple[str, int, int]:
    match = PREFIX.match(rest)
    assert match is not None
    prefix4, prefix6 = int(match[2] or 32), int(match[3] or 128)
    if match[2] == "0":
        prefix4 = 0
    if prefix4 > 32 or prefix6 > 128 or (match[1].count("/") and "{" not in match[1]):
        raise BadRecord(f"“{rest[:80]}” has no possible prefix length")
    return match[1], prefix4, prefix6


def _network(name: str, rest: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    text = rest.removeprefix(":")
    address, slash, length = text.partition("/")
    if not rest.startswith(":") or (slash and not re.fullmatch(r"0|[1-9]\d{0,2}", length)):
        raise BadRecord(f"“{name}{rest[:80]}” is no network")
    try:
        if name == "ip4":
            return ipaddress.IPv4Network(f"{ipaddress.IPv4Address(address)}/{length or 32}", strict=False)
        return ipaddress.IPv6Network(f"{ipaddress.IPv6Address(address)}/{length or 128}", strict=False)
    except ValueError as error:
        raise BadRecord(f"“{name}{rest[:80]}” is no network") from error


def _domain(text: str) -> str:
    """A domain-spec: visible characters, right macros, and a top label or a macro at its end."""
    _check_macros(text)
    if not text or not (text.endswith("}") or TOP.search(text)):
        raise BadRecord(f"“{text[:80]}” is no domain")
    return text


def _modify(modifiers: dict[str, str], name: str, value: str) -> None:
    if name not in {"redirect", "exp"}:
        _check_macros(value)  # an unknown one is ignored, but must be well formed
        return
    if name in modifiers:
        raise BadRecord(f"{name}= stands twice")
    modifiers[name] = _domain(value)


def _check_macros(text: str) -> None:
    if not VISIBLE.match(text):
        raise BadRecord("a character is not allowed")
    left = MACRO.sub("", text)
    if "%" in left:
        raise BadRecord(f"“{text[:80]}” has a macro that is not understood")
    for letter, digits, _reverse, _delimiters in MACRO.findall(text):
        if (letter and letter in "crtCRT") or (digits and int(digits) == 0):
            raise BadRecord(f"“{text[:80]}” has a macro that is not allowed")
