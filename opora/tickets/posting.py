"""Putting a message on a ticket: what opening, replying and noting share."""

import hashlib
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from opora.conf.prepared import Prepared
from opora.events.models import Audience
from opora.events.public import clock
from opora.people.models import Person
from opora.people.public import Actor, Conflict
from opora.tickets import access, summary
from opora.tickets.content import files
from opora.tickets.content.words import Words
from opora.tickets.kinds import MessagePosted
from opora.tickets.models import AuthorRole, Message, MessageKind, Ticket
from opora.tickets.settings import LONGEST_UNDO

AUDIENCES = {
    MessageKind.PUBLIC: Audience.PUBLIC,
    MessageKind.NOTE: Audience.STAFF,
    MessageKind.CUSTOMER_NOTE: Audience.CUSTOMER_SIDE,
}

_sent_as = Prepared(lambda submission: Message.objects.filter(submission=submission).select_related("ticket"))


def role_of(actor: Actor, author: Person | None) -> AuthorRole:
    """What the author is at this moment."""
    if author is not None:
        return AuthorRole.AGENT if author.is_staff else AuthorRole.CUSTOMER
    return AuthorRole.RULE if actor.kind == "rule" else AuthorRole.SYSTEM


class FirstTime(str):
    """A submission that is certainly made for the first time: it is kept, but not looked for."""


def submitted(actor: Actor, submission: str | None) -> Message | None:
    """What the same submission gave the first time. Raises Conflict when somebody else used its key."""
    if not submission or isinstance(submission, FirstTime):
        return None
    known = _sent_as(_short(submission))
    if not known:
        return None
    found = known[0]
    readable = access.messages_for(actor.person, found.ticket).filter(pk=found.pk).exists()
    if not readable or not access.may(actor, found.ticket, "see"):
        raise Conflict("submission_used", _("This was sent already, by somebody else. Write it anew."))
    return found


def _short(submission: str) -> str:
    """Keys longer than the column are told apart by their digest."""
    return submission if len(submission) <= 100 else hashlib.sha256(submission.encode()).hexdigest()


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
    leaves_in: int = 0,
) -> tuple[Message, MessagePosted, tuple[str, ...]]:
    """Writes the message and its files; returns them with the event to record and the ticket columns to save.

    A ticket that is not saved yet is, with those columns.
    """
    kept, too_large = files.sort_out(list(words.files))
    message = Message(
        ticket=ticket,
        thread=thread or ticket.pk or 0,
        kind=kind,
        author=author,
        author_role=role,
        channel=channel,
        text=words.text,
        visible=words.visible,
        html=words.html,
        language=words.language,
        remarks=[*words.remarks, *(file.remark() for file in too_large)],
        submission=_short(submission) if submission else None,
        at=clock.now(),
        leaves_at=clock.now() + timedelta(seconds=min(leaves_in, LONGEST_UNDO)) if leaves_in > 0 else None,
    )
    columns = summary.take_in(ticket, message, len(kept))
    if ticket._state.adding:
        ticket.save(force_insert=True)
        message.ticket, message.thread = ticket, ticket.pk
    message.save(force_insert=True)
    for file in kept:
        files.attach(message, file)
    return message, MessagePosted(message.pk, str(kind), str(role), channel, len(kept)), columns
