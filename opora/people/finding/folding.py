"""Text as it is compared: no capitals, no accents."""

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 60
MOST_WORDS = 40


def folded(text: str) -> str:
    """The text in small letters without diacritics and invisible signs: “Benešová” and “BENESOVA” are one, ё is е.

    Databases fold differently, and SQLite only Latin letters; what is compared after this is the same everywhere.
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if unicodedata.category(c) not in {"Mn", "Cf", "Cs"}).casefold()


def folded_words(text: str) -> list[str]:
    """The words of a name or address, folded, each once: what parts them are spaces and punctuation."""
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in _WORD.findall(folded(text))))[:MOST_WORDS]


def words_found_by(name: str, addresses: Iterable[str]) -> dict[str, bool]:
    """The words that somebody with this name and these addresses is found by, each with whether the name has it."""
    of_name = dict.fromkeys(folded_words(name), True)
    of_addresses = (word for address in addresses for word in folded_words(address))
    return dict.fromkeys(of_addresses, False) | of_name
