"""The verb: the person of an address, added if the desk does not know them yet."""

from django.db import IntegrityError

from opora.events.public import Cause, one_act
from opora.people import addresses
from opora.people.actions.create_person import create_person
from opora.people.actor import Actor
from opora.people.models import Person
from opora.people.queries import by_email
from opora.people.refusal import Refusal


@one_act()
def ensure_person(
    *, actor: Actor, email: str, name: str = "", language: str = "", because: Cause | None = None
) -> Person:
    """Finds whoever has the mail address, or adds a customer with it. A known name is never overwritten.

    Refuses what is not a mail address.
    """
    email = addresses.email(email)
    known = by_email(email)
    if known is not None:
        return known
    try:
        return create_person(actor=actor, name=name, email=email, language=language, because=because)
    except (IntegrityError, Refusal):
        known = by_email(email)  # two mails of somebody new came in at one moment: the other was first
        if known is None:
            raise
        return known
