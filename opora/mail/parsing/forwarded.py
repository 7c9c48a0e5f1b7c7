"""The mail that a person forwarded: its author, date, subject and words.

`read_forwarded` finds it in the words, from the lines that the mail program wrote above it (Outlook, Gmail, Apple,
Thunderbird, Yandex, Mail.ru, Seznam, Zimbra, Samsung, Lotus …, in their languages); `attached_mail` reads one that was
forwarded as a file. Both give None for a mail that is no forward; an answer with its history is none.
"""

from __future__ import annotations

import re
from datetime import datetime

from opora.mail.parsing.addresses import parse_addresses
from opora.mail.parsing.attribution import (
    BEGIN_FORWARD,
    HEADER_LINE,
    ORIGINAL,
    RULER,
    attribution_length,
    header_kind,
    is_header_block,
    is_sure,
)
from opora.mail.parsing.contents import read_contents
from opora.mail.parsing.dates import sent_at
from opora.mail.parsing.html_text import MARKS
from opora.mail.parsing.mail import Address, Forwarded
from opora.mail.parsing.signature import signature_start
from opora.mail.parsing.structure import Part, inner_mail
from opora.mail.parsing.written_dates import read_written_date

MAX_LINES = 4000
SUBJECT = re.compile(
    r"^[\s\[]*(?:fwd?(?:\s?\(\d+\))?|wg|tr|rv|enc|i|pd|vs|vb|vl|doorst|továbbítás|továbbítva|i̇?lt|пересл|пересылка|пд|fs|předáno"
    r"|přeposláno|přeposl|preposlané|转发|轉寄)\s*[:：]",
    re.I,
)
MARKER = re.compile(
    r"forward|weitergeleitet|transféré|réexpédié|transmis|reenviad|encaminhad|inoltrat|doorgestuurd|пересыла"
    r"|пересла|переадрес|перенаправ|přepos|prepos|przekaz|vidarebefordra|videresend|转发",
    re.I,
)
END = re.compile(
    r"^[>\s]*(?:=+8<=+|[-–—]{2,})\s*(?:end of original message|конец исходного"
    r"|end (?:of )?(?:the )?forwarded message|end of message|конец пере\w+ (?:сообщения|письма)"
    r"|кінець пере\w+ (?:повідомлення|листа)|konec přepos\w+ (?:zprávy|e-?mailu)|ende der weitergeleiteten nachricht"
    r"|koniec przekazanej wiadomości|fin du message transféré|fin del mensaje reenviado)\b.{0,80}$",
    re.I,
)
ON_BEHALF = re.compile(
    r"\s(?:on behalf of|от имени|от лица|im auftrag von|jménem|au nom de|en nombre de|w imieniu)\s", re.I
)
ADDRESS = re.compile(r"[^\s<>()\[\],;:\"']{1,120}@[\w.-]{1,200}\w")
QUOTED_NAME = re.compile(r"[\"«„“]([^\"«»„“”]{1,100})[\"»”]?$")
BEFORE_NAME = re.compile(
    r"\d[\d:.]*(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?(?:GMT|UTC)?\s?[+-]\d\d:?\d\d)?\s?(?:Uhr|г\.|р\.)?[,\s]+"
    r"|\s(?:от|от:|von|schrieb|odesílatel|пользователь)\s"
)
SCISSORS = re.compile(r"^=+8<=+[^=]{3,60}=+$")
MAILTO = re.compile(r"\[mailto:([^\]\s]*)\]|<mailto:([^>\s]*)>", re.I)


def read_forwarded(subject: str, text: str, sent: datetime | None = None) -> Forwarded | None:
    """The forwarded mail in `text`; None when nothing says that it was forwarded (rather than answered).

    `subject` and `sent` are those of the mail around it: "Fwd:" makes a mere header block a forward, and a date
    without a zone is read in the zone of `sent`.
    """
    by_subject = bool(SUBJECT.match(subject))
    if not by_subject and not MARKER.search(text):
        return None
    lines = [MARKS.sub("", line) for line in text.split("\n")[:MAX_LINES]]
    begin = None
    for at, line in enumerate(lines):
        if not line.strip("> "):
            continue
        if begin is None and is_forward_mark(line):
            begin = at
        elif is_header_block(lines, at):
            found = by_subject or (begin is not None and at - begin < 12)
            return _below_headers(lines, at, _start(lines, at, begin), sent) if found else None
        elif length := attribution_length(lines, at):
            if by_subject or (begin is not None and at - begin < 12):
                return _below_attribution(lines, at, length, _start(lines, at, begin), sent)
            if is_sure(lines[at : at + length]):
                return None
    return None


def attached_mail(part: Part) -> Forwarded | None:
    """The mail in a message/rfc822 part; None when nobody wrote it."""
    root = inner_mail(part)
    root.headers.charset_hint = next((one.charset for one in root.walk()[:20] if one.charset), "")
    authors = parse_addresses(root.headers.unfolded("from"))
    author = next((person for person in authors if person.email), None)
    if author is None:
        return None
    contents = read_contents(root, root.headers.charset_hint)
    return Forwarded(
        author.email,
        author.name,
        root.headers.text("subject"),
        contents.text,
        sent_at(root.headers)[0],
        as_file=True,
        message_id=root.headers.text("message-id").strip("<> "),
        html=contents.html,
        attachments=tuple(contents.attachments),
    )


