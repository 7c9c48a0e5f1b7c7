"""A ticket's conversation as a member of staff reads it, by queries that are composed once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from opora.conf.prepared import Prepared
from opora.events.models import Event
from opora.people.models import Person
from opora.people.public import Role
from opora.tickets.access import messages_for
from opora.tickets.models import Attachment, Message, Ticket
from opora.tickets.queries import history

# What staff may read of a ticket that they see is the same for all of them.
_STAFF = Person(role=Role.AGENT)
_messages = Prepared(lambda ticket: messages_for(_STAFF, Ticket(pk=ticket)))
_events = Prepared(lambda ticket: history(_STAFF, Ticket(pk=ticket)))
_files = Prepared(lambda messages: Attachment.objects.filter(message__in=messages).select_related("blob"))


def messages_for_staff(ticket: Ticket) -> list[Message]:
    """The messages that staff reads on a ticket they see, oldest first; one query."""
    rows = _messages(ticket.pk)
    for row in rows:
        row.ticket = ticket
    return rows


def events_for_staff(ticket: Ticket) -> list[Event]:
    """The events that staff reads on a ticket they see, oldest first; one query."""
    return _events(ticket.pk)


def files_of(messages: Sequence[Message]) -> Mapping[int, list[Attachment]]:
    """The attachments of messages of one ticket by message id; one query, none where the ticket has no files."""
    found: defaultdict[int, list[Attachment]] = defaultdict(list)
    if messages and messages[0].ticket.has_files:
        for file in _files([row.pk for row in messages]):
            found[file.message_id].append(file)
    return found
