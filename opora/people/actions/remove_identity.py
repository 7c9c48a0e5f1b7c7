"""The verb: take an address away from a person."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, one_act, record
from opora.people.actions.add_identity import require_for
from opora.people.actions.file_under import file_under
from opora.people.actor import Actor
from opora.people.kinds import IdentityRemoved
from opora.people.models import Identity, IdentityKind, Person
from opora.people.refusal import Refusal
from opora.people.sign_in_addresses import follow


@one_act()
def remove_identity(*, actor: Actor, identity: Identity, because: Cause | None = None) -> None:
    """Removes an address; if it was the primary one, the next of its kind becomes that. Gone already: nothing."""
    person = Person.objects.select_for_update().get(pk=identity.person_id)
    require_for(actor, person, scope="admin")
    row = Identity.objects.filter(pk=identity.pk).first()
    if row is None:
        return
    row_id, kind = row.pk, row.kind
    if person.is_staff and row.value == person.email and not _others(row).exists():
        raise Refusal("address_missing", _("Somebody who signs in needs a mail address."), "email")
    row.delete()
    file_under(person)
    heir = _others(row).first()
    if row.is_primary and heir:
        heir.is_primary = True
        heir.save(update_fields=["is_primary"])
    if row.is_primary and kind == IdentityKind.EMAIL:
        person.email = heir.value if heir else None
        person.save(update_fields=["email"])
    if person.is_staff:
        follow(person)
    record(IdentityRemoved(person.pk, row_id, kind), actor=actor, because=because)


def _others(row: Identity) -> QuerySet[Identity]:
    return Identity.objects.filter(person=row.person_id, kind=row.kind).exclude(pk=row.pk).order_by("id")
