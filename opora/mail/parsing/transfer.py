"""Content-Transfer-Encoding undone: base64, quoted-printable, uuencode; broken ones as far as they can be read."""

from __future__ import annotations

import binascii
import re

from opora.mail.parsing.problems import Problem, problem

ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
NOT_BASE64 = bytes(set(range(256)) - set(ALPHABET) - {ord("=")})
RUN = re.compile(rb"[^=]+")
MAX_RUNS = 300_000
UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]*)\r?\n", re.M)


def decode_transfer(body: bytes, encoding: str) -> tuple[bytes, Problem | None]:
    """Decoded bytes and what is damaged, None where there was none. Unknown encodings are left as they are."""
    encoding = encoding.strip().strip('"').lower().split(";")[0].strip()
    if encoding == "base64":
        return _base64(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body), None
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _uuencode(body)
    if encoding in ("", "7bit", "8bit", "binary", "7-bit", "8-bit", "none"):
        return body, None
    return body, problem("encoding_unknown", encoding=ascii(encoding[:40]))


def _base64(body: bytes) -> tuple[bytes, Problem | None]:
    try:
        return binascii.a2b_base64(body.translate(None, b"\r\n \t"), strict_mode=True), None
    except binascii.Error:
        pass
    clean = body.translate(None, NOT_BASE64)
    if clean.count(b"=") > 3 * MAX_RUNS:
        clean = clean.translate(None, b"=")
    data = b"".join(_chunk(match.group()) for match in RUN.finditer(clean))
    return data, problem("base64_broken")


def _chunk(chunk: bytes) -> bytes:
    if len(chunk) % 4 == 1:
        chunk = chunk[:-1]
    return binascii.a2b_base64(chunk + b"=" * (-len(chunk) % 4))


def uudecoded(body: bytes) -> bytes:
    """The file in a uuencoded body that begins with its begin line."""
    return _uuencode(body)[0]


def _uuencode(body: bytes) -> tuple[bytes, Problem | None]:
    begin = UU_BEGIN.search(body)
    if not begin:
        return body, problem("uuencode_unopened")
    if begin.group().startswith(b"begin-base64"):
        return _base64(body[begin.end() :].partition(b"\n====")[0])
    out: list[bytes] = []
    damaged = False
    for line in body[begin.end() :].replace(b"\r\n", b"\n").split(b"\n"):
        if line == b"end":
            break
        if line in (b"`", b""):
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            try:
                out.append(binascii.a2b_uu(line[: (((line[0] - 32) & 63) * 4 + 5) // 3]))
            except binascii.Error:
                damaged = True
    return b"".join(out), problem("uuencode_broken") if damaged else None
