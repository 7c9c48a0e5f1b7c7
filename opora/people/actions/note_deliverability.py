"""The verb: note that mail to an address does not arrive, or does again."""

from opora.events.public import Cause, clock, one_act, record
from opora.people.actor import Actor
from opora.people.kinds import AddressFailed, AddressWorks
from opora.people.models import Identity


@one_act()
def note_deliverability(
    *, actor: Actor, identity: Identity, reason: str, because: Cause | None = None
) -> Identity:
    """Flags a mail address with the reason (a code of the mail room) for which mail to it fails; "": no flag any more.

    Staff only. Automatic mails are not sent to flagged addresses; answers are, and whoever writes one is told.
    """
    actor.require_staff()
    row = Identity.objects.select_for_update().get(pk=identity.pk)
    if row.undeliverable_reason == reason and (row.undeliverable_at is None) == (not reason):
        return row
    row.undeliverable_reason, row.undeliverable_at = reason[:40], clock.now() if reason else None
    row.save(update_fields=["undeliverable_reason", "undeliverable_at"])
    happening = (
        AddressFailed(row.person_id, row.pk, reason) if reason else AddressWorks(row.person_id, row.pk)
    )
    record(happening, actor=actor, because=because)
    return row
