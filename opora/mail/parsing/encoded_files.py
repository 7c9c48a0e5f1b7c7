"""Files that stand encoded in the text, as mailers before MIME wrote them (uuencode), and news posters (yEnc)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from opora.mail.parsing.transfer import uudecoded

UU = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,200})\r?\n(?=[!-`][ -`]*\r?\n)", re.M)
UU_END = re.compile(rb"^(?:end|====)[ \t]*\r?$", re.M)
YENC = re.compile(rb"^=ybegin [^\r\n]{0,200}?name=([^\r\n]{1,200})\r?\n(?:=ypart [^\r\n]{0,200}\r?\n)?", re.M)
YENC_END = re.compile(rb"^=yend[^\r\n]{0,200}", re.M)
YENC_TABLE = bytes((byte - 42) % 256 for byte in range(256))
ESCAPED = re.compile(rb"=(.)", re.S)
MAX_FILES = 50


@dataclass(frozen=True, slots=True)
class EncodedFile:
    """A file that stood in the text; its name as raw bytes."""

    name: bytes
    data: bytes


def take_out(text: bytes) -> tuple[bytes, list[EncodedFile]]:
    """`text` without the files in it, and the files. One without its end is no file: it stays text."""
    files: list[EncodedFile] = []
    kept: list[bytes] = []
    at = 0
    while len(files) < MAX_FILES and (found := _next(text, at)):
        begin, end, file = found
        kept.append(text[at:begin])
        files.append(file)
        at = end
    return (b"".join(kept) + text[at:], files) if files else (text, files)


def _next(text: bytes, at: int) -> tuple[int, int, EncodedFile] | None:
    begins = [
        (match.start(), match, end)
        for sign, pattern, last in ((b"begin", UU, UU_END), (b"=ybegin ", YENC, YENC_END))
        if sign in text and (match := pattern.search(text, at)) and (end := last.search(text, match.end()))
    ]
    if not begins:
        return None
    begin, match, end = min(begins, key=lambda one: one[0])
    encoded = text[match.end() : end.start()]
    data = _yenc(encoded) if match.re is YENC else uudecoded(match.group() + encoded)
    return begin, end.end(), EncodedFile(match.group(1).strip(), data)


def _yenc(encoded: bytes) -> bytes:
    plain = ESCAPED.sub(
        lambda match: bytes([(match.group(1)[0] - 64) % 256]), encoded.translate(None, b"\r\n")
    )
    return plain.translate(YENC_TABLE)
