"""The verb: say which of a person's addresses of a kind is the first one."""

from opora.events.public import Cause, one_act, record
from opora.people.actions.add_identity import require_for
from opora.people.actor import Actor
from opora.people.kinds import IdentityMadePrimary
from opora.people.models import Identity, IdentityKind, Person
from opora.people.sign_in_addresses import follow


@one_act()
def make_primary(*, actor: Actor, identity: Identity, because: Cause | None = None) -> Identity:
    """From now on answers go to this address. For staff it is the one they sign in with: a token needs “admin”."""
    person = Person.objects.select_for_update().get(pk=identity.person_id)
    require_for(actor, person, scope="admin")
    actor.require_staff()
    row = Identity.objects.get(pk=identity.pk)
    if row.is_primary:
        return row
    Identity.objects.filter(person=person, kind=row.kind, is_primary=True).update(is_primary=False)
    row.is_primary = True
    row.save(update_fields=["is_primary"])
    if row.kind == IdentityKind.EMAIL:
        person.email = row.value
        person.save(update_fields=["email"])
    if person.is_staff:
        follow(person)
    record(IdentityMadePrimary(person.pk, row.pk, row.kind), actor=actor, because=because)
    return row
