"""Signatures that make the addresses of pictures ours: nobody can have us fetch what no agent asked to see."""

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

_PICTURE, _CONSENT = Signer(salt="opora.mail.picture"), Signer(salt="opora.mail.pictures")


def signature_of(message: int, place: int, url: str) -> str:
    """For the picture at this place of a message."""
    return _PICTURE.signature(f"{message}:{place}:{url}")


def is_signed(signature: str, message: int, place: int, url: str) -> bool:
    """Whether we gave this signature."""
    return constant_time_compare(signature, signature_of(message, place, url))


def consent_of(message: int) -> str:
    """What somebody's wish to see the pictures of a message looks like in its frame's address."""
    return _CONSENT.signature(str(message))


def is_consent(text: str, message: int) -> bool:
    """Whether we gave it: a link in a mail must not be able to wish."""
    return constant_time_compare(text, consent_of(message))
