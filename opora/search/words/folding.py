"""One spelling for what readers take for the same: case, ё and е, accents of Latin letters, look-alike letters.

Russian й stays (it is a letter, not an accent); Czech and other Latin letters lose their accents, so that “reseni” is
“řešení”. Works on text of any origin: invisible marks, wide forms and ligatures are evened out (NFKC).
"""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys([0xAD, 0x34F, 0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)])
_INVISIBLE |= dict.fromkeys([*range(0x2060, 0x2070), *range(0xFE00, 0xFE10)])
_MARKS = dict.fromkeys(range(0x300, 0x370))
# What NFKD does not take apart.
_SPELLED = {
    "ё": "е", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-",
}  # fmt: skip
# Letters that look alike in both alphabets: a word of one with a few letters of the other was mistyped, or disguised.
_LATIN, _CYRILLIC = "aceopxykmtbhi", "асеорхукмтвні"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_IN_LATIN, _IN_CYRILLIC = re.compile("[a-z]"), re.compile("[\u0430-\u045f\u0490-\u04ff]")


def _table() -> dict[int, str | None]:
    """Every accented Latin letter to its base, beside the spellings above."""
    table: dict[int, str | None] = {
        **_INVISIBLE,
        **_MARKS,
    }  # stress marks: what belongs together is composed by now
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFKD", chr(code).lower()).translate(_MARKS)
        if base.isascii() and base.isalpha():
            table[code] = base
    return table | {ord(letter): spelled for letter, spelled in _SPELLED.items()}


_TABLE = _table()
_STRANGE = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE if chr(code) != "ё") + "]")


def fold(text: str) -> str:
    """The text in the one spelling. Lengths may differ from the original's."""
    low = text.lower()
    if low.isascii():
        return low
    if not unicodedata.is_normalized("NFKC", low):
        low = unicodedata.normalize("NFKC", low).lower()  # “™” becomes “TM”
    low = low.replace("ё", "е")
    # Most Russian texts have nothing else to be changed, and looking is ten times quicker than changing.
    return low.translate(_TABLE) if _STRANGE.search(low) else low


@lru_cache(200_000)
def unmixed(word: str) -> str:
    """A folded word whose few letters of the other alphabet were look-alikes, in the alphabet of the most."""
    latin, cyrillic = len(_IN_LATIN.findall(word)), len(_IN_CYRILLIC.findall(word))
    if not latin or not cyrillic or 3 * min(latin, cyrillic) > len(word):
        return word
    other = word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)
    strange = _IN_LATIN if cyrillic >= latin else _IN_CYRILLIC
    return word if strange.search(other) else other
