"""Signing a mail (DKIM, RFC 6376; Ed25519: RFC 8463), relaxed/relaxed: servers that fold a line anew break nothing.

By our own few lines over the canonical forms that verify incoming mail: the usual library signs with RSA in plain
Python, ten times as slow, and wants another library for Ed25519. The tests have it verify what is signed here.
"""

import base64
import hashlib
import textwrap

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, padding

from opora.events.public import clock
from opora.mail.checking import canonical
from opora.mail.checking.canonical import Source
from opora.mail.models import DkimKey, KeySort, KeyState
from opora.mail.signing.keys import load

SIGNED = (
    b"from", b"reply-to", b"to", b"cc", b"subject", b"date", b"message-id", b"in-reply-to", b"references",
    b"mime-version", b"content-type", b"content-transfer-encoding", b"content-language", b"content-disposition",
    b"auto-submitted", b"list-id", b"list-unsubscribe", b"list-unsubscribe-post", b"list-help",
)  # fmt: skip


def keys_of(address: str) -> list[DkimKey]:
    """The keys that sign for an address: of its very domain, in use, and seen in the DNS. RSA first: all know it."""
    domain = address.rpartition("@")[2].lower()
    found = DkimKey.objects.filter(domain=domain, state=KeyState.ACTIVE, is_published=True).exclude(sealed="")
    return sorted(found, key=lambda key: (key.sort != KeySort.RSA, key.pk))


def signed(content: bytes, keys: list[DkimKey]) -> bytes:
    """The mail with a signature by each key above it. Raises ValueError for a key that can't be unsealed."""
    source = canonical.read(content)
    now = int(clock.now().timestamp())
    heads = [signature(source, key.sort, key.private, key.domain, key.selector, now) for key in keys]
    return b"".join(heads) + content


def signature(source: Source, sort: str, private: str, domain: str, selector: str, at: int) -> bytes:
    """One DKIM-Signature field with its line end."""
    names = [name for name in SIGNED for _field in source.all(name)]
    body = base64.b64encode(hashlib.sha256(canonical.body_relaxed(source.body)).digest()).decode()
    # One “from” more than there is: a second one, put above by others, would break the signature.
    listed = ":".join(name.decode() for name in [*names, b"from"])
    folded = "\r\n ".join(
        textwrap.wrap(f"h={listed.replace(':', ': ')};", 72, break_long_words=False, break_on_hyphens=False)
    )
    unsigned = (
        f" v=1; a={sort}-sha256; c=relaxed/relaxed; d={domain};\r\n s={selector}; t={at};\r\n"
        f" {folded}\r\n bh={body};\r\n b="
    )
    hashed = _hashed(source, names) + _field(unsigned).removesuffix(b"\r\n")
    by = base64.b64encode(_by(sort, private, hashed)).decode()
    return f"DKIM-Signature:{unsigned}".encode() + _wrapped(by)


def _field(value: str) -> bytes:
    return canonical.header_relaxed((b"DKIM-Signature", value.encode() + b"\r\n"))


def _hashed(source: Source, names: list[bytes]) -> bytes:
    """The fields in the order of the list; of several of one name the lowest first (section 5.4.2)."""
    left = {name: source.all(name) for name in set(names)}
    return b"".join(canonical.header_relaxed(left[name].pop()) for name in names)


def _by(sort: str, private: str, words: bytes) -> bytes:
    key = load(sort, private)
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(hashlib.sha256(words).digest())
    return key.sign(words, padding.PKCS1v15(), hashes.SHA256())


def _wrapped(text: str) -> bytes:
    return "\r\n  ".join(textwrap.wrap(text, 70)).encode() + b"\r\n"
