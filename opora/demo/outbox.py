"""The demo's post office: an SMTP sink on loopback that puts what the desk sends into the customers' mailboxes."""

import asyncio
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection

from opora.demo import mailboxes
from opora.demo.company import outbox
from opora.demo.models import Folder

LARGEST = 60 * 1024 * 1024  # bytes


class Delivery:
    """aiosmtpd's receiver of mails."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keeps the mail for each recipient before it says yes."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode()
        await asyncio.to_thread(deliver, list(envelope.rcpt_tos), raw)
        return "250 delivered"


def deliver(recipients: list[str], raw: bytes) -> None:
    """One copy for each recipient; the database connection of this passing thread is closed behind it."""
    try:
        for recipient in recipients:
            mailboxes.put(recipient, Folder.INBOX, raw)
    finally:
        connection.close()


def run(stop: threading.Event) -> None:
    """The worker's service: listens until it is told to stop."""
    host, port = outbox()
    controller = Controller(Delivery(), hostname=host, port=port, data_size_limit=LARGEST)
    controller.start()
    try:
        stop.wait()
    finally:
        controller.stop()
