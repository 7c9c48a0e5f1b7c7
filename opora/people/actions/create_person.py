"""The verb: add a person."""

from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, clock, one_act, record
from opora.people.actions.add_identity import attach, normalised, owner_of, taken
from opora.people.actions.file_under import file_under
from opora.people.actor import Actor
from opora.people.kinds import PersonCreated
from opora.people.models import IdentityKind, Organization, Person
from opora.people.queries import organization_of_domain
from opora.people.refusal import Refusal
from opora.people.roles import Role
from opora.people.writing import one_line

NAME_LENGTH = 200


@one_act()
def create_person(
    *,
    actor: Actor,
    name: str,
    email: str = "",
    phone: str = "",
    role: str = Role.CUSTOMER,
    language: str = "",
    time_zone: str = "",
    organization: Organization | None = None,
    because: Cause | None = None,
) -> Person:
    """Adds a person with a mail address, a phone, both or neither; the organization may follow from the domain.

    Customers may be added by any staff, staff only by an administrator. Refuses an address that somebody has.
    """
    actor.require_staff() if role == Role.CUSTOMER else actor.require_administrator()
    if role not in Role.values:
        raise Refusal("bad_role", _("There is no such role."), "role")
    if role != Role.CUSTOMER and not email:
        raise Refusal("address_missing", _("Somebody who signs in needs a mail address."), "email")
    given = {IdentityKind.EMAIL: email, IdentityKind.PHONE: phone}
    given = {kind: normalised(kind, value) for kind, value in given.items() if value}
    for kind, normal in given.items():
        if owner_of(kind, normal) is not None:
            raise taken(kind)
    person = Person(
        email=given.get(IdentityKind.EMAIL),
        name=one_line(name, NAME_LENGTH),
        role=role,
        language=one_line(language, 8),
        time_zone=one_line(time_zone, 64),
        organization=organization or (organization_of_domain(email) if email else None),
        created_at=clock.now(),
    )
    person.set_unusable_password()
    person.save(force_insert=True)
    record(PersonCreated(person.pk, role), actor=actor, because=because)
    for kind, value in ((IdentityKind.EMAIL, email), (IdentityKind.PHONE, phone)):
        if value:
            attach(person, kind, value, actor, because, is_new=True)
    file_under(person, is_new=True)
    return person
