"""Text as it is compared: no capitals, no accents."""

import unicodedata


def folded(text: str) -> str:
    """The text in small letters without diacritics and invisible signs: “Benešová” and “BENESOVA” are one, ё is е.

    Databases fold differently, and SQLite only Latin letters; what is compared after this is the same everywhere.
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if unicodedata.category(c) not in {"Mn", "Cf"}).casefold()
