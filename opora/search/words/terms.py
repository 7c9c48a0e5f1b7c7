"""Terms: what the full-text engines of all databases are given. Letters a–z and digits only.

So no engine has an opinion of its own on case, accents, short words or operators: each of them sees the same. The first
letter says what sort of term it is: r, e, z a stem (Russian, English, Czech), n anything else that is one word, j parts
written together, t the end of a telephone number.
"""

from functools import lru_cache

from opora.search.words.folding import fold
from opora.search.words.stemming import stems
from opora.search.words.tokens import CACHED, STOP, chunk, phones, written

_LETTERS = {
    ord(letter): code
    for letter, code in zip("абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ", "abvgdejziyklmnoprstufhcqwx1234567890", strict=True)
}  # fmt: skip


def terms(words: str, language: str = "") -> set[str]:
    """All terms of a text as it was written."""
    folded = fold(words)
    found = {"t" + digits for digits in phones(folded)}
    is_english = language == "en"
    for text in set(written(folded)):
        found.update(_of_chunk(text, is_english))
    return found


@lru_cache(CACHED)
def _of_chunk(text: str, is_english: bool) -> tuple[str, ...]:
    one = chunk(text)
    language = "en" if is_english else ""
    found = [coded(stem) for part in one.parts if part not in STOP for stem in stems(part, language)]
    return (*found, *(coded("j" + whole) for whole in (one.whole, *one.runs) if whole))


def coded(term: str) -> str:
    """A marked stem in a–z and 0–9: Cyrillic letter by letter, other scripts by their code points."""
    if term.isascii():
        return term
    head, rest = term[0], term[1:].translate(_LETTERS)
    if rest.isascii():
        return head + rest
    return head + "".join(letter if letter.isascii() else f"{ord(letter):x}" for letter in rest)[:60]