def is_forward_mark(line: str) -> bool:
    """Whether a mail program says in this line that a forwarded mail follows."""
    return len(line) < 200 and bool(
        MARKER.search(line) and (ORIGINAL.match(line) or BEGIN_FORWARD.match(line)) and not END.match(line)
    )


def _is_above(line: str) -> bool:
    """What mail programs write between the forwarder's words and the header block."""
    return not line.strip("> ") or bool(
        RULER.match(line) or ORIGINAL.match(line) or BEGIN_FORWARD.match(line)
    )


def _start(lines: list[str], at: int, begin: int | None) -> int:
    """Where the forwarder's own words end: above the mark, or above the header block and its ruler."""
    at = at if begin is None else begin
    while at > 0 and _is_above(lines[at - 1][:300]):
        at -= 1
    return at


def _below_headers(lines: list[str], at: int, start: int, sent: datetime | None) -> Forwarded | None:
    quoted = lines[at].lstrip().startswith(">")
    fields, below = _fields(lines, at)
    author = _author(fields.get("from", ""))
    if author is None:
        return None
    return Forwarded(
        author.email,
        author.name,
        fields.get("subject", ""),
        _words(lines[below:], quoted),
        read_written_date(fields.get("date", ""), sent),
        _introduction(lines[:start]),
    )


def _fields(lines: list[str], at: int) -> tuple[dict[str, str], int]:
    """The lines of the header block by kind, and where the words below begin. Wrapped lines go on the one before."""
    fields: dict[str, str] = {}
    last = ""
    while at < len(lines) and len(fields) < 9:
        line = lines[at].strip("> \t*\xa0")
        kind, match = header_kind(line), HEADER_LINE.match(line[:400])
        if not line:
            if len(fields) >= 2 and not _goes_on(lines, at, fields):
                break
            last = ""
        elif SCISSORS.match(line):
            break
        elif kind and match:
            fields.setdefault(kind, match.group(2).replace("*", "").strip("; \t"))
            last = kind
        elif last and (last != "subject" or len(lines[at - 1]) > 65):
            fields[last] = f"{fields[last]} {line}"[:2000]
            last = "" if last == "subject" else last
        elif len(fields) >= 2:
            break
        at += 1
    return fields, at


def _goes_on(lines: list[str], at: int, fields: dict[str, str]) -> bool:
    """Whether more of the header block stands below an empty line, as where each header is a paragraph of its own."""
    kind = header_kind(lines[at + 1].strip("> \t*\xa0")) if at + 1 < len(lines) else None
    return kind is not None and kind not in fields and "subject" not in fields


def _author(value: str) -> Address | None:
    value = MAILTO.sub(lambda match: f"<{match.group(1)}>" if match.group(1) else "", value)
    if behalf := ON_BEHALF.search(value):
        people = parse_addresses(value[behalf.end() :])
        through = parse_addresses(value[: behalf.start()])
        if people and not people[0].email and through:
            return Address(people[0].name, through[0].email)
        return next(iter(people or through), None)
    return next(iter(parse_addresses(value)), None)


def _below_attribution(
    lines: list[str], at: int, length: int, start: int, sent: datetime | None
) -> Forwarded | None:
    """Yandex's way: date and author in one line; To and Subject may stand above it."""
    joined = " ".join(line.strip("> ") for line in lines[at : at + length])
    address = ADDRESS.search(joined)
    if not address:
        return None
    subject = ""
    for line in lines[max(0, at - 6) : at]:
        if header_kind(line) == "subject" and (match := HEADER_LINE.match(line[:400])):
            subject = match.group(2).strip(" ;")
    while start > 0 and (
        not lines[start - 1].strip() or RULER.match(lines[start - 1]) or header_kind(lines[start - 1])
    ):
        start -= 1
    below = lines[at + length :]
    return Forwarded(
        address.group(),
        _name_before(joined[: address.start()]),
        subject,
        _words(below, _is_quoted(below)),
        read_written_date(joined, sent),
        _introduction(lines[:start]),
    )


def _name_before(text: str) -> str:
    """The name between the date and the address of an attribution line."""
    text = text.rstrip(" <([")
    if quoted := QUOTED_NAME.search(text):
        return quoted.group(1).strip()
    tail = BEFORE_NAME.split(text.rstrip("\"'«"))[-1].strip(" ,\"'")
    return tail if len(tail) < 100 and not any(char.isdigit() for char in tail) else ""


def _is_quoted(lines: list[str]) -> bool:
    return next((line for line in lines if line.strip()), "").lstrip().startswith(">")


def _words(lines: list[str], quoted: bool) -> str:
    """The forwarded words: up to the mark at their end; one level of quoting taken off, and quoted, to its end."""
    end = next((at for at, line in enumerate(lines) if len(line) < 200 and END.match(line)), len(lines))
    lines = [line for line in lines[:end] if not SCISSORS.match(line)]
    filled = [line for line in lines if line.strip()]
    if quoted or (filled and all(line.startswith(">") for line in filled)):
        kept = list[str]()
        for line in lines:
            if line.strip() and not line.startswith(">") and kept:
                break
            kept.append(line.removeprefix(">").removeprefix(" "))
        lines = kept
    return "\n".join(line.rstrip() for line in lines).strip("\n").rstrip()


def _introduction(lines: list[str]) -> str:
    start = signature_start(["", *lines])
    lines = lines if start is None else lines[: start - 1]
    return "\n".join(lines).strip("\n> ").rstrip()
