"""The verb: try again to take a mail in."""

from django.db import transaction

from opora.events.public import Cause, clock
from opora.mail import deciding
from opora.mail.models import IncomingMail, IncomingState
from opora.mail.receiving.receive import arrived
from opora.people.public import Actor


@transaction.atomic
def try_again(*, actor: Actor, incoming: IncomingMail, because: Cause | None = None) -> IncomingMail:
    """Puts a failed, held or set aside mail back to the beginning, as if it had just come; the intake takes it at once.

    For when what was wrong is mended. Needs the right to reply on its ticket or in its department.
    """
    row = IncomingMail.objects.select_for_update().get(pk=incoming.pk)
    if row.state == IncomingState.KEPT:
        return row
    row = deciding.undecided(actor, incoming)
    row.state, row.attempts, row.next_attempt_at, row.reason = IncomingState.KEPT, 0, clock.now(), ""
    row.save(update_fields=["state", "attempts", "next_attempt_at", "reason"])
    transaction.on_commit(arrived.set)
    return row
