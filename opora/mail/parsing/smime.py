"""S/MIME wrappings (RFC 8551): the mail inside a signed one is taken out; nothing is verified, nothing decrypted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SIGNED = bytes.fromhex("2a864886f70d010702")
ENVELOPED = bytes.fromhex("2a864886f70d010703")
AUTH_ENVELOPED = bytes.fromhex("2a864886f70d0109100117")
SEQUENCE, SET, OID, OCTETS = 0x30, 0x31, 0x06, 0x04
CONSTRUCTED_OCTETS, EXPLICIT = 0x24, 0xA0
MAX_DEPTH = 8
MAX_PIECES = 100_000
Kind = Literal["signed", "encrypted", "unreadable"]


@dataclass(frozen=True, slots=True)
class Wrapped:
    """What a pkcs7-mime part is; `inside` is the mail of a signed one."""

    kind: Kind
    inside: bytes = b""


@dataclass(frozen=True, slots=True)
class Element:
    """One ASN.1 element (BER, indefinite lengths included): where its contents lie, and where the next begins."""

    tag: int
    start: int
    end: int
    after: int


def unwrap(data: bytes) -> Wrapped:
    """Reads the outer structure of CMS data (RFC 5652). Whatever is broken is "unreadable"."""
    try:
        outer = _element(data, 0, len(data))
        kind = _element(data, outer.start, outer.end)
        name = data[kind.start : kind.end]
        if outer.tag != SEQUENCE or kind.tag != OID:
            return Wrapped("unreadable")
        if name in (ENVELOPED, AUTH_ENVELOPED):
            return Wrapped("encrypted")
        if name != SIGNED:
            return Wrapped("unreadable")
        inside = _signed(data, _element(data, kind.after, outer.end))
    except (IndexError, ValueError, RecursionError):
        return Wrapped("unreadable")
    return Wrapped("signed", inside) if inside else Wrapped("unreadable")


def _signed(data: bytes, explicit: Element) -> bytes:
    """SignedData: version, digest algorithms, then the encapsulated content: its type and, explicitly, its bytes."""
    signed = _element(data, explicit.start, explicit.end)
    version = _element(data, signed.start, signed.end)
    digests = _element(data, version.after, signed.end)
    content = _element(data, digests.after, signed.end)
    kind = _element(data, content.start, content.end)
    if kind.after >= content.end:
        return b""
    wrapped = _element(data, kind.after, content.end)
    if wrapped.tag != EXPLICIT:
        return b""
    return b"".join(_octets(data, _element(data, wrapped.start, wrapped.end), 0))


def _octets(data: bytes, element: Element, depth: int) -> list[bytes]:
    """The bytes of an octet string, which may be in pieces."""
    if element.tag == OCTETS:
        return [data[element.start : element.end]]
    if element.tag != CONSTRUCTED_OCTETS or depth > MAX_DEPTH:
        raise ValueError("no octet string")
    pieces: list[bytes] = []
    at = element.start
    while at < element.end and len(pieces) < MAX_PIECES:
        inner = _element(data, at, element.end)
        pieces += _octets(data, inner, depth + 1)
        at = inner.after
    return pieces


def _element(data: bytes, at: int, end: int, depth: int = 0) -> Element:
    """The element at `at`. Raises IndexError or ValueError where there is none."""
    if at + 2 > end or depth > 60:
        raise ValueError("cut off")
    tag, first = data[at], data[at + 1]
    if first < 0x80:
        return _definite(tag, at + 2, first, end)
    if first > 0x80:
        size = first & 0x7F
        return _definite(tag, at + 2 + size, int.from_bytes(data[at + 2 : at + 2 + size], "big"), end)
    inner = at + 2
    while data[inner : inner + 2] != b"\x00\x00":
        inner = _element(data, inner, end, depth + 1).after
    return Element(tag, at + 2, inner, inner + 2)


def _definite(tag: int, start: int, length: int, end: int) -> Element:
    if start + length > end:
        raise ValueError("cut off")
    return Element(tag, start, start + length, start + length)
