"""Mails that Opora writes by itself. Never to a machine, and never many to one person."""

from datetime import timedelta

from opora.events.public import clock
from opora.mail.models import IncomingMail, OutgoingMail, Purpose
from opora.mail.sending.queueing import queue_notice
from opora.people.models import Person
from opora.tickets.models import Message

MOST_A_DAY = 3


def tell_too_large(incoming: IncomingMail, message: Message, person: Person, *, is_automatic: bool) -> None:
    """Tells a customer which files were not kept; staff see it at the message."""
    if is_automatic or person.is_staff or incoming.envelope_from == "" or _told_enough(person):
        return
    files = [remark["name"] for remark in message.remarks if remark.get("code") == "file_too_large"]
    queue_notice(incoming, Purpose.TOO_LARGE, message.ticket, person, {"files": files})


def _told_enough(person: Person) -> bool:
    """Whether somebody's machine, rather than somebody, seems to write."""
    today = OutgoingMail.objects.filter(person=person, created_at__gt=clock.now() - timedelta(days=1))
    return today.exclude(purpose=Purpose.ANSWER).count() >= MOST_A_DAY
