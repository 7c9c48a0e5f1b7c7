"""Tables of tickets."""

from opora.tickets.models.attachment import Attachment, Blob
from opora.tickets.models.draft import Draft, DraftFile
from opora.tickets.models.link import Link, LinkKind
from opora.tickets.models.message import AuthorRole, Message, MessageKind
from opora.tickets.models.ticket import OPEN_STATUSES, Channel, Collaborator, Status, Ticket, TicketTag

__all__ = [
    "OPEN_STATUSES",
    "Attachment",
    "AuthorRole",
    "Blob",
    "Channel",
    "Collaborator",
    "Draft",
    "DraftFile",
    "Link",
    "LinkKind",
    "Message",
    "MessageKind",
    "Status",
    "Ticket",
    "TicketTag",
]
