"""The verb: set a held mail aside."""

from django.db import transaction

from opora.events.public import Cause
from opora.mail import deciding
from opora.mail.models import IncomingMail, IncomingState
from opora.people.public import Actor


@transaction.atomic
def dismiss_held(*, actor: Actor, incoming: IncomingMail, because: Cause | None = None) -> IncomingMail:
    """Nothing has to be done about this mail. It stays, set aside, and can still be joined or opened later.

    Needs the right to reply on its ticket or in its department. Dismissing it again changes nothing.
    """
    row = deciding.undecided(actor, incoming)
    if row.state == IncomingState.IGNORED:
        return row
    return deciding.decide(row, None, actor, "dismissed", state=IncomingState.IGNORED, because=because)
