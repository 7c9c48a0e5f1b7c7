"""The published JSON form of a parsed mail (`opora mail parse`). Keys are never missing; empty is "", [] or null."""

from __future__ import annotations

from typing import Any

from opora.mail.parsing.mail import ParsedAttachment, ParsedBounce, ParsedMail


def as_contract(parsed: ParsedMail, file: str) -> dict[str, Any]:
    """What one line of `mail parse` says about `file`."""
    return {
        "file": file,
        "message_id": parsed.message_id,
        "in_reply_to": parsed.in_reply_to,
        "references": list(parsed.references),
        "date": parsed.date.isoformat() if parsed.date else None,
        "from_email": parsed.from_email,
        "from_name": parsed.from_name,
        "reply_to": [person.email for person in parsed.reply_to if person.email],
        "to": [person.email for person in parsed.to if person.email],
        "cc": [person.email for person in parsed.cc if person.email],
        "subject": parsed.subject,
        "text": parsed.text,
        "html": parsed.html,
        "visible_reply": parsed.visible_reply,
        "language": parsed.language,
        "attachments": [_attachment(file) for file in parsed.attachments],
        "is_bounce": parsed.is_bounce,
        "bounces": [_bounce(bounce) for bounce in parsed.bounces],
        "is_auto": parsed.is_auto,
        "auto_kind": parsed.auto_kind,
        "is_loop": parsed.is_loop,
        "authentication": {
            "dkim": parsed.authentication.dkim,
            "spf": parsed.authentication.spf,
            "dmarc": parsed.authentication.dmarc,
        },
        "problems": list(parsed.problems),
    }


def _attachment(file: ParsedAttachment) -> dict[str, Any]:
    return {
        "name": file.name,
        "type": file.type,
        "size": file.size,
        "inline": file.inline,
        "content_id": file.content_id,
        "sha256": file.sha256,
    }


def _bounce(bounce: ParsedBounce) -> dict[str, Any]:
    return {
        "recipient": bounce.recipient,
        "kind": bounce.kind,
        "status": bounce.status,
        "diagnostic": bounce.diagnostic,
    }
