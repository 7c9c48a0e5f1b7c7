"""The mail a person forwarded: its author and its words, from the lines the mail program wrote above it."""

from __future__ import annotations

import re

from opora.mail.parsing.addresses import parse_addresses
from opora.mail.parsing.attribution import BEGIN_FORWARD, HEADER_LINE, ORIGINAL, header_kind, is_header_block
from opora.mail.parsing.mail import Forwarded

SUBJECT = re.compile(r"^\s*(?:fwd?|wg|tr|rv|enc|i|пересл|fw|пд|předáno|přeposláno)\s*:", re.I)
MARKER = re.compile(
    r"forward|weitergeleitet|transféré|réexpédié|reenviado|inoltrat|doorgestuurd|пересыла"
    r"|пересла|переадрес|перенаправ|přeposlan|preposlan|przekazan",
    re.I,
)


def read_forwarded(subject: str, text: str) -> Forwarded | None:
    """The forwarded mail in `text`; None when nothing says that it was forwarded (rather than answered)."""
    lines = text.split("\n")[:4000]
    marked = False
    for at, line in enumerate(lines):
        if len(line) < 200 and (ORIGINAL.match(line) or BEGIN_FORWARD.match(line)) and MARKER.search(line):
            marked = True
        if (marked or SUBJECT.match(subject)) and is_header_block(lines, at):
            return _read(lines, at)
    return None


def _read(lines: list[str], at: int) -> Forwarded | None:
    fields: dict[str, str] = {}
    while at < len(lines):
        line = lines[at].strip("> \t*")
        kind = header_kind(line)
        match = HEADER_LINE.match(line[:400])
        if not line and len(fields) >= 2:
            break
        if kind and match:
            fields.setdefault(kind, match.group(2).strip("* "))
        elif line and not kind and len(fields) >= 2 and "subject" in fields:
            break
        at += 1
        if len(fields) > 8:
            break
    people = parse_addresses(re.sub(r"\[mailto:([^\]]*)\]", r"<\1>", fields.get("from", "")))
    if not people:
        return None
    body = "\n".join(line.removeprefix("> ").removeprefix(">") for line in lines[at:]).strip()
    return Forwarded(people[0].email, people[0].name, fields.get("subject", ""), body)
