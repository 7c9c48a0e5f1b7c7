"""An outgoing row as the mail that leaves: headers, both forms of the words, pictures, files."""

import email.utils
import re
from dataclasses import dataclass
from datetime import UTC
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from typing import Any

from django.utils import translation

from opora.events.public import clock
from opora.mail.models import OutgoingMail, Purpose
from opora.mail.sending import body, headers
from opora.mail.sending.addressing import address_of, idna
from opora.tickets.models import Attachment, MessageKind
from opora.tickets.public import read_file

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
    return Composed(made.as_bytes(policy=written), mail.mailbox.address, recipient)


def _answer(mail: OutgoingMail) -> EmailMessage:
    message = mail.message
    if message is None or message.kind != MessageKind.PUBLIC:
        raise NotComposed("not_composed")
    files = list(message.attachments.select_related("blob"))
    words = body.of_answer(mail, message)
    made = EmailMessage(policy=POLICY)
    _head(made, mail)
    made.set_content(words.text, cte="quoted-printable" if words.text.isascii() else None)
    made.add_alternative(words.html, subtype="html")
    rich = next(part for part in made.iter_parts() if part.get_content_type() == "text/html")
    inline = [file for file in files if file.is_inline and _is_shown(file, words.html)]
    for file in inline:
        _relate(rich, file)
    for file in files:
        if file not in inline:
            _attach(made, file)
    return made


def _notice(mail: OutgoingMail) -> EmailMessage:
    words = body.of_notice(mail)
    made = EmailMessage(policy=POLICY)
    _head(made, mail)
    # RFC 3834: no other machine may answer this one.
    made["Auto-Submitted"] = "auto-replied"
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(words.text)
    made.add_alternative(words.html, subtype="html")
    return made


def _letter(mail: OutgoingMail) -> EmailMessage:
    """A code, a link, an invitation: plain words in which a link cannot hide."""
    if "text" not in mail.details:
        raise NotComposed("not_composed")
    made = EmailMessage(policy=POLICY)
    _head(made, mail)
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(str(mail.details["text"]))
    return made


MADE = {Purpose.ANSWER: _answer, Purpose.TOO_LARGE: _notice, Purpose.LETTER: _letter}


def _head(made: EmailMessage, mail: OutgoingMail) -> None:
    assert mail.mailbox is not None
    made["From"] = address_of(headers.sender_name(mail), mail.mailbox.address)
    made["To"] = [address_of(name, address) for name, address in mail.to]
    if mail.cc:
        made["Cc"] = [address_of(name, address) for name, address in mail.cc]
    reply_to = headers.reply_address(mail)
    if reply_to:
        made["Reply-To"] = address_of(headers.sender_name(mail), reply_to)
    made["Subject"] = headers.plain(headers.subject(mail))
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


def _relate(rich: Message, file: Attachment) -> None:
    main, sub = _type(file)
    rich.add_related(  # type: ignore[attr-defined]
        read_file(file),
        main,
        sub,
        cid=f"<{file.content_id}>",
        filename=headers.plain(file.name),
        disposition="inline",
    )


def _attach(made: EmailMessage, file: Attachment) -> None:
    main, sub = _type(file)
    made.add_attachment(read_file(file), main, sub, filename=headers.plain(file.name))


def _type(file: Attachment) -> tuple[str, str]:
    """The type a file travels under. A mail or a multipart may not be base64 (RFC 2046), so it goes as plain bytes."""
    main, _, sub = file.type.partition("/")
    return ("application", "octet-stream") if main in {"message", "multipart"} or not sub else (main, sub)
