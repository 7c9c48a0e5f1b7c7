"""winmail.dat: the files and the text Outlook hid in it."""

from __future__ import annotations

import logging
from dataclasses import dataclass

MAX_TNEF = 60_000_000
MAX_FILES = 200


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was inside: (name, content id, bytes) per file, and the message's text and HTML where they were kept."""

    files: tuple[tuple[str, str | None, bytes], ...]
    text: str
    html: str


def unpack_tnef(data: bytes) -> Unpacked | None:
    """The contents of a TNEF file, None when it cannot be read. RTF bodies are not unpacked (they may be bombs)."""
    if len(data) > MAX_TNEF or data[:4] != b"\x78\x9f\x3e\x22":
        return None
    from tnefparse import TNEF

    logger = logging.getLogger("tnef-decode")
    logger.disabled = True
    logging.getLogger("tnefparse").disabled = True
    try:
        tnef = TNEF(data, do_checksum=False)
        files = tuple(_file(entry) for entry in tnef.attachments[:MAX_FILES])
        return Unpacked(files, _text(_body(tnef, "body")), _text(_body(tnef, "htmlbody")))
    except (
        Exception
    ):  # the reader raises whatever it stumbles over; a broken winmail.dat is then kept as it is
        return None


def _body(tnef: object, name: str) -> object:
    try:
        return getattr(tnef, name, "")
    except Exception:  # the same: bodies are decoded lazily
        return ""


def _file(entry: object) -> tuple[str, str | None, bytes]:
    name = ""
    for method in ("long_filename", "name"):
        value = getattr(entry, method, "")
        name = name or _text(value() if callable(value) else value)
    content_id = next(
        (
            _text(getattr(attribute, "data", ""))
            for attribute in getattr(entry, "mapi_attrs", [])
            if getattr(attribute, "name", 0) == 0x3712
        ),
        None,
    )
    return name.replace("\x00", "").strip(), content_id or None, bytes(getattr(entry, "data", b"") or b"")


def _text(value: object) -> str:
    if isinstance(value, bytes):
        from opora.mail.parsing.charset import decode

        return decode(value.rstrip(b"\x00"))[0]
    return str(value or "").rstrip("\x00")
