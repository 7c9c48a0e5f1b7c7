"""The words of bulk data with their forms: things, parts, places, people, companies of one language."""

import random
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from opora.demo.library import CONTENT

T = TypeVar("T")
Forms = Mapping[str, str]
CASES = ("", "_gen", "_acc", "_ins")
# Endings of regular adjectives by gender, in the order of CASES. After г к х Russian writes и instead of ы.
ADJECTIVE = {
    "ru": {
        "m": ("ый", "ого", "ый", "ым"),
        "f": ("ая", "ой", "ую", "ой"),
        "n": ("ое", "ого", "ое", "ым"),
    },
    "cs": {
        "m": ("ý", "ého", "ý", "ým"),
        "f": ("á", "é", "ou", "ou"),
        "n": ("é", "ého", "é", "ým"),
    },
    "en": {"m": ("",) * 4},
}
# One Latin letter or two for each Cyrillic one; the address only has to look right.
_LATIN = {
    **dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)),
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
SOFT = tuple("šžčřjc")


@dataclass(frozen=True)
class Lexicon:
    """One language. Things and parts have four cases; cities are named, come from and lived in; people decline."""

    things: Sequence[Forms]
    parts: Sequence[Forms]
    cities: Sequence[Forms]
    persons: Sequence[Forms]
    ladies: Sequence[Forms]
    companies: Sequence[str]
    names: Mapping[str, Sequence[str]]
    surnames: Mapping[str, Sequence[str]]
    tags: Sequence[str]


@cache
def content(language: str) -> Mapping[str, Any]:
    """What content/bulk/ has of that language."""
    return tomllib.loads((CONTENT / "bulk" / f"{language}.toml").read_text("utf-8"))


@cache
def lexicon(language: str) -> Lexicon:
    """All words of a language, in an order of their own that is the same in every run."""
    known, draw = content(language), random.Random(f"words {language}")
    people = known["surnames"].split()
    women = [_woman(name, language) for name in people]
    return Lexicon(
        _mixed(draw, _described("thing", language)),
        _mixed(draw, _nouns("part", language)),
        [*_mixed(draw, list(_cities(language))), *_mixed(draw, list(_villages(language)))],
        _mixed(draw, [_person(name, language) for name in people]),
        _mixed(draw, [_lady(name, language) for name in women]),
        _mixed(
            draw,
            [form.format(name) for form in known["company_forms"] for name in known["companies"].split()],
        ),
        {"m": known["first_m"].split(), "f": known["first_f"].split()},
        {"m": people, "f": women},
        known["tags"]["words"].split(),
    )


def _mixed(draw: random.Random, things: Sequence[T]) -> list[T]:
    return draw.sample(things, len(things))


def _described(key: str, language: str) -> Sequence[Forms]:
    """Things alone and with every adjective, for which they agree in gender and case."""
    keys, found = [key + case for case in CASES], []
    adjectives = {
        gender: [
            [_spelled(stem + end) for end in endings] for stem in content(language)["adjectives"].split()
        ]
        for gender, endings in ADJECTIVE[language].items()
    }
    for noun, gender in _declined(key, language):
        found.append(dict(zip(keys, noun, strict=True)))
        for forms in adjectives[gender]:
            phrases = [f"{form} {word}" for form, word in zip(forms, noun, strict=True)]
            found.append(dict(zip(keys, phrases, strict=True)))
    return found


def _nouns(key: str, language: str) -> list[Forms]:
    return [
        dict(zip((key + case for case in CASES), noun, strict=True))
        for noun, _gender in _declined(key, language)
    ]


