"""The fields of a form that a mail service posts (RFC 7578, or urlencoded), as bytes: mails are no text.

Django's own reader makes text of fields, which would change mails that are not UTF-8.
"""

import re
from email.message import Message
from urllib.parse import unquote_to_bytes

MOST_PARTS = 200
LARGEST_HEAD = 8192


def fields_of(content_type: str, body: bytes) -> dict[str, bytes]:
    """Name → value; of a name that comes twice the first. Nonsense is an empty form."""
    told = Message()
    told["Content-Type"] = content_type[:1000].replace("\r", "").replace("\n", "")
    sort = told.get_content_type()
    if sort == "application/x-www-form-urlencoded":
        return _urlencoded(body)
    boundary = told.get_boundary("")
    if sort != "multipart/form-data" or not boundary or len(boundary) > 200:
        return {}
    return _multipart(body, b"--" + boundary.encode("utf-8", "replace"))


def text(fields: dict[str, bytes], name: str) -> str:
    """A field as text."""
    return fields.get(name, b"").decode("utf-8", "replace").replace("\x00", "")


def _urlencoded(body: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for pair in body.split(b"&", MOST_PARTS)[:MOST_PARTS]:
        name, _, value = pair.partition(b"=")
        key = unquote_to_bytes(name.replace(b"+", b" ")).decode("utf-8", "replace")
        found.setdefault(key, unquote_to_bytes(value.replace(b"+", b" ")))
    return found


def _multipart(body: bytes, line: bytes) -> dict[str, bytes]:
    """Each part lies between two boundary lines; only what is asked for is copied."""
    found: dict[str, bytes] = {}
    place = 0 if body.startswith(line) else body.find(b"\r\n" + line) + 2
    if place == 1:
        return found
    for _part in range(MOST_PARTS):
        begin = place + len(line)
        if body[begin : begin + 2] != b"\r\n":
            return found
        end = body.find(b"\r\n" + line, begin)
        if end < 0:
            return {}  # cut off on its way
        head_end = body.find(b"\r\n\r\n", begin, min(end, begin + LARGEST_HEAD) + 4)
        if head_end >= 0:
            name = _name(body[begin:head_end])
            if name:
                found.setdefault(name, body[head_end + 4 : end])
        place = end + 2
    return found


def _name(head: bytes) -> str:
    said = re.search(
        rb'^content-disposition:[^\r\n]*?;\s*name="?([^"\r\n;]{1,200})', head, re.IGNORECASE | re.MULTILINE
    )
    return said.group(1).decode("utf-8", "replace").strip() if said else ""
