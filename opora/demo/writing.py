"""How a customer's mail program writes a mail, in old charsets if it is set to one, and sends it by SMTP."""

import smtplib
from dataclasses import dataclass
from email import encoders
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.demo import mailboxes
from opora.demo.models import Folder, Letter
from opora.demo.reading import Reading
from opora.events.public import clock

CHARSETS = {
    "utf-8": "UTF-8",
    "windows-1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "windows-1250": "Windows-1250",
}
PATIENCE = 15  # seconds


@dataclass(frozen=True)
class File:
    """What is enclosed."""

    name: str
    type: str
    data: bytes


@dataclass(frozen=True)
class Draft:
    """A mail before it is sent. `answers` is the letter it replies to."""

    owner: str
    name: str
    to: str
    subject: str
    text: str
    charset: str = "utf-8"
    files: tuple[File, ...] = ()
    answers: Reading | None = None


class NotSent(Exception):
    """The mail could not be handed over; its text says why."""


def missing_letters(text: str, charset: str) -> str:
    """Characters of the text that the charset does not have, each once."""
    return "".join(dict.fromkeys(letter for letter in text if not _fits(letter, charset)))


def compose(draft: Draft) -> bytes:
    """The raw mail."""
    body = MIMEText(draft.text.replace("\r\n", "\n"), "plain", draft.charset)
    mail: MIMEText | MIMEMultipart = body
    if draft.files:
        mail = MIMEMultipart("mixed", None, [body, *(_part(file) for file in draft.files)])
    mail["From"] = formataddr((draft.name, draft.owner), draft.charset)
    mail["To"] = draft.to
    mail["Subject"] = Header(draft.subject, draft.charset).encode()
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = make_msgid(domain=draft.owner.rpartition("@")[2])
    if draft.answers is not None:
        mail["In-Reply-To"] = draft.answers.header("Message-ID")
        mail["References"] = draft.answers.references()
    return mail.as_bytes(policy=mail.policy.clone(linesep=SMTP.linesep))


def send(draft: Draft) -> Letter:
    """Hands the mail over at Opora's own mail door and keeps a copy in the sent folder. Raises NotSent."""
    raw, door = compose(draft), settings.ENV.smtp_door
    host, _colon, port = door.rpartition(":")
    try:
        with smtplib.SMTP(host, int(port), timeout=PATIENCE) as connection:
            connection.sendmail(draft.owner, [draft.to], raw)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        words = {"door": door or "-", "error": str(error)}
        raise NotSent(_("The mail door at %(door)s did not take the letter: %(error)s") % words) from error
    return mailboxes.put(draft.owner, Folder.SENT, raw)


def reply_subject(subject: str) -> str:
    """With one Re: in front."""
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def quoted(reading: Reading, language: str) -> str:
    """An empty place for the answer, and below it the mail that it answers, as that language's mail programs quote."""
    lines = "\n".join(f"> {line}".rstrip() for line in reading.text.split("\n"))
    return f"\n\n\n{_attribution(reading, language)}\n{lines}\n"


def _attribution(reading: Reading, language: str) -> str:
    who = f"{reading.sender_name} <{reading.sender}>"
    at = timezone.localtime(reading.at or clock.now())
    with translation.override(language or None):
        day, hour = date_format(at, "DATE_FORMAT"), date_format(at, "H:i")
    if language == "ru":
        return f"{day}, {hour}, {who} пишет:"
    if language == "cs":
        return f"Dne {day} v {hour} {who} napsal(a):"
    return f"On {day}, at {hour}, {who} wrote:"


def _part(file: File) -> MIMEBase:
    main, _slash, sub = file.type.partition("/")
    part = MIMEBase(main or "application", sub or "octet-stream")
    part.set_payload(file.data)
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", file.name))
    return part


def _fits(letter: str, charset: str) -> bool:
    try:
        letter.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
