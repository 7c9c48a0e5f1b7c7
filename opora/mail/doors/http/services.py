"""The ways in which mail services post: each is believed in its own way and has the mail in its own place."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from opora.mail.doors.http import fields
from opora.mail.doors.http.signature import check_mailgun, check_password, check_signature
from opora.mail.models import MailboxKey


@dataclass(frozen=True)
class Handed:
    """A mail as a service handed it over. `sender` is None when it did not say, "" for the null sender."""

    raw: bytes
    sender: str | None = None
    recipient: str = ""
    token: str = ""


Headers = Mapping[str, str]
Way = Callable[[MailboxKey, Headers, bytes], Handed]


def opora(row: MailboxKey, headers: Headers, body: bytes) -> Handed:
    """The body is the mail; the envelope may stand in two headers."""
    check_signature(row, headers.get("x-opora-signature", ""), body)
    return Handed(body, headers.get("x-opora-envelope-from"), headers.get("x-opora-envelope-to", ""))


def mailgun(row: MailboxKey, headers: Headers, body: bytes) -> Handed:
    """A route of Mailgun to an address that ends in “mime”."""
    form = fields.fields_of(headers.get("content-type", ""), body)
    signed = {name: fields.text(form, name) for name in ("timestamp", "token", "signature")}
    check_mailgun(row, signed)
    sender = fields.text(form, "sender") if "sender" in form else None
    return Handed(form.get("body-mime", b""), sender, fields.text(form, "recipient"), signed["token"])


def postmark(row: MailboxKey, headers: Headers, body: bytes) -> Handed:
    """An inbound webhook of Postmark that includes the raw mail."""
    check_password(row, headers.get("authorization", ""))
    values = _json(body)
    raw, recipient = values.get("RawEmail"), values.get("OriginalRecipient")
    mail = raw.encode("utf-8", "replace") if isinstance(raw, str) else b""
    return Handed(mail, None, recipient if isinstance(recipient, str) else "")


def sendgrid(row: MailboxKey, headers: Headers, body: bytes) -> Handed:
    """Inbound Parse of SendGrid with “POST the raw, full MIME message”."""
    check_password(row, headers.get("authorization", ""))
    form = fields.fields_of(headers.get("content-type", ""), body)
    envelope = _json(form.get("envelope", b""))
    sender, to = envelope.get("from"), envelope.get("to")
    first = to[0] if isinstance(to, list) and to else to
    return Handed(
        form.get("email", b""),
        sender if isinstance(sender, str) else None,
        first if isinstance(first, str) else "",
    )


WAYS: dict[str, Way] = {"http": opora, "mailgun": mailgun, "postmark": postmark, "sendgrid": sendgrid}
# How much larger than the mail a request may be: JSON writes a line's end as four letters.
LARGER: dict[str, float] = {"http": 1.0, "mailgun": 1.1, "postmark": 1.5, "sendgrid": 1.1}


def _json(body: bytes) -> dict[str, object]:
    try:
        values = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
