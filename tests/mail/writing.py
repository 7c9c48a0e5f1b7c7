"""Writing a plain mail as bytes, without anything of the desk: for processes that stand outside it."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime


def plain(sender: str, subject: str, text: str, message_id: str, *, answers: str = "") -> bytes:
    """A mail to the desk of the tests, with CRLF; `answers` is the Message-ID that it answers."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "help@severka.example", subject
    made["Date"], made["Message-ID"] = format_datetime(datetime.now(UTC)), message_id
    if answers:
        made["In-Reply-To"] = made["References"] = answers
    made.set_content(text)
    return made.as_bytes().replace(b"\n", b"\r\n")
