"""The language explained, from its own registry."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language

from opora.people.models import Person
from opora.search.language.keys import keys


@dataclass(frozen=True)
class Explained:
    """A key as the active language writes it (the other spellings beside it), what it means, an example."""

    key: str
    others: Sequence[str]
    explanation: str | Promise
    example: str


def explained(viewer: Person) -> list[Explained]:
    """All keys that the viewer may use, in the active language."""
    own = (get_language() or "").partition("-")[0]
    found = []
    for key in keys().values():
        if key.staff_only and not viewer.is_staff:
            continue
        words = [*(key.spellings.get(own, ()) if own != "en" else ()), key.name]
        example = key.example.removeprefix("-")
        if not key.takes_name and example.startswith(f"{key.name}:"):
            example = words[0] + example.removeprefix(key.name)
        suffix = ".…:" if key.takes_name else ":"
        found.append(
            Explained(words[0] + suffix, [word + suffix for word in words[1:]], key.explanation, example)
        )
    return found
