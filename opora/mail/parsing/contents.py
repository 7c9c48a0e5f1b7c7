"""What a mail holds: its readable text, its HTML, its files, out of the tree of parts."""

from __future__ import annotations

import re

from opora.mail.parsing.armour import without_armour
from opora.mail.parsing.calendar import in_words, read_invitation
from opora.mail.parsing.charset import decode
from opora.mail.parsing.encoded_files import take_out
from opora.mail.parsing.gathered import Block, Contents, attachment
from opora.mail.parsing.headers import tidy
from opora.mail.parsing.html import beginning, clean, showable
from opora.mail.parsing.html_text import PRIVATE, read_clean
from opora.mail.parsing.problems import problem
from opora.mail.parsing.smime import unwrap
from opora.mail.parsing.structure import Part, inner_mail, read_structure
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
SMIME_TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
MAX_OPENED = 3
TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


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
    if part.main_type == "multipart":
        _several(part, contents, blocks, top)
    elif _is_smime(part) and _opened(part, contents, blocks, top):
        return
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


def _several(part: Part, contents: Contents, blocks: list[Block], top: bool) -> None:
    if part.type == "multipart/alternative" and part.children:
        return _alternative(part, contents, blocks)
    if part.type == "multipart/encrypted":
        contents.crypto = "pgp"
        contents.note(problem("pgp_encrypted"))
    for number, child in enumerate(part.children):
        _walk(child, contents, blocks, top=top and number == 0)
    return None


def _is_smime(part: Part) -> bool:
    return part.type in SMIME_TYPES or part.name.lower() == "smime.p7m"


def _opened(part: Part, contents: Contents, blocks: list[Block], top: bool) -> bool:
    """Takes the mail out of an S/MIME signature around it; what is encrypted or broken stays a file."""
    contents.crypto = "smime"
    wrapped = unwrap(part.body())
    if wrapped.kind == "signed" and contents.opened < MAX_OPENED:
        contents.opened += 1
        contents.note(problem("smime_opened"))
        inner = read_structure(wrapped.inside)
        for one in inner.walk()[:200]:
            one.headers.charset_hint = contents.hint
        _walk(inner, contents, blocks, top)
        return True
    contents.note(problem("smime_encrypted" if wrapped.kind == "encrypted" else "smime_unreadable"))
    return False


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
    data = part.body() if is_html else _without_files(part.body(), contents)
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
        plain, armour = without_armour(_plain(text, part))
        if armour:
            contents.note(armour)
            contents.crypto = "pgp"
        block = Block(_cut(plain, contents))
    if block.text or block.html:
        blocks.append(block)
    return None


def _without_files(data: bytes, contents: Contents) -> bytes:
    """Text without the files that stand encoded in it, which become attachments."""
    data, files = take_out(data)
    for file in files:
        name = decode(file.name, "", contents.hint)[0].replace("\\", "/").rpartition("/")[2]
        contents.attachments.append(
            attachment(tidy(name)[:255], "application/octet-stream", file.data, False, None)
        )
    if files:
        contents.note(problem("files_in_text"))
    return data


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
