"""The forms of headers and body over which DKIM signs (RFC 6376, section 3.4), each in linear time."""

import re
from dataclasses import dataclass

MOST_HEADERS = 2000
LONGEST_HEAD = 1_000_000
SPACES = re.compile(rb"[\t ]+")
Field = tuple[bytes, bytes]


@dataclass(frozen=True)
class Source:
    """A mail's header fields, name and value with its line end as written, and its body; all lines end with CRLF."""

    fields: tuple[Field, ...]
    body: bytes

    def all(self, name: bytes) -> list[Field]:
        """Every field of this name (lower case), from top to bottom."""
        return [one for one in self.fields if one[0].lower() == name]


def read(raw: bytes) -> Source:
    """The mail as it is signed. Lines above the body that are no field are passed over."""
    text = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    head, _empty, body = text.partition(b"\r\n\r\n")
    if text.startswith(b"\r\n"):
        head, body = b"", text[2:]
    fields = list[list[bytes]]()
    for line in head[:LONGEST_HEAD].split(b"\r\n"):
        if line[:1] in (b" ", b"\t"):
            if fields:
                fields[-1].append(line)
        elif b":" in line and len(fields) < MOST_HEADERS:
            name, _colon, value = line.partition(b":")
            fields.append([name, value])
    return Source(tuple((name, b"\r\n".join(lines) + b"\r\n") for name, *lines in fields), body)


def body_simple(body: bytes) -> bytes:
    """Without the empty lines at its end; one line end for nothing."""
    return _without_empty_lines(body) or b"\r\n"


def body_relaxed(body: bytes) -> bytes:
    """Runs of white space as one space, none at the ends of lines, no empty lines at the end."""
    packed = SPACES.sub(b" ", body).replace(b" \r\n", b"\r\n").removesuffix(b" ")
    left = _without_empty_lines(packed)
    return b"" if left == b"\r\n" else left


def header_simple(field: Field) -> bytes:
    """As it stands."""
    return field[0] + b":" + field[1]


def header_relaxed(field: Field) -> bytes:
    """The name in lower case, the value on one line with single spaces."""
    value = SPACES.sub(b" ", field[1].replace(b"\r\n", b"")).strip(b" ")
    return field[0].strip(b" \t").lower() + b":" + value + b"\r\n"


def _without_empty_lines(body: bytes) -> bytes:
    """Ends with exactly one line end; empty for a body of nothing but line ends. A stray CR is a character."""
    words = body.rstrip(b"\r\n")
    tail = body[len(words) :]
    if not tail.endswith(b"\n"):
        return body + b"\r\n" if body else b""
    stray = tail.rfind(b"\r\r")
    kept = words + tail[: stray + 1]
    return kept + b"\r\n" if kept else b""
