"""What is gathered while a mail's tree of parts is walked: stretches of text, files, invitations, problems."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from opora.mail.parsing.html import MAX_HTML
from opora.mail.parsing.mail import Invitation, ParsedAttachment
from opora.mail.parsing.problems import Problem
from opora.mail.parsing.structure import Part
from opora.mail.parsing.text import MAX_TEXT


@dataclass(slots=True)
class Block:
    """One stretch of the message in up to two forms."""

    text: str = ""
    marked: str = ""
    html: str = ""
    rich: str = ""


@dataclass(slots=True)
class Contents:
    """Gathered while walking the tree."""

    blocks: list[Block] = field(default_factory=list)
    attachments: list[ParsedAttachment] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    reports: list[Part] = field(default_factory=list)
    mails: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hint: str = ""
    depth: int = 0
    crypto: Literal["pgp", "smime"] | None = None
    opened: int = 0
    text_left: int = MAX_TEXT
    html_left: int = MAX_HTML

    @property
    def text(self) -> str:
        return "\n\n".join(block.text for block in self.blocks if block.text)

    @property
    def marked(self) -> str:
        return "\n\n".join(block.marked or block.text for block in self.blocks if block.text)

    @property
    def rich(self) -> str:
        """As `marked`, but from the HTML where there is one: its marks are surer than words of unknown languages."""
        return "\n\n".join(block.rich or block.marked or block.text for block in self.blocks if block.text)

    @property
    def html(self) -> str | None:
        """One sanitised document; plain stretches between HTML ones become preformatted."""
        if not any(block.html for block in self.blocks):
            return None
        return "\n".join(
            block.html or f'<div style="white-space:pre-wrap">{escape(block.text)}</div>'
            for block in self.blocks
            if block.html or block.text
        )

    def note(self, found: Problem | None) -> None:
        if found and found not in self.problems and len(self.problems) < 50:
            self.problems.append(found)


def attachment(name: str, type_: str, data: bytes, inline: bool, content_id: str | None) -> ParsedAttachment:
    """A file with its fingerprint; the type of a nameless guess is taken from the name."""
    if type_ == "application/octet-stream" and name:
        type_ = mimetypes.guess_type(name)[0] or type_
    return ParsedAttachment(
        name, type_, len(data), inline, content_id, hashlib.sha256(data).hexdigest(), data
    )
