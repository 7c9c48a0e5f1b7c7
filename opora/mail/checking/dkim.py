"""DKIM (RFC 6376, 8301, 8463): which domains have signed a mail.

Written here and not taken from the library that signs our own mails: its verifier takes minutes for a mail of 200 KB
of spaces. Checked in the tests against what that library signs.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from opora.mail import dns
from opora.mail.checking import canonical
from opora.mail.checking.canonical import Field, Source

MOST_SIGNATURES = 6
LARGEST = 100_000_000
WEAKEST, STRONGEST = 1024, 8192
LATE = timedelta(hours=1)
OWN_VALUE = re.compile(rb"((?:\A|;)[ \t\r\n]*b[ \t\r\n]*=)[^;]*")
TAG = re.compile(r"[a-z][a-z0-9_]*\Z", re.I)
DOMAIN = re.compile(r"(?=.{3,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+\Z", re.I)
SELECTOR = re.compile(r"(?=.{1,200}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\Z", re.I)
Tags = Mapping[str, str]


@dataclass(frozen=True)
class Signature:
    """One signature: `verdict` as RFC 8601 names it, whose it is, and what was wrong."""

    verdict: str
    domain: str = ""
    selector: str = ""
    because: str = ""


class _Not(Exception):
    """The signature does not count; the verdict and why."""

    def __init__(self, verdict: str, because: str) -> None:
        super().__init__(because)
        self.verdict = verdict


def check(raw: bytes, at: datetime, patience: dns.Patience) -> tuple[Signature, ...]:
    """The signatures from the top, at most six. `at`: when the mail came (UTC). Never raises."""
    if len(raw) > LARGEST or b"dkim-signature" not in raw[: canonical.LONGEST_HEAD].lower():
        return ()
    source = canonical.read(raw)
    hashed: dict[str, tuple[int, bytes]] = {}
    return tuple(
        _check_one(source, field, at, patience, hashed)
        for field in source.all(b"dkim-signature")[:MOST_SIGNATURES]
    )


def _check_one(
    source: Source, field: Field, at: datetime, patience: dns.Patience, hashed: dict[str, tuple[int, bytes]]
) -> Signature:
    tags: Tags = {}
    try:
        tags = _read_tags(field[1].decode("utf-8", "replace"))
        _require_sense(tags, at)
        names = [name.strip().lower().encode() for name in tags["h"].split(":")]
        _require_body(source, tags, hashed)
        _require_key(tags, _signed(source, field, tags, names), patience)
    except _Not as error:
        return Signature(error.verdict, _named(tags, "d"), _named(tags, "s"), str(error))
    return Signature("pass", tags["d"].lower(), tags["s"])


def _named(tags: Tags, name: str) -> str:
    return tags.get(name, "").lower()[:253]


def _read_tags(text: str) -> Tags:
    found: dict[str, str] = {}
    for piece in text.split(";"):
        if not piece.strip():
            continue
        name, equals, value = piece.partition("=")
        name = name.strip()
        if not equals or not TAG.match(name) or name in found:
            raise _Not("permerror", "the signature is not well formed")
        found[name] = " ".join(value.split())
    return found


def _require_sense(tags: Tags, at: datetime) -> None:
    missing = [name for name in ("v", "a", "b", "bh", "d", "h", "s") if not tags.get(name)]
    if missing or tags["v"] != "1":
        raise _Not("permerror", f"{missing[0]}= is missing" if missing else "the version is unknown")
    if tags["a"] not in {"rsa-sha256", "ed25519-sha256"}:
        raise _Not("permerror", f"{tags['a'][:40]} is not safe or not known")
    if not DOMAIN.match(tags["d"]) or not SELECTOR.match(tags["s"]):
        raise _Not("permerror", "the domain or the selector is no name")
    if "from" not in [name.strip().lower() for name in tags["h"].split(":")]:
        raise _Not("permerror", "the author is not signed")
    if "dns/txt" not in tags.get("q", "dns/txt").lower().split(":"):
        raise _Not("permerror", "its key is not in the DNS")
    home = tags.get("i", "@" + tags["d"]).rpartition("@")[2].lower()
    if home != tags["d"].lower() and not home.endswith("." + tags["d"].lower()):
        raise _Not("permerror", "i= is not below d=")
    if re.fullmatch("[0-9]{1,12}", tags.get("x", "")) and int(tags["x"]) < (at - LATE).timestamp():
        raise _Not("fail", "the signature has expired")


def _require_body(source: Source, tags: Tags, hashed: dict[str, tuple[int, bytes]]) -> None:
    """The body's digest, and no words behind what it covers (l=): those anybody could have added."""
    _headers, _slash, form = tags.get("c", "simple/simple").lower().partition("/")
    form = form or "simple"
    if form not in {"simple", "relaxed"} or _headers not in {"simple", "relaxed"}:
        raise _Not("permerror", "the canonical form is unknown")
    if form not in hashed:
        write = canonical.body_relaxed if form == "relaxed" else canonical.body_simple
        body = write(source.body)
        hashed[form] = len(body), hashlib.sha256(body).digest()
    whole, digest = hashed[form]
    if "l" in tags:
        length = int(tags["l"]) if re.fullmatch("[0-9]{1,14}", tags["l"]) else -1
        if not 0 <= length <= whole:
            raise _Not("permerror", "l= is not possible")
        if length < whole:
            raise _Not("policy", "words behind the signed ones were added or left unsigned (l=)")
    if digest != _bytes(tags["bh"]):
        raise _Not("fail", "the text was changed")


