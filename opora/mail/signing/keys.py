"""Key pairs and the DNS records that publish them (RFC 6376, 3.6.1; RFC 8463)."""

import base64
import re
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from opora.events.public import clock
from opora.mail.models import DkimKey, KeySort

LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# A string of a TXT record holds 255 bytes at most (RFC 1035, 3.3.14).
LONGEST_STRING = 255
PrivateKey = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


@dataclass(frozen=True)
class Pair:
    """The private half as it is sealed, the public one as the record has it."""

    private: str
    public: str


def make(sort: str) -> Pair:
    """A new pair; takes up to a second, so never inside a transaction."""
    if sort == KeySort.ED25519:
        edwards = ed25519.Ed25519PrivateKey.generate()
        seed = edwards.private_bytes(
            serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
        )
        point = edwards.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return Pair(base64.b64encode(seed).decode(), base64.b64encode(point).decode())
    made = rsa.generate_private_key(65537, 2048)
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    der = made.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return Pair(pem.decode(), base64.b64encode(der).decode())


@lru_cache(32)
def load(sort: str, private: str) -> PrivateKey:
    """The private half, ready to sign. Raises ValueError when it can't be read."""
    if sort == KeySort.ED25519:
        return ed25519.Ed25519PrivateKey.from_private_bytes(base64.b64decode(private))
    found = serialization.load_pem_private_key(private.encode(), None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(found, rsa.RSAPrivateKey):
        raise ValueError("not an RSA key")
    return found


def selector_for(domain: str, sort: str) -> str:
    """A free name for a key: opora-202611, opora-202611-ed, opora-202611-2 …"""
    first = f"opora-{clock.now():%Y%m}" + ("-ed" if sort == KeySort.ED25519 else "")
    taken = set(DkimKey.objects.filter(domain=domain).values_list("selector", flat=True))
    names = [first, *(f"{first}-{number}" for number in range(2, 1000))]
    return next(name for name in names if name not in taken)


def record_name(key: DkimKey) -> str:
    """Where the record belongs: opora-202611._domainkey.example.com."""
    return f"{key.selector}._domainkey.{key.domain}"


def record(key: DkimKey) -> str:
    """What the TXT record says."""
    return f"v=DKIM1; k={key.sort}; p={key.public}"


def strings(text: str) -> list[str]:
    """A long record in pieces that a zone file takes, each in quotation marks of its own."""
    pieces = [text[start : start + LONGEST_STRING] for start in range(0, len(text), LONGEST_STRING)]
    return [f'"{piece}"' for piece in pieces]
