"""What a parsed mail is: plain frozen values, nothing that knows how they were read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from opora.mail.parsing.problems import Problem

BounceKind = Literal["hard", "soft", "unknown"]


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox; `email` has its domain in lower case, `name` is decoded, `comment` is an old-style (comment)."""

    name: str
    email: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ParsedAttachment:
    """A file in the mail; `name` is "" when the part has none, `size` counts decoded bytes."""

    name: str
    type: str
    size: int
    inline: bool
    content_id: str | None
    sha256: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ParsedBounce:
    """What a delivery report says about one recipient; `action` as in RFC 3464 (failed, delayed, delivered …)."""

    recipient: str
    kind: BounceKind
    status: str | None
    diagnostic: str
    action: str = "failed"


@dataclass(frozen=True, slots=True)
class Authentication:
    """Verdicts as RFC 8601 names them (pass, fail, none, softfail …); "none" where nobody trustworthy said anything."""

    dkim: str = "none"
    spf: str = "none"
    dmarc: str = "none"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar part; times as written in it ("20260512T100000Z"), `zone` is the name it gives for them, or "".

    `source` is the part itself, decoded.
    """

    method: str
    summary: str
    start: str
    end: str
    location: str
    organizer: str
    zone: str = ""
    organizer_name: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The mail inside a forwarded mail, as `forwarded.read_forwarded` and `forwarded.attached_mail` find it.

    `email` is "" where the mail program wrote only a name (Outlook does within a company). `date` is aware.
    `introduction` is what the forwarder wrote above it, without their signature. A mail forwarded as a file
    (`as_file`) has its Message-ID, sanitised HTML and files, too; forwarded in words it has none of these, and
    files of the mail around it may be its own.
    """

    email: str
    name: str
    subject: str
    text: str
    date: datetime | None = None
    introduction: str = ""
    as_file: bool = False
    message_id: str = ""
    html: str | None = None
    attachments: tuple[ParsedAttachment, ...] = ()


@dataclass(frozen=True)
class ParsedMail:
    """Everything Opora wants to know about one mail. Message ids stand without angle brackets."""

    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    date: datetime | None = None
    from_email: str = ""
    from_name: str = ""
    senders: tuple[Address, ...] = ()
    sender: Address | None = None
    return_path: str | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    html: str | None = None
    visible_reply: str = ""
    quoted: str = ""
    signature: str = ""
    language: str | None = None
    attachments: tuple[ParsedAttachment, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    forwarded: Forwarded | None = None
    crypto: Literal["pgp", "smime"] | None = None
    is_bounce: bool = False
    bounces: tuple[ParsedBounce, ...] = ()
    original_message_ids: tuple[str, ...] = ()
    is_auto: bool = False
    auto_kind: str | None = None
    auto_reason: str = ""
    is_loop: bool = False
    authentication: Authentication = Authentication()
    auto_submitted: str = ""
    list_id: str = ""
    precedence: str = ""
    is_spam: bool = False
    spam_reason: str = ""
    repairs: tuple[Problem, ...] = ()
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def problems(self) -> tuple[str, ...]:
        """What was wrong with the mail and what was done about it, as English sentences; `repairs` has their codes."""
        return tuple(map(str, self.repairs))

    def header(self, name: str, default: str = "") -> str:
        """The first header of that name, decoded and unfolded, or `default`."""
        return next((value for key, value in self.headers if key == name.lower()), default)

    def header_all(self, name: str) -> list[str]:
        """Every header of that name, top to bottom."""
        return [value for key, value in self.headers if key == name.lower()]