def _declined(key: str, language: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for pattern in content(language)[key]:
        endings = (list(pattern["endings"]) * 4)[:4] if language == "en" else pattern["endings"]
        for stem in dict.fromkeys(pattern["stems"].split()):
            yield tuple(_noun(stem, end) for end in endings), pattern.get("gender", "m")


def _noun(stem: str, ending: str) -> str:
    """Czech writes ň, ť, ď and the like into the stem; Russian й gives way to a vowel; hyphens of lists are spaces."""
    if stem.endswith("й") and ending:
        return stem[:-1] + {"а": "я", "ом": "ем", "е": "е"}[ending]
    return (stem + ending).replace("-", " ")


def _spelled(adjective: str) -> str:
    for letter in "гкх":
        adjective = adjective.replace(f"{letter}ый", f"{letter}ий").replace(f"{letter}ым", f"{letter}им")
    return adjective


def _cities(language: str) -> Iterator[Forms]:
    """“in” and “from” carry their preposition in Russian, where it depends on the word's beginning."""
    for pattern in content(language)["city"]:
        for stem in dict.fromkeys(pattern["stems"].split()):
            forms = stem.split("|") if "|" in stem else [stem + end for end in (pattern["endings"] * 3)[:3]]
            yield _city(forms, language)


def _villages(language: str) -> Iterator[Forms]:
    known = content(language)["village"]
    for stem in known["stems"].split():
        for endings in known["endings"]:
            yield _city([stem + end for end in (endings * 3)[:3]], language)


def _city(forms: Sequence[str], language: str) -> Forms:
    named, comes, lives = forms
    into = ("во " if re.match("В[^аеёиоуы]", lives) else "в ") if language == "ru" else ""
    return {"city": named, "city_from": ("из " if into else "") + comes, "city_in": into + lives}


def _person(name: str, language: str) -> Forms:
    return dict(
        zip(("person", "person_gen", "person_dat", "person_ins"), _man_forms(name, language), strict=True)
    )


def _man_forms(name: str, language: str) -> tuple[str, str, str, str]:
    if language == "ru":
        return name, name + "а", name + "у", name + "ым"
    if language == "cs":
        stem = _oblique(name)
        return name, stem + ("e" if name.endswith(SOFT) else "a"), stem + "ovi", stem + "em"
    return (name,) * 4


def _lady(name: str, language: str) -> Forms:
    forms = (name,) * 4
    if language == "ru":
        forms = (name, name[:-1] + "ой", name[:-1] + "ой", name[:-1] + "ой")
    if language == "cs":
        forms = (name, name[:-1] + "é", name[:-1] + "é", name[:-1] + "ou")
    return dict(zip(("lady", "lady_gen", "lady_dat", "lady_ins"), forms, strict=True))


def _woman(name: str, language: str) -> str:
    return {"ru": name + "а", "cs": _oblique(name) + "ová"}.get(language, name)


def _oblique(name: str) -> str:
    """Horáček, but Horáčka."""
    return f"{name[:-2]}k" if name.endswith("ek") else name


def street(name: str, number: int, language: str) -> str:
    """A street named after somebody (a man's surname), with the number of a house."""
    if language == "ru":
        return f"ул. {name}а, {number}"
    if language == "cs":
        return f"{_oblique(name)}ova {number}"
    return f"{number} {name} {('Road', 'Street', 'Lane', 'Avenue', 'Close')[number % 5]}"


def latin(name: str) -> str:
    """A name as it stands in an address: Latin letters, close enough to how it sounds."""
    spelled = "".join(_LATIN.get(letter, letter) for letter in name.lower())
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain if letter.isalpha()) or "customer"


def called(first_name: str, language: str) -> str:
    """A first name as somebody is addressed by it: Czech has a case for that."""
    return _vocative(first_name) if language == "cs" else first_name


def _vocative(name: str) -> str:
    if name.endswith("a"):
        return f"{name[:-1]}o"
    for ending, spoken in (
        ("něk", "ňku"),
        ("ek", "ku"),
        ("el", "le"),
        ("tr", "tře"),
        ("k", "ku"),
        ("ch", "chu"),
    ):
        if name.endswith(ending):
            return name[: -len(ending)] + spoken
    if name.endswith(SOFT):
        return f"{name}i"
    return name if name[-1] in "eiíoéy" else f"{name}e"
