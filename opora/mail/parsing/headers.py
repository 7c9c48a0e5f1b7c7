"""The header block: split, unfolded, decoded; encoded words joined before decoding (RFC 2047 and its abuses)."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field

from opora.mail.parsing.charset import decode
from opora.mail.parsing.charset_names import codec_for
from opora.mail.parsing.problems import Problem, problem

MAX_HEADERS = 5000
MAX_BLOCK = 4_000_000
MAX_VALUE = 200_000
NAME = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
BLANK_START = re.compile(rb"(?:[ \t]*\r?\n)+")
# The text ends at "?=" and never runs into the next word, so that unclosed ones cost nothing.
ENCODED_WORD = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?((?:[^?=]|=(?!\?[^=])|\?(?!=))*+)\?=")
GAP = re.compile(r"[ \t\r\n]*\Z")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
SPACES = re.compile(r"[ \t\r\n\x85\xa0]+")


@dataclass(slots=True)
class Headers:
    """Headers in order, names in lower case, values raw and still folded."""

    raw: list[tuple[str, bytes]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    charset_hint: str = ""

    def note(self, found: Problem) -> None:
        """Keeps one problem of each code."""
        if all(found.code != known.code for known in self.problems):
            self.problems.append(found)

    def first(self, name: str) -> bytes:
        return next((value for key, value in self.raw if key == name), b"")

    def all(self, name: str) -> list[bytes]:
        return [value for key, value in self.raw if key == name]

    def text(self, name: str) -> str:
        """The first header of that name, decoded and tidy."""
        return self.decoded(self.first(name))

    def unfolded(self, name: str) -> str:
        """The first header of that name with raw 8-bit repaired but encoded words still in place (for addresses)."""
        return self.characters(self.first(name))

    def decoded(self, value: bytes) -> str:
        return tidy(decode_words(self.characters(value)))

    def characters(self, value: bytes) -> str:
        value = unfold(value[:MAX_VALUE])
        if value.isascii() and b"\x1b" not in value:
            return value.decode("ascii", "replace")
        text, _ = decode(value, "", self.charset_hint)
        if not _valid_utf8(value):
            self.note(problem("headers_8bit"))
        return text


def _valid_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def unfold(value: bytes) -> bytes:
    value = value.strip()
    if b"\n" not in value and b"\r" not in value:
        return value
    return (
        value.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n\t", b" ").replace(b"\n", b"").strip()
    )


def tidy(text: str) -> str:
    """No control characters, runs of white space as one space, trimmed."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return SPACES.sub(" ", CONTROL.sub(" " if "\x00" in text else "", text)).strip()


def split_headers(data: bytes, start: int, end: int, top: bool = False) -> tuple[Headers, int]:
    """Headers of the part in data[start:end] and where its body begins. Linear, tolerant, bounded.

    A line that is no header is skipped when more headers follow, else the body begins with it.
    """
    headers = Headers()
    at = _skip_preamble(data, start, end, headers) if top else start
    limit = min(end, at + MAX_BLOCK)
    name, pieces = "", list[bytes]()
    while at < limit:
        stop = data.find(b"\n", at, limit)
        stop = limit if stop < 0 else stop + 1
        line = data[at:stop]
        if not line.strip(b"\r\n") or (line.strip() == b"" and not name):
            at = stop
            break
        if line[:1] in (b" ", b"\t") and name:
            pieces.append(line)
        elif match := NAME.match(line):
            _keep(headers, name, pieces)
            name, pieces = match.group(1).decode("ascii").lower(), [line[match.end() :]]
        elif at == start and line.startswith((b"From ", b">From ")):
            pass
        elif _headers_follow(data, stop, limit):
            headers.note(problem("headers_strange_line"))
        else:
            headers.note(problem("headers_open"))
            break
        at = stop
    _keep(headers, name, pieces)
    return headers, min(at, end)


def _skip_preamble(data: bytes, start: int, end: int, headers: Headers) -> int:
    match = BLANK_START.match(data, start, min(end, start + 2000))
    if match and NAME.match(data[match.end() : match.end() + 300]):
        headers.note(problem("headers_late"))
        start = match.end()
    if data.startswith(b"\xef\xbb\xbf", start):
        start += 3
    if data[start : start + 6].lstrip(b">").startswith(b"From "):
        stop = data.find(b"\n", start, end)
        start = end if stop < 0 else stop + 1
    return start


def _headers_follow(data: bytes, at: int, limit: int) -> bool:
    """Whether one of the next lines (before an empty one) is a header everybody knows."""
    window = data[at : min(limit, at + 400)]
    for line in window.split(b"\n")[:4]:
        if not line.strip():
            return False
        if re.match(
            rb"(?i)(content-|mime-|from|to|subject|date|received|message-id|x-|references|cc|reply|in-reply)"
            rb"[\w-]*[ \t]*:",
            line,
        ):
            return True
    return False


def _keep(headers: Headers, name: str, pieces: list[bytes]) -> None:
    if not name:
        return
    if len(headers.raw) < MAX_HEADERS:
        headers.raw.append((name, b"".join(pieces)))
    else:
        headers.note(problem("headers_many", most=MAX_HEADERS))


def decode_words(text: str) -> str:
    """Encoded words decoded; neighbours of one charset are joined first, since mailers cut inside characters."""
    if "=?" not in text:
        return text
    out: list[str] = []
    group: list[tuple[str, str, str]] = []
    at = 0
    for match in ENCODED_WORD.finditer(text):
        between = text[at : match.start()]
        charset = match.group(1).split("*")[0].lower()
        if (
            group
            and not between.strip()
            and (codec_for(group[-1][0]) or group[-1][0]) == (codec_for(charset) or charset)
        ):
            group.append((charset, match.group(2).lower(), match.group(3)))
        else:
            out.append(_decode_group(group))
            if not (group and not between.strip()):
                out.append(between)
            group = [(charset, match.group(2).lower(), match.group(3))]
        at = match.end()
    out.append(_decode_group(group))
    out.append(text[at:])
    return "".join(out)


def _decode_group(group: list[tuple[str, str, str]]) -> str:
    if not group:
        return ""
    if all(kind == "b" for _, kind, _ in group) and any(len(body.strip()) % 4 for _, _, body in group[:-1]):
        data = base64_bytes("".join(body for _, _, body in group))
    else:
        data = b"".join(base64_bytes(body) if kind == "b" else _q_bytes(body) for _, kind, body in group)
    return decode(data, group[0][0])[0]


def base64_bytes(body: str) -> bytes:
    """Base64 with missing padding and stray characters forgiven."""
    clean = re.sub(r"[^A-Za-z0-9+/]", "", body)
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    try:
        return base64.b64decode(clean + "=" * (-len(clean) % 4))
    except (binascii.Error, ValueError):
        return b""


def _q_bytes(body: str) -> bytes:
    return binascii.a2b_qp(body.encode("utf-8", "surrogateescape"), header=True)
