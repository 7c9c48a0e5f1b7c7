"""The verb: the person of an address, added if the desk does not know them yet."""

from django.db import transaction

from opora.events.public import Cause
from opora.people.actions.create_person import create_person
from opora.people.actor import Actor
from opora.people.models import Person
from opora.people.queries import by_email


@transaction.atomic
def ensure_person(
    *, actor: Actor, email: str, name: str = "", language: str = "", because: Cause | None = None
) -> Person:
    """Finds whoever has the mail address, or adds a customer with it. A known name is never overwritten.

    Refuses what is not a mail address.
    """
    known = by_email(email)
    if known is None:
        return create_person(actor=actor, name=name, email=email, language=language, because=because)
    return known
