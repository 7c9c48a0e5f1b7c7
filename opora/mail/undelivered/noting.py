"""What an answer that did not arrive does to its ticket and to the address, and what undoes that."""

from collections.abc import Iterable

from opora.events.public import Cause
from opora.mail.models import OutgoingMail, OutgoingState, Purpose
from opora.people.actions import note_deliverability
from opora.people.models import Identity, IdentityKind
from opora.people.public import Actor
from opora.tickets.actions import note_undelivered, settle_undelivered
from opora.tickets.models import Message

LOST = (OutgoingState.FAILED, OutgoingState.BOUNCED)
# For these the address is at fault, and the next mail to it would fare no better. (Not the mail, nor we ourselves.)
OF_ADDRESS = frozenset(
    {"recipient_refused", "domain_refused", "mailbox_disabled", "mailbox_full", "bounced_hard"}
)


def lost(mail: OutgoingMail, *, is_final: bool) -> None:
    """The mail will not arrive: its ticket says so, and if it `is_final` and the address is at fault, it is flagged."""
    because, system = Cause("undelivered", mail.pk), Actor.system()
    if mail.message is not None and mail.purpose == Purpose.ANSWER and mail.settled_at is None:
        note_undelivered(actor=system, message=mail.message, because=because)
    if is_final and mail.reason in OF_ADDRESS:
        identity = identity_of(mail)
        if identity is not None:
            note_deliverability(actor=system, identity=identity, reason=mail.reason, because=because)


def identity_of(mail: OutgoingMail) -> Identity | None:
    """The address as its reader's, if it still is theirs."""
    found = Identity.objects.filter(kind=IdentityKind.EMAIL, value=mail.address, person=mail.person_id)
    return found.first()


def unsettled(messages: Iterable[int]) -> list[OutgoingMail]:
    """Copies of these messages that did not arrive and that nobody has settled, oldest first."""
    rows = OutgoingMail.objects.filter(
        message__in=list(messages), state__in=LOST, purpose=Purpose.ANSWER, settled_at=None
    )
    return list(rows.select_related("person", "message").order_by("id"))


def settle_if_over(actor: Actor, message: Message | None, because: Cause | None = None) -> None:
    """The ticket says no more that the message did not arrive, once no copy of it is left of which that is true."""
    if message is not None and not unsettled([message.pk]):
        settle_undelivered(actor=actor, message=message, because=because)


def flagged(addresses: Iterable[str]) -> set[str]:
    """Those of these mail addresses (lower case) that take no mail, as far as is known; one query."""
    found = Identity.objects.filter(
        kind=IdentityKind.EMAIL, value__in=list(addresses), undeliverable_at__isnull=False
    )
    return set(found.values_list("value", flat=True))
