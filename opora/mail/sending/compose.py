"""An outgoing row as the mail that leaves: headers, both forms of the words, pictures, files."""

import email.utils
import re
from dataclasses import dataclass
from datetime import UTC
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from django.utils import translation

from opora.events.public import clock
from opora.mail.models import OutgoingMail, Purpose
from opora.mail.sending import body, enclosing, headers
from opora.mail.sending.addressing import address_of, idna
from opora.mail.undelivered.envelope import sender_of
from opora.tickets.models import Attachment, MessageKind

_BROKEN_OUT = re.compile(r"[\r\n](?![ \t\n])")


class _Sealed(EmailPolicy):
    """Refuses to write a header that has become two: what stands in one is partly other people's words."""

    def _fold(self, name: str, value: Any, refold_binary: bool = False) -> str:
        folded: str = super()._fold(name, value, refold_binary)  # type: ignore[misc]
        if _BROKEN_OUT.search(folded.rstrip("\r\n")):
            raise ValueError(f"The header {name} would not stay one header.")
        return folded


# Seven bits: every server on the way understands it. Lines of 76: none may fold them.
POLICY = _Sealed(linesep="\r\n", cte_type="7bit", max_line_length=76)


class NotComposed(Exception):
    """The mail can't be put together: what it should say is gone."""


@dataclass(frozen=True)
class Composed:
    """The mail's bytes, and the envelope for this copy."""

    content: bytes
    sender: str
    recipient: str


def compose(mail: OutgoingMail) -> Composed:
    """Raises NotComposed when the message was deleted or has no mailbox to come from."""
    if mail.mailbox is None:
        raise NotComposed("no_mailbox")
    with translation.override(mail.language or None):
        made = MADE[Purpose(mail.purpose)](mail)
    # Last: giving the mail its content takes away all Content- headers.
    made["Content-Language"] = mail.language or "en"
    recipient = idna(mail.address)
    # A local part beyond ASCII exists in UTF-8 headers only (RFC 6532); the server then has to speak SMTPUTF8.
    written = POLICY if recipient.isascii() else POLICY.clone(utf8=True)
    return Composed(made.as_bytes(policy=written), idna(sender_of(mail)), recipient)


def _answer(mail: OutgoingMail) -> EmailMessage:
    message = mail.message
    if message is None or message.kind != MessageKind.PUBLIC:
        raise NotComposed("not_composed")
    files = list(message.attachments.all())
    words = body.words_of(mail)
    made = EmailMessage(policy=POLICY)
    _head(made, mail, headers.subject(mail))
    _say(made, words.text, words.html)
    rich = next(part for part in made.iter_parts() if part.get_content_type() == "text/html")
    inline = [file for file in files if file.is_inline and _is_shown(file, words.html)]
    for file in inline:
        enclosing.relate(rich, file)
    for file in files:
        if file not in inline:
            enclosing.attach(made, file)
    return made


def _notice(mail: OutgoingMail) -> EmailMessage:
    """What Opora writes by itself: marked so that no other machine answers it."""
    if mail.ticket is None:
        raise NotComposed("not_composed")
    words = body.words_of(mail)
    made = EmailMessage(policy=POLICY)
    _head(made, mail, words.subject)
    headers.mark_automatic(made, mail)
    _say(made, words.text, words.html)
    return made


def _letter(mail: OutgoingMail) -> EmailMessage:
    """A code, a link, an invitation: plain words in which a link cannot hide. Trials of templates have HTML too."""
    if "text" not in mail.details:
        raise NotComposed("not_composed")
    made = EmailMessage(policy=POLICY)
    _head(made, mail, str(mail.details.get("subject", "")))
    headers.mark_automatic(made, mail)
    _say(made, str(mail.details["text"]), str(mail.details.get("html", "")))
    return made


MADE = {
    Purpose.ANSWER: _answer,
    Purpose.CONFIRMATION: _notice,
    Purpose.SOLVED: _notice,
    Purpose.SURVEY: _notice,
    Purpose.TOO_LARGE: _notice,
    Purpose.LETTER: _letter,
    Purpose.TRIAL: _letter,
}


def _say(made: EmailMessage, text: str, html: str) -> None:
    """Both forms of the words, the plain one first. Python chooses base64 or quoted-printable, whichever is shorter."""
    made.set_content(text, cte="quoted-printable" if text.isascii() else None)
    if html:
        made.add_alternative(html, subtype="html")


def _head(made: EmailMessage, mail: OutgoingMail, subject: str) -> None:
    assert mail.mailbox is not None
    made["From"] = address_of(headers.sender_name(mail), mail.mailbox.address)
    made["To"] = [address_of(name, address) for name, address in mail.to]
    if mail.cc:
        made["Cc"] = [address_of(name, address) for name, address in mail.cc]
    reply_to = headers.reply_address(mail)
    if reply_to:
        made["Reply-To"] = address_of(headers.sender_name(mail), reply_to)
    made["Subject"] = headers.plain(subject)
    made["Date"] = email.utils.format_datetime((mail.created_at or clock.now()).astimezone(UTC))
    made["Message-ID"] = f"<{mail.mail_id}>"
    answered, chain = headers.thread(mail)
    if answered:
        made["In-Reply-To"] = f"<{answered}>"
    if chain:
        made["References"] = " ".join(f"<{one}>" for one in chain)
    made["X-Opora-Loop"] = mail.mailbox.address


def _is_shown(file: Attachment, html: str) -> bool:
    return headers.is_plain_id(file.content_id) and f"cid:{file.content_id}" in html
