"""The verb: always show the pictures of a sender."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, clock, record
from opora.mail.models import PictureSender
from opora.mail.pictures.kinds import PicturesAllowed
from opora.people.public import Actor, Refusal
from opora.tickets.public import obtain


@transaction.atomic
def allow_pictures(
    *, actor: Actor, address: str, ticket: int | None = None, because: Cause | None = None
) -> PictureSender:
    """From now on pictures in mails from this address are fetched (through us) without anybody asking, for all staff.

    `ticket`: the one whose mail brought somebody to it; the event is told there and can be undone there. Needs the
    right to reply on it; without one, to be staff. Allowing it again changes nothing.
    """
    actor.require_staff()
    if ticket is not None and actor.person is not None:
        obtain(actor, ticket, "reply")
    value = address.strip().lower()
    if "@" not in value or len(value) > 254:
        raise Refusal("bad_address", _("This is no mail address."), "address")
    row, is_new = PictureSender.objects.select_for_update().get_or_create(
        address=value, defaults={"person_id": actor.id if actor.person else None, "at": clock.now()}
    )
    if is_new:
        record(PicturesAllowed(value), actor=actor, ticket=ticket, because=because)
    return row
