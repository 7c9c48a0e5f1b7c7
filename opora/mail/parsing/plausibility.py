"""How much a decoded text looks like something a person wrote, by its letters outside ASCII."""

from __future__ import annotations

import re

from opora.mail.parsing.letters import (
    COMMON_PAIRS,
    CYRILLIC_WEIGHTS,
    LATIN_WEIGHTS,
    OTHER_WEIGHTS,
    TYPOGRAPHIC,
)

WORD = re.compile(r"[^\W\d_]+")
CYRILLIC = re.compile(r"[\u0400-\u045f\u0490\u0491]")


def plausibility(text: str) -> float:
    """Average merit of the characters outside ASCII: about 1 for natural text, below 0 for noise. Linear in `text`."""
    foreign = [char for char in text if char > "\x7f"]
    if not foreign:
        return 0.6
    words = [word for word in WORD.findall(text) if not word.isascii()]
    symbols = sum(_symbol(char) for char in foreign if not char.isalpha())
    letters = max(_letters(words, weights) for weights in _weights(foreign))
    return (letters + symbols) / len(foreign)


def _weights(foreign: list[str]) -> list[dict[str, float]]:
    script = "".join(foreign[:4000])
    if len(CYRILLIC.findall(script)) * 2 >= sum(char.isalpha() for char in script):
        return CYRILLIC_WEIGHTS
    return LATIN_WEIGHTS + OTHER_WEIGHTS


def _symbol(char: str) -> float:
    if char in TYPOGRAPHIC:
        return 0.3
    if "\x80" <= char <= "\x9f" or char == "\ufffd":
        return -2.0
    return -0.8


def _letters(words: list[str], weights: dict[str, float]) -> float:
    return sum(_word(word, weights) for word in words)


def _word(word: str, weights: dict[str, float]) -> float:
    """Merit of one word: known letters, sensible capitals, one script, common pairs."""
    lower = word.lower()
    merit = sum(weights.get(char, -0.9) for char in lower if char > "\x7f")
    count = sum(char > "\x7f" for char in word)
    if word[1:] != lower[1:] and word != word.upper():
        merit -= 1.2 * sum(char.isupper() and char > "\x7f" for char in word[1:])
    elif word == word.upper() and len(word) > 1:
        merit -= 0.25 * count
    if lower[0] in "\u044a\u044c\u044b" or (word[-1] != lower[-1] and word[:-1] == lower[:-1] and len(word) > 2):
        merit -= 1.0
    if "а" in weights:
        merit += _cyrillic_word(lower, count)
    return merit


def _cyrillic_word(lower: str, count: int) -> float:
    if count < len(lower):
        return -0.9 * count
    if len(lower) < 2:
        return 0.0
    pairs = sum(lower[place:place + 2] in COMMON_PAIRS for place in range(len(lower) - 1))
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
