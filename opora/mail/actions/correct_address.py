"""The verb: correct the address that an answer did not reach, and send it there."""

from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, one_act
from opora.mail.actions.send_to import send_to
from opora.mail.models import OutgoingMail
from opora.mail.undelivered.settling import lost_row
from opora.people.actions import add_identity, make_primary
from opora.people.public import Actor, Refusal


@one_act()
def correct_address(
    *, actor: Actor, outgoing: OutgoingMail, address: str, because: Cause | None = None
) -> OutgoingMail:
    """Gives the reader this mail address as their first one and sends them the answer there; one act.

    The wrong one stays theirs, flagged: mails from it still find their person. Needs the right to reply. Refuses an
    address that somebody else has, and members of staff, whose address is what they sign in with.
    """
    row, _message = lost_row(actor, outgoing)
    if row.person is None:
        raise Refusal("no_person", _("It is not known any more whose address this was."), "address")
    if row.person.is_staff:
        raise Refusal(
            "is_staff", _("This is a colleague: an administrator changes their address."), "address"
        )
    identity = add_identity(actor=actor, person=row.person, kind="email", value=address, because=because)
    make_primary(actor=actor, identity=identity, because=because)
    return send_to(actor=actor, outgoing=row, address=identity.value, because=because)
