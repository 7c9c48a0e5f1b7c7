"""What a new ticket brings, and handing it to the verb."""

from typing import Any

from pydantic import Field

from opora.api.parts import lookup
from opora.api.parts.enclosing import NewAttachment, UploadId, files_of
from opora.api.parts.shapes import PriorityName, TypeName
from opora.api.protocol.values import Email, Given, Id, Language, Line, LongText, Subject, Truth
from opora.desk.models import Priority
from opora.events.public import one_act
from opora.people.models import Person
from opora.people.public import Actor, NotAllowed
from opora.tickets import actions
from opora.tickets.models import Ticket
from opora.tickets.public import Words

STAFF_ONLY = {"requester", "department", "priority", "type", "tags", "collaborators", "from_desk"}


class PersonNamed(Given):
    """A person by `id`, or by `email` (with a `name` in case nobody has that address yet)."""

    id: Id | None = None
    email: Email | None = None
    name: Line = ""


class NewTicket(Given):
    """A ticket to open. Text or HTML or a file is needed. Of these, customers say only what a form would ask."""

    subject: Subject
    text: LongText = Field("", description="The message as plain text; with HTML alone it is made from that.")
    html: LongText = Field("", description="The message as HTML; what could do harm is taken out.")
    requester: PersonNamed | None = Field(
        None, description="Whose ticket it is; yours when left out. Staff only."
    )
    department: Id | None = None
    topic: Id | None = None
    priority: PriorityName | None = None
    type: TypeName | None = None
    tags: list[Line] = Field([], max_length=50)
    fields: dict[str, Any] = Field({}, description="Values of the topic's custom fields, by name.")
    language: Language = ""
    collaborators: list[PersonNamed] = Field([], max_length=50)
    from_desk: Truth = Field(
        False, description="The message is the agent's own, and goes out to the requester."
    )
    attachments: list[NewAttachment] = Field([], max_length=50)
    uploads: list[UploadId] = Field(
        [], max_length=50, description="Files sent to /api/v1/attachments before."
    )


def open_for(actor: Actor, body: NewTicket) -> Ticket:
    """Opens the ticket that the body describes. Persons it adds and the ticket come together or not at all."""
    assert actor.person is not None
    if not actor.is_staff and (beyond := STAFF_ONLY & body.model_fields_set):
        raise NotAllowed("not_allowed", NotAllowed.for_role().message, min(beyond))
    with one_act():
        return actions.open_ticket(
            actor=actor,
            requester=_requester(actor, body) or actor.person,
            subject=body.subject,
            words=Words(
                text=body.text, html=body.html, files=files_of(actor, body.attachments, body.uploads)
            ),
            channel="api",
            department=lookup.department(body.department) if body.department else None,
            topic=lookup.topic(body.topic, actor) if body.topic else None,
            priority=Priority[body.priority.upper()] if body.priority else None,
            type=body.type,
            tags=body.tags,
            fields=body.fields,
            language=body.language,
            collaborators=[
                _named(actor, row, f"collaborators.{place}") for place, row in enumerate(body.collaborators)
            ],
            from_desk=body.from_desk,
        )


def _requester(actor: Actor, body: NewTicket) -> Person | None:
    return _named(actor, body.requester, "requester") if body.requester else None


def _named(actor: Actor, row: PersonNamed, field: str) -> Person:
    return lookup.somebody(actor, row.id, row.email, row.name, field)
