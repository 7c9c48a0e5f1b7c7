"""Content-Type and Content-Disposition with their parameters: RFC 2231 parts and charsets, and what Outlook does."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from opora.mail.parsing.charset import decode
from opora.mail.parsing.headers import decode_words, tidy

PARAMETER = re.compile(
    r"""\s*([^\s=;"]{1,100}?)\s*=\s*("(?:[^"\\]|\\.){0,20000}"?|[^;]{0,20000})\s*(?:;|$|(?=\s\S+=))""", re.S
)
PART = re.compile(r"^([^*]+)(?:\*(\d{1,3}))?(\*)?$")
QUOTED_PAIR = re.compile(r'\\(["\\])')
MAX_PARAMETERS = 200


def parse_parameters(text: str) -> tuple[str, dict[str, str]]:
    """The value before the first semicolon (lower case) and the parameters (names in lower case, values decoded)."""
    head, _, rest = text.partition(";")
    value = re.sub(r"\([^()]*\)", "", head).strip().strip('"').lower()
    return value.split()[0] if value.split() else "", _parameters(rest)


def _parameters(rest: str) -> dict[str, str]:
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    at, count = 0, 0
    while at < len(rest) and count < MAX_PARAMETERS:
        match = PARAMETER.match(rest, at)
        if not match:
            next_part = rest.find(";", at)
            if next_part < 0:
                break
            at = next_part + 1
            continue
        count, at = count + 1, max(match.end(), at + 1)
        _store(match.group(1).lower(), _unquote(match.group(2)), plain, pieces)
    for name, parts in pieces.items():
        plain[name] = tidy(_join(parts))
    return plain


def _store(
    name: str, value: str, plain: dict[str, str], pieces: dict[str, dict[int, tuple[str, bool]]]
) -> None:
    part = PART.match(name)
    if part and (part.group(2) is not None or part.group(3)):
        pieces.setdefault(part.group(1), {})[int(part.group(2) or 0)] = (value, bool(part.group(3)))
    elif name not in plain:
        plain[name] = tidy(decode_words(value)) if name in ("filename", "name") else value.strip()


def _unquote(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        return QUOTED_PAIR.sub(r"\1", value[1:-1] if len(value) > 1 and value.endswith('"') else value[1:])
    return value


def _join(parts: dict[int, tuple[str, bool]]) -> str:
    """RFC 2231 continuations in order; the charset stands in the first encoded one."""
    charset, data, words = "", b"", False
    for place, number in enumerate(sorted(parts)):
        value, encoded = parts[number]
        if encoded and place == 0 and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        words = words or (not encoded and "=?" in value)
        data += unquote_to_bytes(value) if encoded else value.encode("utf-8", "surrogateescape")
    text, _ = decode(data, charset)
    return decode_words(text) if words else text
