"""What stands in the head of a mail: whose it is, what it answers, where answers go."""

import re
from email.message import EmailMessage

from django.utils.translation import gettext

from opora.desk.models import Incoming
from opora.mail import tokens
from opora.mail.models import IncomingMail, IncomingState, OutgoingMail, Purpose
from opora.mail.sending import links
from opora.mail.settings import PLUS_ADDRESSES, SUBJECT_NUMBER

REPLY = re.compile(r"^\s*(?:re|aw|odp|ответ|отв)\s*(?:\[\d+\])?\s*:", re.I)
# What mail programs make a link of, with or without being told.
ADDRESSED = re.compile(r"https?:|www\.|@|//|[\w-]\.[a-zа-яё]{2,}", re.IGNORECASE)
LONGEST_CHAIN = 12
# Answers of a machine to somebody's mail; and what nobody asked for, which can be refused.
REPLIES = frozenset({Purpose.CONFIRMATION, Purpose.TOO_LARGE})
UNASKED = frozenset({Purpose.SOLVED, Purpose.SURVEY})


def plain(text: str) -> str:
    """Other people's words made fit for a header: one line, and nothing that Python's email package would decode.

    It reads “=?utf-8?q?=0D=0ABcc:…?=” in what it is given as an encoded line break, and then writes that break.
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line.replace("=?", "= ?")


def is_plain_id(text: str) -> bool:
    """Whether a Message-ID or Content-ID that others made may stand in a header of ours."""
    return text.isascii() and text.isprintable() and not {" ", "<", ">"} & set(text) and "=?" not in text


def sender_name(mail: OutgoingMail) -> str:
    """“Vera (Severka)”, or what the department calls itself."""
    assert mail.mailbox is not None
    ticket = mail.ticket
    department = ticket.department if ticket is not None else mail.mailbox.department
    brand = (ticket.brand if ticket is not None else department.brand).called_in(mail.language)
    if department.from_name:
        return department.from_name
    author = mail.message.author if mail.purpose == Purpose.ANSWER and mail.message else None
    return f"{author.name} ({brand})" if author is not None and author.name else brand


def subject(mail: OutgoingMail) -> str:
    """As a correspondent would write it: no tags, if the desk does not want its number there.

    The first message of a request opened here answers nothing.
    """
    if mail.ticket is None:
        return str(mail.details.get("subject", ""))
    words = shown_subject(mail)
    opening = mail.message is not None and _is_first(mail)
    line = words if opening or REPLY.match(words) else f"Re: {words}"
    tag = f"[#{mail.ticket.pk}]"
    return f"{line} {tag}" if SUBJECT_NUMBER.get() and tag not in line else line


def shown_subject(mail: OutgoingMail) -> str:
    """The ticket's subject; another word for it where anybody may have written it to lead a stranger elsewhere."""
    assert mail.ticket is not None
    unsure = mail.details.get("is_unproven") and ADDRESSED.search(mail.ticket.subject)
    return gettext("your request") if unsure else mail.ticket.subject


def mark_automatic(made: EmailMessage, mail: OutgoingMail) -> None:
    """Says that a machine wrote it (RFC 3834: nobody may answer by machine), and how to have no more of it (RFC 8058).

    No Precedence: the RFC calls it non-standard, and “bulk” is what junk says of itself.
    """
    made["Auto-Submitted"] = "auto-replied" if mail.purpose in REPLIES else "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    place = links.to_notices(mail) if mail.purpose in UNASKED else ""
    if place:
        made["List-Unsubscribe"] = f"<{place}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def reply_address(mail: OutgoingMail) -> str:
    """The mailbox's address with the ticket's token, where the mailbox takes such; else empty."""
    assert mail.mailbox is not None
    mode = PLUS_ADDRESSES.get()
    wanted = mode == "always" or (mode == "door" and mail.mailbox.incoming == Incoming.DOOR)
    return tokens.plus_address(mail.mailbox.address, mail.ticket.pk) if wanted and mail.ticket else ""


def thread(mail: OutgoingMail) -> tuple[str, list[str]]:
    """The Message-ID that this mail answers, and the chain of the conversation before it, oldest first."""
    if mail.answers is not None and mail.answers.mail_id and is_plain_id(mail.answers.mail_id):
        return mail.answers.mail_id, [mail.answers.mail_id]
    if mail.ticket is None:
        return "", []
    before = _came(mail)
    chain = [one for _at, one in sorted([*before, *_went(mail)])]
    chain = list(dict.fromkeys(one for one in chain if one != mail.mail_id))
    if len(chain) > LONGEST_CHAIN:
        chain = [chain[0], *chain[1 - LONGEST_CHAIN :]]
    answered = max(before)[1] if before else (chain[-1] if chain else "")
    return answered, chain


def _came(mail: OutgoingMail) -> list[tuple[float, str]]:
    if mail.message is None:
        return []
    rows = IncomingMail.objects.filter(
        ticket=mail.ticket, state=IncomingState.DONE, message__kind="public", message__at__lte=mail.message.at
    )
    found = rows.exclude(mail_id="").order_by("-id").values_list("received_at", "mail_id")[:LONGEST_CHAIN]
    return [(at.timestamp(), one) for at, one in found if _is_id(one)]


def _is_id(one: str) -> bool:
    return is_plain_id(one) and not one.startswith("sha256:")


def _went(mail: OutgoingMail) -> list[tuple[float, str]]:
    written = (Purpose.ANSWER, Purpose.CONFIRMATION)
    rows = OutgoingMail.objects.filter(ticket=mail.ticket, purpose__in=written, mail_id__gt="")
    earlier = rows.exclude(mail_id=mail.mail_id).filter(created_at__lte=mail.created_at)
    found = earlier.order_by("-id").values_list("created_at", "mail_id")[:LONGEST_CHAIN]
    return [(at.timestamp(), one) for at, one in found]


def _is_first(mail: OutgoingMail) -> bool:
    assert mail.message is not None
    earlier = mail.message.ticket.messages.filter(at__lte=mail.message.at, kind="public").exclude(
        pk=mail.message.pk
    )
    return not earlier.exists()
