"""Messages of a ticket: replies and notes."""

from collections.abc import Sequence
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.attachments import AttachmentShown, shown
from opora.api.parts import lookup, shapes
from opora.api.parts.enclosing import NewAttachment, UploadId, files_of
from opora.api.parts.shapes import ChannelName, StatusName
from opora.api.protocol.cursors import TimePaging, by_time
from opora.api.protocol.door import actor_of, person_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import Given, LongText, Moment, Number, Shown
from opora.mail.actions import take_back
from opora.mail.public import Delivery, deliveries_of, remote_pictures
from opora.people.models import Person
from opora.people.public import Actor, NotAllowed
from opora.tickets import actions
from opora.tickets.models import Message, Ticket
from opora.tickets.public import LONGEST_UNDO, Words, messages_for, obtain

router = Router(tags=["Messages"])


class DeliveryShown(Shown):
    """How far an answer has come by mail: the worst of its copies; `problem` in words, empty when there is none."""

    state: Literal["queued", "sending", "sent", "failed", "bounced"]
    problem: str


class MessageShown(Shown):
    """A message. `visible` is `text` without quoted history and signature."""

    id: int
    ticket: int
    kind: Literal["public", "note", "customer_note"]
    author: shapes.Somebody | None
    author_role: Literal["customer", "agent", "rule", "system", "import"]
    channel: ChannelName
    text: str
    visible: str
    html: str = Field(
        description="Sanitised, or empty; pictures are cid: links to `content_id` of attachments. Pictures from "
        "elsewhere are not loaded: their address stands in data-src, and asking for it tells its owner who reads."
    )
    has_remote_pictures: bool
    language: str
    remarks: list[dict[str, Any]] = Field(
        description="What happened on its way in, such as a file too large to keep."
    )
    attachments: list[AttachmentShown]
    delivery: DeliveryShown | None = Field(description="null when it goes nowhere by mail. Staff only.")
    at: Moment
    leaves_at: Moment | None = Field(
        description="Until then it can be taken back and customers do not see it; null: it left at once. Staff only."
    )


class DraftShown(Shown):
    """What was taken back: a draft of its author, for writing it anew."""

    ticket: int
    author: int
    text: str
    html: str
    status: str = Field(description="What was to become of the ticket with it; empty: nothing.")
    files: list[str] = Field(description="Names of the files that were with it.")


class Messages(Shown):
    """A page of messages, oldest first."""

    items: list[MessageShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class NewMessage(Given):
    """A reply, which goes out to the customer's side, or a note, which stays on one's own side."""

    kind: Literal["reply", "note"] = "reply"
    text: LongText = ""
    html: LongText = ""
    then: StatusName | None = Field(None, description="The status to set with a reply. Staff only.")
    leaves_in: int = Field(
        0,
        ge=0,
        le=LONGEST_UNDO,
        description="Seconds in which a reply can be taken back; then it leaves. Staff only.",
    )
    attachments: list[NewAttachment] = Field([], max_length=50)
    uploads: list[UploadId] = Field(
        [], max_length=50, description="Files sent to /api/v1/attachments before."
    )


@router.get("/tickets/{number}/messages", response=Messages)
def list_messages(request: HttpRequest, number: Path[Number], paging: Query[TimePaging]) -> Messages:
    """Lists the messages of a ticket.

    Oldest first, those that the one who asks may read: staff no customer-side notes, customers no staff notes.
    """
    person = person_of(request)
    rows = messages_for(person, obtain(actor_of(request), number))
    found, following = by_time(
        rows.select_related("author").prefetch_related("attachments__blob"), "at", paging
    )
    return Messages(items=messages(found, person), next=following)


@router.post("/tickets/{number}/messages", response={201: MessageShown})
@repeatable(201)
def post_message(request: HttpRequest, number: Path[Number], body: NewMessage) -> MessageShown:
    """Writes a reply or a note.

    A reply to a merged ticket goes to the one it was merged into; a customer's to a closed one opens a follow-up.
    `ticket` in the answer says where it is.
    """
    actor = actor_of(request)
    ticket = obtain(actor, number, _verb(actor, body))
    return messages([_posted(actor, ticket, body)], person_of(request))[0]


@router.post("/tickets/{number}/messages/{message}/take-back", response={200: DraftShown})
@repeatable(200)
def take_message_back(request: HttpRequest, number: Path[Number], message: Path[Number]) -> DraftShown:
    """Takes a reply back before it leaves.

    For its author and whoever manages the department. 409 when a copy has left or is leaving.
    """
    actor = actor_of(request)
    row = lookup.one(Message.objects.filter(ticket=obtain(actor, number, "reply")), message)
    draft = take_back(actor=actor, message=row)
    return DraftShown(
        ticket=draft.ticket_id,
        author=draft.author_id,
        text=draft.text,
        html=draft.html,
        status=draft.status,
        files=[file.name for file in draft.files.order_by("id")],
    )


def _verb(actor: Actor, body: NewMessage) -> str:
    if body.kind == "reply":
        return "reply"
    return "note" if actor.is_staff else "customer_note"


def _posted(actor: Actor, ticket: Ticket, body: NewMessage) -> Message:
    words = Words(text=body.text, html=body.html, files=files_of(actor, body.attachments, body.uploads))
    if body.then is not None and (body.kind == "note" or not actor.is_staff):
        raise NotAllowed("not_allowed", NotAllowed.for_role().message, "then")
    if body.kind == "note":
        return actions.add_note(actor=actor, ticket=ticket, words=words, channel="api")
    waits = body.leaves_in if actor.is_staff else 0
    return actions.reply(
        actor=actor, ticket=ticket, words=words, channel="api", then=body.then, leaves_in=waits
    )


def messages(rows: Sequence[Message], viewer: Person) -> list[MessageShown]:
    """Messages as answers have them."""
    deliveries = deliveries_of(rows) if viewer.is_staff else {}
    return [_message(row, viewer, deliveries.get(row.pk)) for row in rows]


def _message(row: Message, viewer: Person, delivery: Delivery | None) -> MessageShown:
    same = ("kind", "author_role", "channel", "text", "visible", "html", "language", "remarks", "at")
    values: dict[str, Any] = {name: getattr(row, name) for name in same}
    return MessageShown(
        **values,
        has_remote_pictures=any(not one.is_tracker for one in remote_pictures(row.html)),
        id=row.pk,
        ticket=row.ticket_id,
        author=shapes.somebody(row.author, viewer) if row.author else None,
        attachments=[shown(file) for file in row.attachments.all()],
        leaves_at=row.leaves_at if viewer.is_staff else None,
        delivery=DeliveryShown.model_validate(delivery, from_attributes=True) if delivery else None,
    )
