"""Mails as customers' mail programs write them, for tests."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from opora.desk.models import Mailbox
from opora.mail.models import IncomingMail
from opora.mail.public import receive, take_in

# One pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000"
    "000049454e44ae426082"
)


def letter(
    sender: str = "Анна Ковалёва <anna@veter.example>",
    to: str = "help@severka.example",
    subject: str = "Кэшбэк за заказ 48-1173",
    text: str = "Здравствуйте! Кэшбэк так и не начислен.",
    message_id: str = "<one@veter.example>",
    charset: str = "utf-8",
    **headers: str,
) -> EmailMessage:
    """A plain mail; further headers by name with _ for -."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = format_datetime(datetime.now(UTC))
    if message_id:
        made["Message-ID"] = message_id
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text, charset=charset)
    return made


def brought(
    mail: EmailMessage | bytes, mailbox: Mailbox | None, source: str = "pipe", **envelope: str
) -> IncomingMail:
    """The mail through receive and take_in, and its row as it is then."""
    raw = mail if isinstance(mail, bytes) else mail.as_bytes()
    return take_in(receive(raw, source=source, mailbox=mailbox, **envelope))
