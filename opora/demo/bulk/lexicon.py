"""The words of bulk data with their forms: things, parts, places, people, companies of one language."""

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from opora.demo.library import CONTENT

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
        _mixed(draw, list(_cities(language))),
        _mixed(draw, [_person(name, language) for name in people]),
        _mixed(draw, [_lady(name, language) for name in women]),
        _mixed(
            draw, [form.format(name) for form in known["company_forms"] for name in known["companies"].split()]
        ),
        {"m": known["first_m"].split(), "f": known["first_f"].split()},
        {"m": people, "f": women},
        known["tags"]["words"].split(),
    )


def _mixed(draw: random.Random, things: list[Any]) -> list[Any]:
    draw.shuffle(things)
    return things


def _described(key: str, language: str) -> list[Forms]:
    """Things alone and with every adjective, for which they agree in gender and case."""
    adjectives: Sequence[str] = content(language)["adjectives"].split()
    found: list[Forms] = []
    for noun, gender in _declined(key, language):
        found.append(dict(zip((key + case for case in CASES), noun, strict=True)))
        for stem in adjectives:
            endings = ADJECTIVE[language][gender]
            phrases = (
                f"{_spelled(stem + end)} {form}".strip() for end, form in zip(endings, noun, strict=True)
            )
            found.append(dict(zip((key + case for case in CASES), phrases, strict=True)))
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
    """“in” and “from” carry their preposition in Russian, where it depends on nothing but the word's beginning."""
    into, out = ("в ", "из ") if language == "ru" else ("", "")
    for pattern in content(language)["city"]:
        name, source, place = (list(pattern["endings"]) * 3)[:3]
        for stem in dict.fromkeys(pattern["stems"].split()):
            named, comes, lives = (stem.split("|") * 3)[:3] if "|" in stem else (stem,) * 3
            yield {"city": named + name, "city_from": out + comes + source, "city_in": into + lives + place}


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


def called(first_name: str, language: str) -> str:
    """A first name as somebody is addressed by it: Czech has a case for that."""
    return _vocative(first_name) if language == "cs" else first_name


def _vocative(name: str) -> str:
    if name.endswith("a"):
        return f"{name[:-1]}o"
    for ending, spoken in (("něk", "ňku"), ("ek", "ku"), ("el", "le"), ("tr", "tře"), ("k", "ku"), ("ch", "chu")):
        if name.endswith(ending):
            return name[: -len(ending)] + spoken
    if name.endswith(SOFT):
        return f"{name}i"
    return name if name[-1] in "eiíoéy" else f"{name}e"
