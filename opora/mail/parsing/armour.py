"""PGP armour in the text (RFC 9580): signatures are taken off, what is encrypted is named. Nothing is verified here."""

from __future__ import annotations

import re

from opora.mail.parsing.problems import Problem, problem

BEGIN, SIGNATURE, END = (
    "-----BEGIN PGP SIGNED MESSAGE-----",
    "-----BEGIN PGP SIGNATURE-----",
    "-----END PGP SIGNATURE-----",
)
ENCRYPTED = re.compile(r"^-----BEGIN PGP MESSAGE-----[ \t]*$", re.M)
MAX_SIGNED = 50


def without_armour(text: str) -> tuple[str, Problem | None]:
    """The signed words without their armour, and what it was; quoted armour stays as it is."""
    if "-----BEGIN PGP " not in text:
        return text, None
    if ENCRYPTED.search(text):
        return text, problem("pgp_encrypted")
    stripped = text
    for _ in range(MAX_SIGNED):
        again = _one(stripped)
        if again is None:
            break
        stripped = again
    return stripped.strip("\n"), None if stripped is text else problem("pgp_signed")


def _one(text: str) -> str | None:
    """`text` with the first signed message bare; None where there is none."""
    begin = _line(text, BEGIN, 0)
    if begin < 0:
        return None
    signature = _line(text, SIGNATURE, begin)
    if signature < 0:
        return None
    end = _line(text, END, signature)
    after = len(text) if end < 0 else end + len(END)
    head = text.find("\n\n", begin, signature)
    words = text[begin + len(BEGIN) if head < 0 else head + 2 : signature]
    bare = "\n".join(line.removeprefix("- ") for line in words.rstrip("\n").split("\n"))
    return text[:begin] + bare + text[after:]


def _line(text: str, mark: str, start: int) -> int:
    """Where a line begins with `mark`, -1 where none does."""
    at = text.find(mark, start)
    while at > 0 and text[at - 1] != "\n":
        at = text.find(mark, at + 1)
    return at
