"""Django's way of sending mail, for letters that belong to no ticket: codes, links, invitations; they are queued."""

import email.utils
import logging
import uuid
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import translation

from opora.desk.models import Mailbox
from opora.events.public import clock
from opora.mail.models import OutgoingMail, Purpose
from opora.mail.sending.waking import wake

log = logging.getLogger(__name__)


class Queue(BaseEmailBackend):
    """One row for each recipient, from the desk's first mailbox. Only plain text is kept, until it was sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        mailbox = Mailbox.objects.filter(is_active=True).first()
        if mailbox is None:
            log.warning("A letter could not be sent: the desk has no mailbox yet.")
            return 0
        rows = [_row(mailbox, message, to) for message in email_messages for to in message.recipients() if to]
        OutgoingMail.objects.bulk_create(rows)
        transaction.on_commit(wake)
        return len(email_messages)


def _row(mailbox: Mailbox, message: EmailMessage, address: str) -> OutgoingMail:
    now = clock.now()
    return OutgoingMail(
        once=uuid.uuid4().hex,
        purpose=Purpose.LETTER,
        mailbox=mailbox,
        address=address,
        to=[["", address]],
        mail_id=email.utils.make_msgid(domain=mailbox.address.rpartition("@")[2]).strip("<>"),
        language=(translation.get_language() or "")[:2],
        details={"subject": str(message.subject), "text": str(message.body)},
        created_at=now,
        next_attempt_at=now,
    )
