"""Putting a message on a ticket: what opening, replying and noting share."""

from opora.events.models import Audience
from opora.events.public import clock
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets import files, summary
from opora.tickets.kinds import MessagePosted
from opora.tickets.models import AuthorRole, Message, MessageKind, Ticket
from opora.tickets.words import Words

AUDIENCES = {
    MessageKind.PUBLIC: Audience.PUBLIC,
    MessageKind.NOTE: Audience.STAFF,
    MessageKind.CUSTOMER_NOTE: Audience.CUSTOMER_SIDE,
}


def role_of(actor: Actor, author: Person | None) -> AuthorRole:
    """What the author is at this moment."""
    if author is not None:
        return AuthorRole.AGENT if author.is_staff else AuthorRole.CUSTOMER
    return AuthorRole.RULE if actor.kind == "rule" else AuthorRole.SYSTEM


def put(
    ticket: Ticket,
    words: Words,
    *,
    kind: MessageKind,
    author: Person | None,
    role: AuthorRole,
    channel: str,
    thread: int | None = None,
    submission: str | None = None,
) -> tuple[Message, MessagePosted, tuple[str, ...]]:
    """Writes the message and its files; returns them with the event to record and the ticket columns to save."""
    kept, too_large = files.sort_out(list(words.files))
    message = Message(
        ticket=ticket,
        thread=thread or ticket.pk,
        kind=kind,
        author=author,
        author_role=role,
        channel=channel,
        text=words.text,
        visible=words.visible,
        html=words.html,
        language=words.language,
        remarks=[*words.remarks, *(file.remark() for file in too_large)],
        submission=submission,
        at=clock.now(),
    )
    message.save(force_insert=True)
    for file in kept:
        files.attach(message, file)
    happening = MessagePosted(message.pk, str(kind), str(role), channel, len(kept))
    return message, happening, summary.take_in(ticket, message, len(kept))
