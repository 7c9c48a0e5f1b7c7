"""Answers that did not arrive, as the head of their ticket shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from opora.mail.models import OutgoingMail
from opora.mail.public import reason_in_words, suggest_address, unsettled
from opora.people.models import Identity, IdentityKind
from opora.tickets.models import Ticket


@dataclass(frozen=True)
class Undelivered:
    """A copy of an answer that did not arrive: to whom, why, what the server `said`, and where else it could go."""

    key: int
    message: int
    address: str
    reason: str
    said: str
    others: Sequence[str]
    is_staff: bool
    meant: str


def of(ticket: Ticket) -> list[Undelivered]:
    """What stands on top of the ticket; no query where nothing is amiss, else three."""
    if not ticket.has_undelivered:
        return []
    lost = unsettled(ticket.messages.filter(undelivered_at__isnull=False).values_list("pk", flat=True))
    known: dict[int, list[str]] = {}
    rows = Identity.objects.filter(
        person__in={mail.person_id for mail in lost}, kind=IdentityKind.EMAIL, undeliverable_at=None
    )
    for person, value in rows.values_list("person", "value"):
        known.setdefault(person, []).append(value)
    return [_shown(mail, known.get(mail.person_id or 0, [])) for mail in lost]


def _shown(mail: OutgoingMail, known: Sequence[str]) -> Undelivered:
    return Undelivered(
        key=mail.pk,
        message=mail.message_id or 0,
        address=mail.address,
        reason=reason_in_words(mail.reason),
        said=mail.failure,
        others=[address for address in known if address != mail.address],
        is_staff=mail.person is None or mail.person.is_staff,
        meant=suggest_address(mail.address) or mail.address,
    )
