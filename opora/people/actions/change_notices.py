"""The verb: say whether somebody wants notices and surveys."""

from opora.events.public import Cause, clock, one_act, record
from opora.people.actions.add_identity import require_for
from opora.people.actor import Actor
from opora.people.kinds import PersonChanged
from opora.people.models import Person


@one_act()
def change_notices(*, actor: Actor, person: Person, wanted: bool, because: Cause | None = None) -> Person:
    """Mails that nobody asked for (solved, how it went) go to this person or not; answers and confirmations always do.

    Everybody for themselves, staff for customers. The same again changes nothing.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    require_for(actor, person)
    before = person.notices_refused_at is None
    if before == wanted:
        return person
    person.notices_refused_at = None if wanted else clock.now()
    person.save(update_fields=["notices_refused_at"])
    record(PersonChanged(person.pk, "notices", before, wanted), actor=actor, because=because)
    return person
