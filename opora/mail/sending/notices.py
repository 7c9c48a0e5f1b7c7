"""Mails that Opora writes by itself. Never to a machine, and never many to one person."""

from opora.mail.models import IncomingMail, Purpose
from opora.mail.sending.permitting import may_answer_automatically
from opora.mail.sending.queueing import queue_notice
from opora.people.models import Person
from opora.tickets.models import Message


def tell_too_large(incoming: IncomingMail, message: Message, person: Person, *, is_automatic: bool) -> None:
    """Tells a customer which files were not kept; staff see it at the message."""
    address = incoming.from_email or person.email or ""
    if is_automatic or not may_answer_automatically(person, address, incoming):
        return
    files = [remark["name"] for remark in message.remarks if remark.get("code") == "file_too_large"]
    queue_notice(incoming, Purpose.TOO_LARGE, message.ticket, person, {"files": files})
