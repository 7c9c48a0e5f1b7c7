"""The one door: raw bytes in, `ParsedMail` out. Never raises, bounded in time and memory, touches nothing outside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from opora.mail.parsing.addresses import clean_email, parse_addresses
from opora.mail.parsing.authentication import read_authentication
from opora.mail.parsing.automatic import is_loop, recognise
from opora.mail.parsing.bounce import read_bounce
from opora.mail.parsing.contents import read_contents
from opora.mail.parsing.contract import as_contract
from opora.mail.parsing.dates import sent_at
from opora.mail.parsing.forwarded import attached_mail, read_forwarded
from opora.mail.parsing.gathered import Contents
from opora.mail.parsing.headers import Headers
from opora.mail.parsing.html_text import SIGNATURE
from opora.mail.parsing.language import language_of
from opora.mail.parsing.mail import Address, Forwarded, ParsedMail
from opora.mail.parsing.problems import problem
from opora.mail.parsing.spam import spam_verdict
from opora.mail.parsing.structure import Part, read_structure
from opora.mail.parsing.visible import Visible, visible, without_name, without_signature

__all__ = ["NOBODY", "Own", "as_contract", "parse"]

MAX_MAIL = 200_000_000
MESSAGE_ID = re.compile(r"<([^<>\s]{1,998})>")
BARE_ID = re.compile(r"[^\s<>,;]{1,250}@[^\s<>,;]{1,250}")
DELIVERED = (
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-delivered-to",
    "x-forwarded-to",
    "x-apparently-to",
)
LOOP_HEADERS = ("X-Opora-Loop", "X-Desk-Loop", "X-Loop")


@dataclass(frozen=True, slots=True)
class Own:
    """What the desk knows about itself and may want checked; all optional.

    `addresses`: our mailboxes, lower case. `trusted_servers`: authserv-ids whose Authentication-Results count.
    Nothing here touches the network: `opora.mail.checking` asks who really sent a mail.
    """

    addresses: frozenset[str] = frozenset()
    trusted_servers: Sequence[str] = ()
    loop_headers: tuple[str, ...] = LOOP_HEADERS
    max_received: int = 30


NOBODY = Own()


def parse(raw: bytes, own: Own = NOBODY) -> ParsedMail:
    """Reads one raw mail. Whatever cannot be read is named in `repairs`; the rest is there."""
    try:
        return _parse(bytes(raw[:MAX_MAIL]), own)
    except Exception as error:  # the last net: a mail we stumble over must still become a visible card
        return ParsedMail(
            repairs=(problem("unreadable", error=type(error).__name__),),
            text=_last_resort(raw),
            visible_reply=_last_resort(raw),
        )


def _last_resort(raw: bytes) -> str:
    return raw[:20_000].decode("utf-8", "replace").replace("\x00", "")


def _parse(raw: bytes, own: Own) -> ParsedMail:
    root = read_structure(raw)
    headers = root.headers
    headers.charset_hint = next((part.charset for part in root.walk()[:20] if part.charset), "")
    contents = read_contents(root, headers.charset_hint)
    subject = headers.text("subject")
    senders = _people(headers, "from")
    sender = _sender(headers, senders, contents)
    date, date_problem = sent_at(headers)
    contents.note(date_problem)
    bounced = read_bounce(root, headers, contents, subject, sender.email)
    report_type = root.parameters.get("report-type", "")
    automatic = recognise(
        headers, subject, contents.text, sender.email, root.type, report_type, bool(contents.mails)
    )
    loop = is_loop(headers, own.loop_headers, own.addresses, sender.email, own.max_received)
    forwarded = None if bounced.is_bounce or bounced.bounces else _forwarded(root, contents, subject, date)
    seen = without_name(_visible(contents, forwarded), sender.name)
    verdicts = read_authentication(headers, own.trusted_servers)
    spam, spam_reason = spam_verdict(headers)
    for found in headers.problems:
        contents.note(found)
    return ParsedMail(
        message_id=_first_id(headers, "message-id"),
        in_reply_to=_first_id(headers, "in-reply-to"),
        references=_references(headers),
        date=date,
        from_email=sender.email,
        from_name=sender.name,
        senders=senders,
        sender=next(iter(_people(headers, "sender")), None),
        return_path=_return_path(headers),
        reply_to=_people(headers, "reply-to"),
        to=_people(headers, "to"),
        cc=_people(headers, "cc"),
        delivered_to=_delivered(headers),
        subject=subject,
        text=contents.text,
        html=contents.html,
        visible_reply=seen.reply,
        quoted=seen.quoted,
        signature=seen.signature,
        language=language_of(seen.reply) or language_of(contents.text) or language_of(subject),
        attachments=tuple(contents.attachments),
        invitations=tuple(contents.invitations),
        forwarded=forwarded,
        crypto=_crypto(root, contents),
        is_bounce=bounced.is_bounce,
        bounces=bounced.bounces,
        original_message_ids=bounced.original_message_ids,
        is_auto=bounced.is_bounce or bool(bounced.bounces) or loop or automatic is not None,
        auto_kind=automatic.kind if automatic else "report" if bounced.is_bounce or bounced.bounces else None,
        auto_reason=automatic.reason if automatic else "",
        is_loop=loop,
        authentication=verdicts,
        auto_submitted=headers.text("auto-submitted"),
        list_id=headers.text("list-id"),
        precedence=headers.text("precedence"),
        is_spam=spam,
        spam_reason=spam_reason,
        repairs=tuple(contents.problems),
        headers=tuple((name, headers.decoded(value)) for name, value in headers.raw[:500]),
    )


def _visible(contents: Contents, forwarded: Forwarded | None) -> Visible:
    """The new text, out of the plain form; out of the HTML where only that shows what was quoted.

    Whoever forwards a mail without a word of their own wants it to be read: it is all new.
    """
    if forwarded and not forwarded.as_file and not forwarded.introduction:
        return Visible(contents.text)
    marked, rich = contents.marked, contents.rich
    plain = visible(marked)
    if rich == marked or (plain.quoted and (plain.signature or SIGNATURE not in rich)):
        return plain
    by_html = visible(rich)
    if by_html.quoted and not plain.quoted:
        return by_html
    return without_signature(plain, by_html.signature) if by_html.signature and not plain.signature else plain


def _forwarded(root: Part, contents: Contents, subject: str, sent: datetime | None) -> Forwarded | None:
    """The mail that this one passes on: as its only attached mail, or in its words."""
    if root.type == "message/rfc822":
        return attached_mail(root)
    mails = [part for part in contents.mails if part.type in ("message/rfc822", "message/global")]
    if len(mails) == 1 and not contents.reports:
        return attached_mail(mails[0])
    return read_forwarded(subject, contents.marked or contents.text, sent)


def _people(headers: Headers, name: str) -> tuple[Address, ...]:
    """Every mailbox of every header of that name."""
    return tuple(
        person for value in headers.all(name)[:50] for person in parse_addresses(headers.characters(value))
    )


def _sender(headers: Headers, senders: tuple[Address, ...], contents: Contents) -> Address:
    """The author. Without a From the Sender or the envelope tells; that is a problem worth showing."""
    found = next((person for person in senders if person.email), None)
    if found:
        return found
    name = senders[0].name if senders else ""
    if headers.first("from").strip():
        contents.note(problem("from_invalid"))
    else:
        contents.note(problem("from_missing"))
    for header in ("sender", "reply-to", "return-path"):
        for person in _people(headers, header):
            if person.email:
                return Address(name, person.email)
    return Address(name, "")


def _return_path(headers: Headers) -> str | None:
    """The envelope sender; "" for the null sender <>, None when nobody wrote it down."""
    value = headers.text("return-path")
    return None if not value else clean_email(value.strip("<> "))


def _first_id(headers: Headers, name: str) -> str:
    return next(iter(_ids(headers.text(name))), "")


def _ids(text: str) -> list[str]:
    return MESSAGE_ID.findall(text) or BARE_ID.findall(text) or text.split()[:1]


def _references(headers: Headers) -> tuple[str, ...]:
    found = [one for value in headers.all("references")[:10] for one in _ids(headers.decoded(value))]
    return tuple(dict.fromkeys(found))[-200:]


def _delivered(headers: Headers) -> tuple[str, ...]:
    found = [
        clean_email(headers.decoded(value).split()[0])
        for name in DELIVERED
        for value in headers.all(name)[:20]
        if value.strip()
    ]
    return tuple(dict.fromkeys(address for address in found if address))


def _crypto(root: Part, contents: Contents) -> Literal["pgp", "smime"] | None:
    if contents.crypto:
        return contents.crypto
    types = {part.type for part in root.walk()[:200]}
    if any("pkcs7" in type_ for type_ in types):
        return "smime"
    named_pgp = any(file.name.lower().endswith((".pgp", ".gpg", ".asc")) for file in contents.attachments)
    if named_pgp or any("pgp" in type_ for type_ in types) or "-----BEGIN PGP" in contents.text:
        return "pgp"
    return None
