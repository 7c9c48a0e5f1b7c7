"""The rows of one chunk of bulk data, and the lines of the log that belong to them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from opora.demo.bulk import rows
from opora.demo.bulk.moments import stamps
from opora.events.models import Audience
from opora.tickets.models import Attachment, Collaborator, Message, Ticket, TicketTag

PUBLIC, CUSTOMERS, STAFF = Audience.PUBLIC.value, Audience.CUSTOMER_SIDE.value, Audience.STAFF.value
_TICKET = (
    "id", "subject", "requester_id", "organization_id", "brand_id", "department_id", "assignee_id", "topic_id",
    "status", "priority", "type", "channel", "language", "fields", "secret", "created_at", "updated_at", "snippet",
    "last_author", "last_by_staff", "last_message_at", "waiting_since", "first_replied_at", "solved_at",
    "closed_at", "reopened", "message_count", "has_files",
)  # fmt: skip
_MESSAGE = (
    "id", "ticket_id", "thread", "kind", "author_id", "author_role", "channel", "text", "visible", "html",
    "language", "at",
)  # fmt: skip
_FILE = ("message_id", "blob_id", "name", "type")
# When (seconds since 1970), kind, ticket, actor's kind and id, act, audience, data, cause.
Line = tuple[int, str, int, str, int | None, str, int, str, str]


@dataclass
class Pages:
    """`next_message` is the next free id of a message, `acts` says how the next act is called."""

    next_message: int
    acts: Iterator[str]
    stamp: Callable[[int], str] = field(default_factory=stamps)
    tickets: rows.Rows = field(default_factory=partial(rows.Rows, Ticket, *_TICKET))
    messages: rows.Rows = field(default_factory=partial(rows.Rows, Message, *_MESSAGE))
    tags: rows.Rows = field(default_factory=partial(rows.Rows, TicketTag, "ticket_id", "name"))
    joined: rows.Rows = field(default_factory=partial(rows.Rows, Collaborator, "ticket_id", "person_id"))
    files: rows.Rows = field(default_factory=partial(rows.Rows, Attachment, *_FILE))
    lines: list[Line] = field(default_factory=list)

    def write(self, position: int) -> None:
        """Everything into the tables, the events in order of time from this position on."""
        log, stamp = rows.events(), self.stamp
        self.lines.sort(key=lambda line: line[0])
        log.waiting = [(place, stamp(line[0]), *line[1:]) for place, line in enumerate(self.lines, position)]
        for table in (self.tickets, self.messages, self.tags, self.joined, self.files, log):
            table.write()
