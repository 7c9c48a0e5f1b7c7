"""`opora mail parse FILE…`: one JSON line per mail on standard output. Starts without Django."""

from __future__ import annotations

import json
import sys

from opora.mail.parsing.contract import as_contract
from opora.mail.parsing.mail import ParsedMail
from opora.mail.parsing.parse import parse
from opora.mail.parsing.problems import problem


def main(paths: list[str]) -> int:
    """Reads each file ("-" is standard input); unreadable files become a line with a problem. Exit code always 0."""
    for path in paths:
        line = json.dumps(as_contract(_read(path), path), ensure_ascii=False)
        sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()
    return 0


def _read(path: str) -> ParsedMail:
    try:
        if path == "-":
            return parse(sys.stdin.buffer.read())
        with open(path, "rb") as file:
            return parse(file.read())
    except (OSError, ValueError) as error:
        return ParsedMail(repairs=(problem("file_unreadable", error=error),))
