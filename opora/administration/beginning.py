"""The very first administrator: a secret link that works until there is one, and never again."""

import hmac

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.people.actions import change_person, change_role, create_person, set_password
from opora.people.models import Person
from opora.people.public import Actor, Refusal, Role, by_email


def has_administrator() -> bool:
    """Whether there is or was an administrator: one who left does not open the desk to whoever kept the link."""
    return Person.objects.filter(role=Role.ADMINISTRATOR).exists()


def token() -> str:
    """The secret part of the link: made from this desk's secret key, so there is nothing to keep or lose."""
    return hmac.new(settings.SECRET_KEY.encode(), b"opora first administrator", "sha256").hexdigest()[:40]


def is_open(given: str) -> bool:
    """Whether this is the link, and still of use."""
    return hmac.compare_digest(given.encode(), token().encode()) and not has_administrator()


@transaction.atomic
def make_first(*, name: str, email: str, password: str, language: str) -> Person:
    """Makes the first administrator. Refuses bad addresses and weak passwords, and when somebody was quicker."""
    if has_administrator():
        raise Refusal("set_up_already", _("Somebody has set this desk up already. Ask them to invite you."))
    system, known = Actor.system(), by_email(email)
    if known is None:
        person = create_person(
            actor=system, name=name, email=email, role=Role.ADMINISTRATOR, language=language
        )
    else:
        change_person(actor=system, person=known, name=name, language=language, is_active=True)
        person = change_role(actor=system, person=known, role=Role.ADMINISTRATOR)
    return set_password(actor=system, person=person, password=password)
