"""How addresses of persons are written so that the same one is always the same."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from opora.people.refusal import Refusal

_PHONE_NOISE = re.compile(r"[\s().\-\u00a0/]")
_valid_email = EmailValidator()


def email(text: str) -> str:
    """A mail address in lower case. Refuses what is not one; other scripts before and after the @ are allowed."""
    address = text.strip().strip("<>").lower()
    local, _at, domain = address.rpartition("@")
    try:
        _valid_email(address if local.isascii() else f"x@{domain}")
    except ValidationError:
        raise Refusal(
            "bad_address", _("This is not a mail address. Write it like anna@example.com."), "email"
        ) from None
    if len(address) > 254 or any(character.isspace() or ord(character) < 32 for character in address):
        raise Refusal(
            "bad_address", _("This is not a mail address. Write it like anna@example.com."), "email"
        )
    return address


def phone(text: str) -> str:
    """A phone number as + and digits (a number without + stays without). Refuses what has fewer than 5 digits."""
    number = _PHONE_NOISE.sub("", text)
    if not re.fullmatch(r"\+?\d{5,15}", number):
        raise Refusal("bad_phone", _("This is not a phone number. Write it like +420 601 123 456."), "phone")
    return number


def domain(text: str) -> str:
    """A mail domain in lower case, without @."""
    name = text.strip().lower().lstrip("@").rstrip(".")
    email(f"x@{name}")
    return name
