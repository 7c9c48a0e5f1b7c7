"""The verbs of a ticket. Pages, API, mail and rules all call these, and nothing else changes a ticket."""

from opora.tickets.actions.a_request_after_all import a_request_after_all
from opora.tickets.actions.add_collaborator import add_collaborator
from opora.tickets.actions.add_note import add_note
from opora.tickets.actions.assign import assign
from opora.tickets.actions.change_fields import change_fields
from opora.tickets.actions.change_priority import change_priority
from opora.tickets.actions.change_requester import change_requester
from opora.tickets.actions.change_status import change_status
from opora.tickets.actions.change_subject import change_subject
from opora.tickets.actions.change_tags import change_tags
from opora.tickets.actions.change_topic import change_topic
from opora.tickets.actions.change_type import change_type
from opora.tickets.actions.link import link
from opora.tickets.actions.merge import merge
from opora.tickets.actions.not_a_request import not_a_request
from opora.tickets.actions.note_undelivered import note_undelivered, settle_undelivered
from opora.tickets.actions.open_ticket import open_ticket
from opora.tickets.actions.remove_collaborator import remove_collaborator
from opora.tickets.actions.reply import reply
from opora.tickets.actions.split import split
from opora.tickets.actions.transfer import transfer
from opora.tickets.actions.undo import undo
from opora.tickets.actions.unlink import unlink
from opora.tickets.actions.withdraw import withdraw

__all__ = [
    "a_request_after_all",
    "add_collaborator",
    "add_note",
    "assign",
    "change_fields",
    "change_priority",
    "change_requester",
    "change_status",
    "change_subject",
    "change_tags",
    "change_topic",
    "change_type",
    "link",
    "merge",
    "not_a_request",
    "note_undelivered",
    "open_ticket",
    "remove_collaborator",
    "reply",
    "settle_undelivered",
    "split",
    "transfer",
    "undo",
    "unlink",
    "withdraw",
]
