"""Invitations to work at the desk: a link on which somebody sets their first password."""

from django.core import signing
from django.urls import reverse

from opora.people.models import Person

SALT = "opora invitation"
VALID_DAYS = 7


def invitation_for(person: Person) -> str:
    """The path of the page on which this person sets a password; valid seven days, until they have one."""
    return reverse("join", args=[signing.dumps([person.pk, person.email], salt=SALT)])


def invited_by(token: str) -> Person | None:
    """Whom an invitation is for; None when it is forged, old, used, or its person may not sign in any more."""
    try:
        key, address = signing.loads(token, salt=SALT, max_age=VALID_DAYS * 24 * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(pk=key, email=address, is_active=True).first()
    return person if person is not None and person.is_staff and not person.has_usable_password() else None
