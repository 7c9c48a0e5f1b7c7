"""The verb: change what somebody is to the desk."""

from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, one_act, record
from opora.people.actions.change_person import require_another_administrator
from opora.people.actor import Actor
from opora.people.kinds import RoleChanged
from opora.people.models import Person
from opora.people.refusal import Refusal
from opora.people.roles import Role
from opora.people.sign_in_addresses import follow


@one_act()
def change_role(*, actor: Actor, person: Person, role: str, because: Cause | None = None) -> Person:
    """Makes somebody customer, agent, supervisor or administrator. Administrators only; the last one stays one."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    actor.require_administrator()
    if role not in Role.values:
        raise Refusal("bad_role", _("There is no such role."), "role")
    if role == person.role:
        return person
    if role != Role.CUSTOMER and not person.email:
        raise Refusal("address_missing", _("Somebody who signs in needs a mail address."), "email")
    require_another_administrator(person, "role")
    before, person.role = person.role, role
    person.save(update_fields=["role"])
    follow(person)
    record(RoleChanged(person.pk, before, role), actor=actor, because=because)
    return person
