"""The reader “undelivered”: follows what did not arrive, and whose mail shows that their address works after all."""

from collections.abc import Sequence
from typing import ClassVar

from opora.events.models import Event
from opora.events.public import Cause, Reader
from opora.mail.models import IncomingMail, OutgoingMail
from opora.mail.undelivered.noting import LOST, lost
from opora.people.actions import note_deliverability
from opora.people.models import Identity, IdentityKind
from opora.people.public import Actor
from opora.tickets.models import AuthorRole, Channel

FAILURES = frozenset({"mail.not_delivered", "mail.bounced"})


class Undelivered(Reader):
    """Calls verbs; cannot be rebuilt, because people have settled since what it once noted."""

    name: ClassVar[str] = "undelivered"
    kinds: ClassVar[frozenset[str] | None] = FAILURES | {"message.posted"}

    def follow(self, events: Sequence[Event]) -> None:
        """Notes failures that still stand; takes the flag from addresses that people have written from."""
        failures = {event.data["outgoing"]: event for event in events if event.kind in FAILURES}
        mails = OutgoingMail.objects.filter(pk__in=failures, state__in=LOST).select_related(
            "message", "person"
        )
        for mail in mails.order_by("id"):
            event = failures[mail.pk]
            lost(mail, is_final=event.kind == "mail.not_delivered" or event.data.get("sort") == "hard")
        written = [event for event in events if event.kind == "message.posted" and _came_by_mail(event)]
        if written:
            _writes_again([event.data["message"] for event in written])


def _came_by_mail(event: Event) -> bool:
    said = event.data
    return bool(said.get("role") == AuthorRole.CUSTOMER and said.get("channel") == Channel.MAIL)


def _writes_again(messages: Sequence[int]) -> None:
    """Whoever sends a mail from an address most likely reads there too."""
    mails = IncomingMail.objects.filter(message__in=messages).exclude(from_email="")
    came = dict(mails.values_list("from_email", "pk"))
    flags = Identity.objects.filter(
        kind=IdentityKind.EMAIL, value__in=list(came), undeliverable_at__isnull=False
    )
    for identity in flags:
        because = Cause("mail", came[identity.value])
        note_deliverability(actor=Actor.system(), identity=identity, reason="", because=because)
