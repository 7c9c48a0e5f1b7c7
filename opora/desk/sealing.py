"""Secrets that must be readable again (mailbox passwords), sealed with a key made from the desk's secret key."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(clear: str) -> str:
    """The sealed form; empty stays empty."""
    return _box().encrypt(clear.encode()).decode("ascii") if clear else ""


def unseal(sealed: str) -> str:
    """The clear text; empty when the desk's secret key is not the one it was sealed with."""
    try:
        return _box().decrypt(sealed.encode("ascii")).decode() if sealed else ""
    except InvalidToken:
        return ""


def _box() -> Fernet:
    made = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"opora mailbox passwords")
    return Fernet(base64.urlsafe_b64encode(made.derive(settings.SECRET_KEY.encode())))
