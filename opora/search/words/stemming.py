"""Stems by script and language. Russian and English by Snowball, Czech by our own (`czech.py`)."""

import threading

import Stemmer

from opora.search.words import czech

# Snowball objects are not safe to share between threads.
_local = threading.local()
# Forms that no rule of endings brings together, frequent at a help desk.
IRREGULAR = {"денег": "деньг", "писем": "письм", "объем": "объем", "прием": "прием", "подъем": "подъем"}


def russian(word: str) -> str:
    """The stem of a folded Cyrillic word; Ukrainian and others are near enough.

    Snowball leaves the fleeting vowel in (посылка: посылк, посылок: посылок); here it goes.
    """
    stem = IRREGULAR.get(word) or str(_stemmer("russian").stemWord(word))
    if len(stem) > 4 and stem[-1] == "к" and stem[-2] in "ое":
        stem = stem[:-2] + "к"
    return stem


def english(word: str) -> str:
    """The stem of a folded Latin word, as English has it."""
    return str(_stemmer("english").stemWord(word))


def stems(word: str, language: str = "") -> tuple[str, ...]:
    """The stems of a folded word of one script, each marked with its stemmer's letter (r, e, z; n for the rest).

    A Latin word of a text that is not known to be English has both stems: Czech texts are full of English words, and
    whoever asks does not say in which language.
    """
    if _is_cyrillic(word):
        return ("r" + russian(word),)
    if not word.isascii() or not word.isalpha():
        return ("n" + word,)
    if language == "en":
        return ("e" + english(word),)
    return ("e" + english(word), "z" + czech.stem(word))


def _is_cyrillic(word: str) -> bool:
    return all("\u0400" <= letter <= "\u052f" for letter in word)


def _stemmer(language: str) -> Stemmer.Stemmer:
    known: dict[str, Stemmer.Stemmer] = _local.__dict__
    if language not in known:
        known[language] = Stemmer.Stemmer(language, 0)
    return known[language]
