"""Mails on their way out: how far each has come, and sending again what did not arrive."""

from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of, staff_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import Email, Given, Moment, Number, Shown
from opora.mail.actions import confirm, correct_address, leave_undelivered, send_again, send_to
from opora.mail.models import OutgoingMail
from opora.mail.public import reason_in_words
from opora.tickets.models import Message
from opora.tickets.public import obtain, visible_to

router = Router(tags=["Outgoing mail"])
StateName = Literal["queued", "sending", "sent", "failed", "bounced"]


class OutgoingShown(Shown):
    """One copy of a mail, to one address. `reason` says in a code why it has not arrived; `reason_words` in words."""

    id: int
    state: StateName
    purpose: Literal["answer", "confirmation", "solved", "survey", "too_large", "letter", "trial"]
    reason: str
    reason_words: str
    ticket: int | None
    message: int | None
    person: int | None
    address: str
    mail_id: str = Field(description="Its Message-ID, without brackets.")
    attempts: int
    next_attempt_at: Moment | None
    created_at: Moment
    sent_at: Moment | None
    delayed_at: Moment | None = Field(description="Since when it is known to be late; null when it is not.")
    settled_at: Moment | None = Field(description="When somebody settled that it did not arrive.")


class OutgoingList(Shown):
    """A page of mails, oldest first."""

    items: list[OutgoingShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class OutgoingFilter(IdPaging):
    """What a list of mails is narrowed to."""

    state: StateName | None = None
    ticket: Number | None = None
    message: Number | None = None


@router.get("/outgoing-mails", response=OutgoingList)
def list_outgoing_mails(request: HttpRequest, wanted: Query[OutgoingFilter]) -> OutgoingList:
    """Lists mails on their way out.

    Of tickets that the one who asks may read. Staff only.
    """
    mails = _visible(request)
    for name in ("state", "ticket", "message"):
        if (value := getattr(wanted, name)) is not None:
            mails = mails.filter(**{name: value})
    found, following = by_id(mails, wanted)
    return OutgoingList(items=[_shown(row) for row in found], next=following)


@router.get("/outgoing-mails/{id}", response=OutgoingShown)
def get_outgoing_mail(request: HttpRequest, id: Path[Number]) -> OutgoingShown:
    """Says how far a mail has come.

    Staff only.
    """
    return _shown(lookup.one(_visible(request), id))


@router.post("/outgoing-mails/{id}/send-again", response={200: OutgoingShown})
@repeatable(200)
def send_mail_again(request: HttpRequest, id: Path[Number]) -> OutgoingShown:
    """Sends a mail again that failed or came back.

    To the person's primary address of today. One that is on its way already stays as it is.
    """
    return _shown(send_again(actor=actor_of(request), outgoing=lookup.one(_visible(request), id)))


class OtherAddress(Given):
    """A mail address of the same person."""

    address: Email


@router.post("/outgoing-mails/{id}/send-to", response={200: OutgoingShown})
@repeatable(200)
def send_mail_to(request: HttpRequest, id: Path[Number], body: OtherAddress) -> OutgoingShown:
    """Sends a mail that did not arrive to another address of its reader.

    The same letter with the same Message-ID; the answer is the new mail. The address must be the person's already.
    """
    mail = lookup.one(_visible(request), id)
    return _shown(send_to(actor=actor_of(request), outgoing=mail, address=body.address))


@router.post("/outgoing-mails/{id}/correct-address", response={200: OutgoingShown})
@repeatable(200)
def correct_mail_address(request: HttpRequest, id: Path[Number], body: OtherAddress) -> OutgoingShown:
    """Corrects the address that a mail did not reach, and sends it there.

    The new address becomes its reader's first one; the old one stays theirs, flagged.
    """
    mail = lookup.one(_visible(request), id)
    return _shown(correct_address(actor=actor_of(request), outgoing=mail, address=body.address))


@router.post("/tickets/{number}/messages/{message}/leave-undelivered", response={204: None})
def leave_message_undelivered(request: HttpRequest, number: Path[Number], message: Path[Number]) -> None:
    """Settles that an answer did not arrive, without doing anything about it.

    Nothing to settle: nothing happens.
    """
    ticket = obtain(actor_of(request), number, "reply")
    row = lookup.one(Message.objects.filter(ticket=ticket), message)
    leave_undelivered(actor=actor_of(request), message=row)


@router.post("/tickets/{number}/confirm", response={204: None})
def confirm_ticket(request: HttpRequest, number: Path[Number]) -> None:
    """Tells the customer that their request has arrived.

    Where nobody did by itself: for what an agent wrote down. Once for each request.
    """
    actor = actor_of(request)
    confirm(actor=actor, ticket=obtain(actor, number, "reply"))


def _visible(request: HttpRequest) -> QuerySet[OutgoingMail]:
    person = staff_of(request)
    seen = visible_to(person).values("pk")
    return OutgoingMail.objects.filter(Q(ticket__in=seen) | Q(message__ticket__in=seen))


def _shown(row: OutgoingMail) -> OutgoingShown:
    same = (
        "state",
        "purpose",
        "reason",
        "address",
        "mail_id",
        "attempts",
        "next_attempt_at",
        "created_at",
        "sent_at",
        "delayed_at",
        "settled_at",
    )
    values: dict[str, Any] = {name: getattr(row, name) for name in same}
    links: dict[str, Any] = {"ticket": row.ticket_id, "message": row.message_id, "person": row.person_id}
    words = reason_in_words(row.reason) if row.reason else ""
    return OutgoingShown(**values, **links, id=row.pk, reason_words=words)
