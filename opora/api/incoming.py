"""Mails as they came in: held, failed, set aside; why each came where it came; deciding about them."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of, person_of, staff_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import Given, Id, Line, Moment, Number, Shown, Truth
from opora.events.public import one_act
from opora.mail import actions
from opora.mail.models import IncomingMail
from opora.mail.public import mails_for, read_raw, reason_in_words, traced
from opora.people.public import NotFound
from opora.tickets.public import obtain

router = Router(tags=["Incoming mail"])
StateName = Literal["kept", "done", "held", "ignored", "failed", "duplicate"]


class IncomingShown(Shown):
    """A mail as it came. `reason` says in a code why it is held, set aside or failed; `reason_words` in words."""

    id: int
    state: StateName
    reason: str
    reason_words: str
    mailbox: int | None
    mail_id: str = Field(description="Its Message-ID, without brackets.")
    from_email: str
    from_name: str
    subject: str
    snippet: str
    size: int
    ticket: int | None = Field(description="Where it is, or the ticket for which it is held.")
    message: int | None
    received_at: Moment


class IncomingTraced(IncomingShown):
    """A mail with how it was judged: threading rules tried, verdicts of authentication, repairs, the decision."""

    why: dict[str, Any]


class IncomingList(Shown):
    """A page of mails, oldest first."""

    items: list[IncomingShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class IncomingFilter(IdPaging):
    """What a list of mails is narrowed to."""

    state: StateName | None = None
    ticket: Number | None = None
    reason: Line | None = Field(None, description="Held, set aside or failed for this reason (a code).")
    from_email: Line | None = Field(None, description="From this address.")


class Decision(Given):
    """What to do with a held mail.

    join: let it into `ticket` (the one it was held for when left out), its sender as a collaborator unless
    `as_collaborator` is false. open: a ticket of its own, for `requester` when the mail names no sender. dismiss: set
    it aside. block: set it aside, and its sender's mail from now on. retry: as if it had just come.
    """

    decision: Literal["join", "open", "dismiss", "block", "retry"]
    ticket: Id | None = None
    as_collaborator: Truth = True
    requester: Id | None = None


@router.get("/incoming-mails", response=IncomingList)
def list_incoming_mails(request: HttpRequest, wanted: Query[IncomingFilter]) -> IncomingList:
    """Lists mails that came in.

    Those of tickets and departments that the one who asks may read. Staff only.
    """
    mails = mails_for(staff_of(request))
    if wanted.state is not None:
        mails = mails.filter(state=wanted.state)
    if wanted.ticket is not None:
        mails = mails.filter(ticket=wanted.ticket)
    if wanted.reason is not None:
        mails = mails.filter(reason=wanted.reason)
    if wanted.from_email is not None:
        mails = mails.filter(from_email=wanted.from_email.lower())
    found, following = by_id(mails, wanted)
    return IncomingList(items=[IncomingShown(**_values(row)) for row in found], next=following)


@router.get("/incoming-mails/{id}", response=IncomingTraced)
def get_incoming_mail(request: HttpRequest, id: Path[Number]) -> IncomingTraced:
    """Says what became of a mail, and why.

    Staff only.
    """
    return _shown(_permitted(request, id))


@router.get("/incoming-mails/{id}/source", openapi_extra={"x-binary": True})
def download_incoming_mail(request: HttpRequest, id: Path[Number]) -> HttpResponse:
    """Gets the raw source of a mail.

    Byte for byte as it came, to be saved as .eml. Staff only.
    """
    row = _permitted(request, id)
    if row.raw_purged_at is not None:
        raise NotFound("raw_purged", _("Its raw source has been purged, as the desk's settings say."))
    try:
        source = read_raw(row.digest)
    except OSError:
        raise NotFound("raw_gone", _("Its raw source is not in the mail folder any more.")) from None
    response = HttpResponse(source, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="mail-{row.pk}.eml"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@router.post("/incoming-mails/{id}/decision", response={200: IncomingTraced})
@repeatable(200)
def decide_incoming_mail(request: HttpRequest, id: Path[Number], body: Decision) -> IncomingTraced:
    """Decides about a held, failed or set aside mail."""
    _decide(request, _permitted(request, id), body)
    return _shown(IncomingMail.objects.get(pk=id))


def _decide(request: HttpRequest, mail: IncomingMail, body: Decision) -> None:
    actor = actor_of(request)
    if body.decision == "join":
        ticket = obtain(actor, body.ticket, "reply") if body.ticket else None
        actions.join_held(actor=actor, incoming=mail, ticket=ticket, as_collaborator=body.as_collaborator)
    elif body.decision == "open":
        requester = lookup.person(body.requester, "requester") if body.requester else None
        actions.open_from_held(actor=actor, incoming=mail, requester=requester)
    elif body.decision == "block":
        with one_act():
            actions.add_block_rule(actor=actor, sort="sender", value=mail.from_email, ticket=mail.ticket)
            actions.dismiss_held(actor=actor, incoming=mail)
    elif body.decision == "dismiss":
        actions.dismiss_held(actor=actor, incoming=mail)
    else:
        actions.try_again(actor=actor, incoming=mail)


def _permitted(request: HttpRequest, key: int) -> IncomingMail:
    staff_of(request)
    return lookup.one(mails_for(person_of(request)), key)


def _shown(row: IncomingMail) -> IncomingTraced:
    return IncomingTraced(**_values(row), why=dict(traced(row)))


def _values(row: IncomingMail) -> dict[str, Any]:
    same = (
        "state",
        "reason",
        "mail_id",
        "from_email",
        "from_name",
        "subject",
        "snippet",
        "size",
        "received_at",
    )
    links = {"mailbox": row.mailbox_id, "ticket": row.ticket_id, "message": row.message_id}
    words = reason_in_words(row.reason) if row.reason else ""
    return {"id": row.pk, "reason_words": words, **links, **{name: getattr(row, name) for name in same}}
