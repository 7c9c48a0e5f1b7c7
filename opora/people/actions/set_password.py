"""The verb: set somebody's password."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from opora.events.public import Cause, one_act, record
from opora.people.actor import Actor
from opora.people.kinds import PersonChanged
from opora.people.models import Person
from opora.people.refusal import Refusal


@one_act()
def set_password(
    *, actor: Actor, person: Person, password: str, check: bool = True, because: Cause | None = None
) -> Person:
    """Sets a password (own, or anybody's by an administrator). Refuses weak ones, saying why; never logs its text."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    actor.require_own(person, "admin")
    if check:
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise Refusal("weak_password", " ".join(error.messages), "password") from error
    person.set_password(password)
    person.save(update_fields=["password"])
    record(PersonChanged(person.pk, "password", None, None), actor=actor, because=because)
    return person