def _signed(source: Source, field: Field, tags: Tags, names: list[bytes]) -> bytes:
    """The header fields that the signature covers, each from the bottom up, and the signature without its own value."""
    relaxed = tags.get("c", "simple").lower().startswith("relaxed")
    form = canonical.header_relaxed if relaxed else canonical.header_simple
    left = {name: source.all(name) for name in set(names)}
    signed = [form(left[name].pop()) for name in names if left[name]]
    own = form((field[0], OWN_VALUE.sub(rb"\1", field[1], count=1)))
    return b"".join(signed) + own.removesuffix(b"\r\n")


def _require_key(tags: Tags, signed: bytes, patience: dns.Patience) -> None:
    try:
        records = dns.txt(f"{tags['s']}._domainkey.{tags['d']}", patience)
    except dns.TemporaryFailure as error:
        raise _Not("temperror", "its key can't be looked up just now") from error
    except dns.LookupProblem as error:
        raise _Not("permerror", "its key is not published") from error
    trouble = _Not("permerror", "its key is not published")
    for record in records[:3]:
        try:
            return _require_match(_read_tags(record), tags, signed)
        except _Not as error:
            trouble = error
    raise trouble


def _require_match(key: Tags, tags: Tags, signed: bytes) -> None:
    if key.get("v", "DKIM1") != "DKIM1" or "p" not in key:
        raise _Not("permerror", "its key is not well formed")
    if not key["p"]:
        raise _Not("fail", "its key was withdrawn")
    sort = tags["a"].partition("-")[0]
    flags, uses = key.get("t", "").split(":"), key.get("s", "*").replace(" ", "").split(":")
    if key.get("k", "rsa") != sort or not {"*", "email"} & set(uses):
        raise _Not("permerror", "its key is for something else")
    if "h" in key and "sha256" not in key["h"].replace(" ", "").split(":"):
        raise _Not("permerror", "its key allows unsafe digests only")
    home = tags.get("i", "@" + tags["d"]).rpartition("@")[2].lower()
    if "s" in flags and home != tags["d"].lower():
        raise _Not("permerror", "its key is not for domains below")
    _verify(_loaded(key["p"], sort), _bytes(tags["b"]), signed)
    if "y" in flags:
        raise _Not("neutral", "its key is only being tried out")


def _loaded(text: str, sort: str) -> rsa.RSAPublicKey | ed25519.Ed25519PublicKey:
    data = _bytes(text)
    try:
        if sort == "ed25519":
            return ed25519.Ed25519PublicKey.from_public_bytes(data)
        key = load_der_public_key(data)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _Not("permerror", "its key can't be read") from error
    if not isinstance(key, rsa.RSAPublicKey):
        raise _Not("permerror", "its key is for something else")
    if not WEAKEST <= key.key_size <= STRONGEST:
        raise _Not("policy", f"its key has {key.key_size} bits: too weak to count, or too long")
    return key


def _verify(key: rsa.RSAPublicKey | ed25519.Ed25519PublicKey, signature: bytes, signed: bytes) -> None:
    try:
        if isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, hashlib.sha256(signed).digest())
        else:
            key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, ValueError) as error:
        raise _Not("fail", "the signature does not match") from error


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _Not("permerror", "the signature or its key is not well formed") from error
