"""What a mail holds: its readable text, its HTML, its files, out of the tree of parts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from html import escape

from opora.mail.parsing.calendar import in_words, read_invitation
from opora.mail.parsing.charset import decode
from opora.mail.parsing.html import MAX_HTML, beginning, clean, showable
from opora.mail.parsing.html_text import PRIVATE, read_clean
from opora.mail.parsing.mail import Invitation, ParsedAttachment
from opora.mail.parsing.problems import Problem, problem
from opora.mail.parsing.structure import Part, inner_mail
from opora.mail.parsing.text import MAX_TEXT, clean_text, from_enriched, unflow
from opora.mail.parsing.tnef import unpack_tnef

REPORTS = frozenset(
    {
        "message/delivery-status",
        "message/feedback-report",
        "message/disposition-notification",
        "text/rfc822-headers",
        "message/global-delivery-status",
        "message/global-headers",
        "message/global-disposition-notification",
    }
)
READABLE = frozenset(
    {"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown"}
)
DATA = frozenset(
    {
        "text/calendar",
        "text/csv",
        "text/vcard",
        "text/x-vcard",
        "text/directory",
        "text/xml",
        "text/rtf",
        "text/css",
        "text/javascript",
        "text/rfc822-headers",
        "text/tab-separated-values",
    }
)
META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,30})", re.I)
IGNORED = frozenset({"message/external-body", "text/x-amp-html"})
TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


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


def read_contents(root: Part, hint: str = "") -> Contents:
    """Walks the tree of one mail. `hint` is a charset seen elsewhere in it."""
    contents = Contents(hint=hint)
    contents.depth = 0 if root.type == "message/rfc822" else 1
    _walk(root, contents, contents.blocks, top=True)
    for part in root.walk():
        for found in part.problems:
            contents.note(found)
    if not contents.text and contents.invitations:
        contents.blocks.append(Block(text=in_words(contents.invitations[0])))
    return contents


def _walk(part: Part, contents: Contents, blocks: list[Block], top: bool = False) -> None:
    if part.type == "multipart/alternative" and part.children:
        _alternative(part, contents, blocks)
    elif part.main_type == "multipart":
        for number, child in enumerate(part.children):
            _walk(child, contents, blocks, top=top and number == 0)
    elif part.type in REPORTS:
        contents.reports.append(part)
    elif _is_body(part, top, bool(blocks)):
        _read_text(part, contents, blocks)
    elif part.type == "text/calendar" and not part.name and part.disposition != "attachment":
        _invitation(part, contents)
    elif part.type in IGNORED or (part.type == "application/pgp-signature" and not part.name):
        return
    elif top and part.type == "message/rfc822" and part.disposition != "attachment" and contents.depth == 0:
        contents.depth += 1
        _walk(inner_mail(part), contents, blocks, top=True)
    else:
        _attach(part, contents)


def _is_body(part: Part, top: bool, have: bool) -> bool:
    """Readable parts are text to show unless they are files: declared attached, or named and not the first."""
    if part.type not in READABLE and (part.main_type != "text" or part.name or part.type in DATA):
        return False
    if part.disposition == "attachment":
        return bool(top and not part.name and not have)
    return not part.name or (top and not part.disposition_parameters.get("filename"))


def _alternative(part: Part, contents: Contents, blocks: list[Block]) -> None:
    """The richest HTML and the plain form of the same words become one block."""
    branches: list[list[Block]] = []
    for child in part.children:
        branch: list[Block] = []
        _walk(child, contents, branch)
        branches.append(branch)
    plain = next(
        (
            branch
            for branch in branches
            if branch and not any(b.html for b in branch) and any(b.text for b in branch)
        ),
        [],
    )
    rich = next((branch for branch in reversed(branches) if any(b.html for b in branch)), [])
    if not rich:
        blocks.extend(plain)
    elif not plain or len(rich) > 1:
        blocks.extend(rich)
    else:
        text = "\n\n".join(block.text for block in plain)
        blocks.append(Block(text, text, rich[0].html, rich[0].marked) if text.strip() else rich[0])


def _read_text(part: Part, contents: Contents, blocks: list[Block]) -> None:
    """One readable part; those beyond what a person reads stay files, so that a mail of thousands costs no more."""
    is_html = part.type == "text/html"
    if (contents.html_left if is_html else contents.text_left) <= 0:
        contents.note(problem("text_as_files"))
        return _attach(part, contents)
    data = part.body()
    text, repair = decode(data, part.charset or _charset_in(data, part.type), contents.hint)
    contents.note(repair)
    contents.hint = contents.hint or part.charset
    if "\x00" in text:
        contents.note(problem("nul_removed"))
    if is_html:
        contents.html_left -= len(text)
        if len(beginning(text)) < len(text):
            contents.note(problem("html_long"))
        block = _html_block(text)
    else:
        contents.text_left -= len(text)
        block = Block(_cut(_plain(text, part), contents))
    if block.text or block.html:
        blocks.append(block)
    return None


def _charset_in(data: bytes, type_: str) -> str:
    """The charset an HTML body names itself, for parts without a label."""
    match = META_CHARSET.search(data[:4000]) if type_ == "text/html" else None
    return match.group(1).decode("ascii", "replace") if match else ""


def _html_block(html: str) -> Block:
    cleaned = clean(html)
    plain, marked = read_clean(cleaned)
    return Block(clean_text(plain), clean_text(marked), showable(cleaned))


def _plain(text: str, part: Part) -> str:
    if part.type in ("text/enriched", "text/richtext"):
        text = from_enriched(text)
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflow(text, part.parameters.get("delsp", "").lower() == "yes")
    return PRIVATE.sub("", clean_text(text))


def _cut(text: str, contents: Contents) -> str:
    if len(text) > MAX_TEXT:
        contents.note(problem("text_long"))
        return text[:MAX_TEXT]
    return text


def _invitation(part: Part, contents: Contents) -> None:
    text, repair = decode(part.body(), part.charset or "utf-8", contents.hint)
    contents.note(repair)
    if invitation := read_invitation(text[:200_000]):
        contents.invitations.append(invitation)


def _attach(part: Part, contents: Contents) -> None:
    data = part.body()
    if part.type == "text/calendar":
        _invitation(part, contents)
    if (part.type in TNEF_TYPES or part.name.lower() == "winmail.dat") and _unpack(data, contents):
        return
    if part.type in ("message/rfc822", "message/global"):
        contents.mails.append(part)
    if part.type == "multipart/mixed" or (part.type == "text/plain" and not data.strip() and not part.name):
        return
    contents.attachments.append(
        attachment(part.name, part.type, data, part.disposition == "inline", part.content_id)
    )


def _unpack(data: bytes, contents: Contents) -> bool:
    unpacked = unpack_tnef(data)
    if unpacked is None or not (unpacked.files or unpacked.text or unpacked.html):
        return False
    contents.note(problem("winmail_unpacked"))
    for name, content_id, content in unpacked.files:
        contents.attachments.append(attachment(name, "application/octet-stream", content, False, content_id))
    if not contents.text and (unpacked.text or unpacked.html):
        contents.blocks.append(
            _html_block(unpacked.html) if unpacked.html else Block(clean_text(unpacked.text))
        )
    return True


def attachment(name: str, type_: str, data: bytes, inline: bool, content_id: str | None) -> ParsedAttachment:
    """A file with its fingerprint; the type of a nameless guess is taken from the name."""
    if type_ == "application/octet-stream" and name:
        import mimetypes

        type_ = mimetypes.guess_type(name)[0] or type_
    return ParsedAttachment(
        name, type_, len(data), inline, content_id, hashlib.sha256(data).hexdigest(), data
    )
