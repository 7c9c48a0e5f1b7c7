"""Opora's own words for each template: a file for each language and purpose, the first line of which is the subject."""

from functools import lru_cache
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
MOTHER = "en"


@lru_cache(maxsize=200)
def built_in(purpose: str, language: str) -> tuple[str, str]:
    """Subject and HTML in that language, or in English when it has none."""
    path = TEXTS / language / f"{purpose}.html"
    if not language.isalpha() or not path.is_file():
        path = TEXTS / MOTHER / f"{purpose}.html"
    whole = path.read_text("utf-8").strip()
    if not whole.startswith("Subject: "):
        return "", whole
    subject, _end, html = whole.partition("\n")
    return subject.removeprefix("Subject: "), html
