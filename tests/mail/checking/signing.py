"""Signed mails as other people's servers send them: signed by the library, never by the code under test."""

import base64
from functools import cache

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from tests.servers.name_server import quoted


@cache
def key(bits: int = 2048) -> rsa.RSAPrivateKey:
    """One key of each size for the whole run."""
    return rsa.generate_private_key(65537, bits)


def private(bits: int = 2048) -> bytes:
    """As dkimpy reads it."""
    return key(bits).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )


def published(bits: int = 2048, tags: str = "v=DKIM1; k=rsa; ") -> str:
    """The TXT record of the key."""
    der = (
        key(bits)
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return quoted(f"{tags}p={base64.b64encode(der).decode()}")


def too_weak() -> str:
    """The TXT record of a key of 768 bits, as anybody can break it."""
    weak = rsa.RSAPublicNumbers(65537, (1 << 767) + 12345).public_key()
    der = weak.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return quoted(f"v=DKIM1; p={base64.b64encode(der).decode()}")


def signed(raw: bytes, domain: str, bits: int = 2048, selector: str = "s1", **more: object) -> bytes:
    """The mail with a signature of this domain above it. `more` goes to the library."""
    raw = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    header = dkim.DKIM(raw, minkey=512).sign(selector.encode(), domain.encode(), private(bits), **more)
    return bytes(header) + raw


def ed25519_public(secret: ed25519.Ed25519PrivateKey) -> str:
    """The TXT record of an Ed25519 key (RFC 8463)."""
    raw = secret.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return quoted(f"v=DKIM1; k=ed25519; p={base64.b64encode(raw).decode()}")
