"""Builds raw mails for the tests of the parser."""

from __future__ import annotations

from opora.mail.parsing.mail import ParsedMail
from opora.mail.parsing.parse import NOBODY, Own, parse

HEAD = (
    "From: Anna Orlova <anna@client.example>\nTo: support@desk.example\nSubject: Test\n"
    "Date: Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <a1@client.example>\n"
)


def read(text: str | bytes, own: Own = NOBODY) -> ParsedMail:
    """Parses a mail written down as text (UTF-8) or bytes."""
    raw = text.encode() if isinstance(text, str) else text
    parsed = parse(raw, own)
    assert not any("could not be read (" in problem for problem in parsed.problems), parsed.problems
    return parsed


def body(content: str | bytes, *headers: str, own: Own = NOBODY) -> ParsedMail:
    """A mail from Anna with these extra headers and this body."""
    raw = content.encode() if isinstance(content, str) else content
    return read("".join([HEAD, *(f"{header}\n" for header in headers), "\n"]).encode() + raw, own)


def parts(kind: str, *pieces: str) -> ParsedMail:
    """A multipart mail; each piece is headers, an empty line and a body."""
    joined = "".join(f"--b\n{piece}\n" for piece in pieces)
    return body(f"{joined}--b--\n", "MIME-Version: 1.0", f'Content-Type: multipart/{kind}; boundary="b"')
