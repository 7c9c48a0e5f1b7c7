"""UTF-8 that was taken for windows-1252 or windows-1251 on its way and encoded once more: "Ð¿Ñ€Ð¸", "РїСЂРё"."""

from __future__ import annotations

import re

LATIN = re.compile("[ÃÄÅÂÐÑâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
CYRILLIC = re.compile("(?:[РС][^\x00-\x7fа-пр-яА-ЯЁё]|[РС][РСа-пЂѓѕёіїј]){2}")
MAX_ROUNDS = 2


def _table(codec: str) -> dict[int, int]:
    """Characters to the bytes they were, as characters; what the charset leaves open stands for itself."""
    return {ord(bytes([byte]).decode(codec, "ignore") or chr(byte)): byte for byte in range(128, 256)}


TABLES = ((LATIN, _table("cp1252")), (CYRILLIC, _table("cp1251")))


def once(text: str) -> str | None:
    """The text as it was written, None where it was not encoded twice. One proper letter elsewhere, and it was not."""
    found = None
    for _ in range(MAX_ROUNDS):
        better = next((again for sign, table in TABLES if (again := _back(text, sign, table))), None)
        if better is None:
            break
        found = text = better
    return found


def _back(text: str, sign: re.Pattern[str], table: dict[int, int]) -> str | None:
    if not sign.search(text):
        return None
    try:
        return text.translate(table).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
