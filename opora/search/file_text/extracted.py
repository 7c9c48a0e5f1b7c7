"""What came of reading a file."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xAD, 0xFFFE, 0xFFFF], " ")
_CONTROLS[0xAD] = ""  # a soft hyphen is inside a word
# As books are set: nobody types them.
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_UNTYPED = str.maketrans(_CONTROLS | _LIGATURES)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")


class Problem(StrEnum):
    """Why there is no text, or not all of it."""

    NONE = ""
    CUT = "cut"  # only so much of it was read
    EMPTY = "empty"  # it has no words, as a scan
    KIND = "kind"  # nothing that has words, or that we can read
    TOO_LARGE = "too_large"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    BOMB = "bomb"  # it unpacks to more than it should
    STOPPED = "stopped"  # it took too long or too much memory
    MISSING = "missing"  # the storage does not have it
    UNREAD = "unread"  # the process that reads could not be started


@dataclass(frozen=True)
class Extracted:
    """The words of a file, tidy, and what hindered; there may be both."""

    text: str = ""
    problem: Problem = Problem.NONE


def tidy(text: str, most_bytes: int) -> str:
    """Without what no database keeps (NULs, halves of signs), letters composed as they are typed, each run of blanks
    one, at most so much UTF-8."""
    composed = unicodedata.normalize("NFC", text.replace("\r", "\n").translate(_UNTYPED))
    plain = _LINES.sub("\n", _SPACES.sub(" ", composed)).strip()
    return plain.encode("utf-8", "ignore")[:most_bytes].decode("utf-8", "ignore")
