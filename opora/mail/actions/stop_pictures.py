"""The verb: show the pictures of a sender only when somebody asks."""

from django.db import transaction

from opora.events.public import Cause, record
from opora.mail.models import PictureSender
from opora.mail.pictures.kinds import PicturesStopped
from opora.people.public import Actor
from opora.tickets.public import obtain


@transaction.atomic
def stop_pictures(
    *, actor: Actor, address: str, ticket: int | None = None, because: Cause | None = None
) -> None:
    """Takes back `allow_pictures`. Needs the right to reply on the ticket; without one, to be staff.

    Stopping what is not allowed changes nothing.
    """
    actor.require_staff()
    if ticket is not None and actor.person is not None:
        obtain(actor, ticket, "reply")
    row = PictureSender.objects.select_for_update().filter(address=address.strip().lower()).first()
    if row is None:
        return
    row.delete()
    record(PicturesStopped(row.address), actor=actor, ticket=ticket, because=because)
