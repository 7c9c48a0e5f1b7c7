"""Links that sign somebody in once, within 15 minutes, after a press of a button (mail scanners only look at links)."""

import hashlib

from django.core import signing
from django.core.cache import cache
from django.urls import reverse

from opora.people.models import Person

SALT = "opora sign-in link"
VALID_SECONDS = 15 * 60


def path_for(person: Person) -> str:
    """The page that signs this person in."""
    return reverse("sign_in_link", args=[signing.dumps([person.pk, _state(person)], salt=SALT)])


def person_of(token: str) -> Person | None:
    """Whom a link would sign in; None when it is forged, old, or was used. Looking does not use it up."""
    try:
        key, state = signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(pk=key, is_active=True).first()
    if person is None or state != _state(person) or cache.get(_used(token)):
        return None
    return person


def use(token: str) -> Person | None:
    """The same, and the link is used up: of two presses at one moment only one signs in."""
    person = person_of(token)
    return person if person is not None and cache.add(_used(token), True, VALID_SECONDS) else None


def _state(person: Person) -> str:
    """Changes with each sign-in and each new password, so that older links stop working."""
    seen = f"{person.last_login and person.last_login.timestamp()}:{person.password}"
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def _used(token: str) -> str:
    return f"sign-in-link:{hashlib.sha256(token.encode()).hexdigest()}"
