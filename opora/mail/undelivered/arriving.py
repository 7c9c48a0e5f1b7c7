"""Addresses that work again: an answer left for them after they were flagged, and no report came back."""

from datetime import timedelta

from django.db.models import Exists, OuterRef

from opora.events.public import Cause, clock
from opora.mail.models import OutgoingMail, OutgoingState
from opora.people.actions import note_deliverability
from opora.people.models import Identity, IdentityKind
from opora.people.public import Actor

# Reports of undelivered mail come within minutes as a rule; after so long silence means that it arrived.
PATIENCE = timedelta(hours=6)
AT_ONCE = 200


def clear_arrived() -> int:
    """Takes the flag from addresses to which a later mail was delivered; how many there were."""
    later = OutgoingMail.objects.filter(
        address=OuterRef("value"),
        state=OutgoingState.SENT,
        reason="",
        sent_at__gt=OuterRef("undeliverable_at"),
        sent_at__lt=clock.now() - PATIENCE,
    )
    flags = Identity.objects.filter(kind=IdentityKind.EMAIL, undeliverable_at__lt=clock.now() - PATIENCE)
    found = list(flags.filter(Exists(later)).order_by("id")[:AT_ONCE])
    for identity in found:
        because = Cause("delivered")
        note_deliverability(actor=Actor.system(), identity=identity, reason="", because=because)
    return len(found)
