"""Plain text as people read it: control characters out, format=flowed joined, sizes bounded."""

from __future__ import annotations

import re

CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
BLANK_RUN = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*){3,}\n")
MAX_TEXT = 4_000_000


def clean_text(text: str) -> str:
    """Unix line ends; no NUL, controls or lone surrogates (databases refuse them); trimmed at both ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").replace("\x85", "\n")
    return CONTROL.sub("", text).strip("\n").rstrip()


def unflow(text: str, delsp: bool = False) -> str:
    """RFC 3676 format=flowed: soft line breaks joined within one quote depth, stuffing removed."""
    out: list[list[str]] = []
    depth_before, flowing = -1, False
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = len(line) - len(line.lstrip(">")) if line.startswith(">") else 0
        content = line[depth:]
        content = content[1:] if content.startswith(" ") else content
        signature = content == "-- "
        if flowing and depth == depth_before and not signature:
            if delsp:
                out[-1][-1] = out[-1][-1][:-1]
            out[-1].append(content)
        else:
            out.append([(">" * depth + " " if depth else "") + content])
        flowing = content.endswith(" ") and not signature
        depth_before = depth
    return "\n".join(["".join(pieces) for pieces in out])


def from_enriched(text: str) -> str:
    """text/enriched (RFC 1896) without its commands."""
    text = re.sub(r"<param>[^<]*</param>", "", text, flags=re.I).replace("<<", "\x01")
    return re.sub(r"</?[A-Za-z][A-Za-z0-9-]{0,59}>", "", text).replace("\x01", "<")
