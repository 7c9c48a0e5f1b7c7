"""How much a decoded text looks like something a person wrote, by its letters outside ASCII."""

from __future__ import annotations

import re
from collections import Counter

from opora.mail.parsing.letters import (
    COMMON_PAIRS,
    CYRILLIC_WEIGHTS,
    LATIN_WEIGHTS,
    OTHER_WEIGHTS,
    TYPOGRAPHIC,
)

WORD = re.compile(r"[^\W\d_]+")
MAX_WORDS = 150
CYRILLIC = re.compile(r"[\u0400-\u045f\u0490\u0491]")


def plausibility(text: str) -> float:
    """Average merit of the characters outside ASCII: about 1 for natural text, below 0 for noise. Linear in `text`."""
    counts = Counter(char for char in text if char > "\x7f")
    total = sum(counts.values())
    if not total:
        return 0.6
    letters = {char: count for char, count in counts.items() if char.isalpha()}
    symbols = sum(_symbol(char) * count for char, count in counts.items() if char not in letters)
    cyrillic = sum(count for char, count in letters.items() if CYRILLIC.match(char)) * 2 >= sum(
        letters.values()
    )
    families = CYRILLIC_WEIGHTS if cyrillic else LATIN_WEIGHTS + OTHER_WEIGHTS
    known = max(
        sum(weights.get(char.lower(), -0.9) * count for char, count in letters.items())
        for weights in families
    )
    return (known + symbols) / total + _shape(text, cyrillic)


def _symbol(char: str) -> float:
    if char in TYPOGRAPHIC:
        return 0.3
    if "\x80" <= char <= "\x9f" or char == "\ufffd":
        return -2.0
    return -0.8


def _shape(text: str, cyrillic: bool) -> float:
    """What the words add or take, per foreign letter: capitals where they belong, one script, common pairs."""
    words: list[str] = [word for word in WORD.findall(text) if not word.isascii()][:MAX_WORDS]
    if not words:
        return 0.0
    foreign = sum(char > "\x7f" for word in words for char in word)
    return sum(_word(word, cyrillic) for word in words) / foreign


def _word(word: str, cyrillic: bool) -> float:
    lower = word.lower()
    count = sum(char > "\x7f" for char in word)
    merit = 0.0
    if word != lower and word[1:] != lower[1:]:
        if word == word.upper():
            merit -= 0.25 * count
        else:
            merit -= 1.2 * sum(char.isupper() and char > "\x7f" for char in word[1:])
    if lower[0] in "\u044a\u044c\u044b":
        merit -= 1.0
    return merit + (_cyrillic_word(lower, count) if cyrillic else _latin_word(lower, count))


def _latin_word(lower: str, count: int) -> float:
    """Words of Latin letters are mostly plain ones; words of other scripts have none of those."""
    if max(lower) > "\u036f":
        return -1.5 * count if count < len(lower) else 0.0
    return -0.8 * count if count > 4 and count * 5 > len(lower) * 3 else 0.0


def _cyrillic_word(lower: str, count: int) -> float:
    if count < len(lower):
        return -0.9 * count
    if len(lower) < 2:
        return 0.0
    pairs = sum(lower[place : place + 2] in COMMON_PAIRS for place in range(len(lower) - 1))
    return 0.5 * (pairs - (len(lower) - 1 - pairs) * 0.35)


def plausible_east_asian(text: str, codec: str) -> float:
    """The same for Chinese, Japanese, Korean: share of everyday characters of that charset's language."""
    foreign = [char for char in text if char > "\x7f"]
    if not foreign:
        return 0.0
    good = sum(_east_asian(char, codec) for char in foreign)
    return good / len(foreign)


def _east_asian(char: str, codec: str) -> float:
    if "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff60":
        return 0.7
    if codec in ("cp932", "euc_jp"):
        return 1.0 if "\u3041" <= char <= "\u30fe" else 0.6 if "\u4e00" <= char <= "\u9fff" else -1.0
    if codec == "cp949":
        return 1.0 if "\uac00" <= char <= "\ud7a3" else -0.2 if "\u4e00" <= char <= "\u9fff" else -1.0
    if not "\u4e00" <= char <= "\u9fff":
        return -1.0
    lead = char.encode(codec, "replace")[0]
    everyday = 0xB0 <= lead <= 0xD7 if codec == "gb18030" else 0xA4 <= lead <= 0xC6
    return 0.95 if everyday else 0.1
