"""The verb: send an answer that did not arrive to another address of the same person."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, clock, one_act, record
from opora.mail.models import OutgoingMail, OutgoingState
from opora.mail.sending.queueing import once
from opora.mail.sending.waking import wake
from opora.mail.undelivered.kinds import SentElsewhere
from opora.mail.undelivered.noting import LOST, settle_if_over
from opora.mail.undelivered.settling import lost_row
from opora.people.models import Identity, IdentityKind
from opora.people.public import Actor, Refusal, addresses


@one_act()
def send_to(
    *, actor: Actor, outgoing: OutgoingMail, address: str, because: Cause | None = None
) -> OutgoingMail:
    """Sends a copy to another known mail address of its reader and settles the failure; returns the new mail.

    It is the same letter with the same Message-ID: answers to either find their way, and a mail program that got both
    shows one. Needs the right to reply. Refuses addresses that are not the person's: add them to the person first.
    """
    row, message = lost_row(actor, outgoing)
    wanted = addresses.email(address)
    mine = Identity.objects.filter(kind=IdentityKind.EMAIL, value=wanted, person=row.person_id)
    if row.person_id is None or not mine.exists():
        raise Refusal(
            "not_theirs", _("This is not an address of that person. Add it to them first."), "address"
        )
    if wanted == row.address:
        raise Refusal("same_address", _("It did not arrive there. Choose another address."), "address")
    fresh = _copy(row, message.pk, wanted)
    OutgoingMail.objects.filter(pk=row.pk).update(settled_at=clock.now())
    record(
        SentElsewhere(row.pk, fresh.pk, row.person_id), actor=actor, ticket=message.ticket_id, because=because
    )
    settle_if_over(actor, message, because)
    transaction.on_commit(wake)
    return fresh


def _copy(row: OutgoingMail, message: int, address: str) -> OutgoingMail:
    """The same letter to another address; one that was sent there before and failed is tried again."""
    values = {
        "purpose": row.purpose,
        "ticket": row.ticket,
        "message": row.message,
        "mailbox": row.mailbox,
        "person": row.person,
        "address": address,
        "to": _readdressed(row.to, row.address, address),
        "cc": _readdressed(row.cc, row.address, address),
        "details": row.details,
        "mail_id": row.mail_id,
        "language": row.language,
        "created_at": clock.now(),
        "next_attempt_at": clock.now(),
    }
    fresh, is_new = OutgoingMail.objects.get_or_create(
        once=once(row.purpose, message, address), defaults=values
    )
    if not is_new and fresh.state in LOST:
        again = {
            "state": OutgoingState.QUEUED,
            "attempts": 0,
            "reason": "",
            "failure": "",
            "settled_at": None,
        }
        OutgoingMail.objects.filter(pk=fresh.pk).update(**again, next_attempt_at=clock.now())
        fresh.refresh_from_db()
    return fresh


def _readdressed(people: list[list[str]], before: str, after: str) -> list[list[str]]:
    return [[name, after if address == before else address] for name, address in people]
