"""What may come next while somebody types a query."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from opora.events.public import clock
from opora.people.models import Person
from opora.people.public import folded
from opora.search.completing import people, things
from opora.search.completing.offer import MOST, Offer, begins_one
from opora.search.completing.place import Place, place_of
from opora.search.filters.asking import Asking, zone_of
from opora.search.language.keys import Key, find_key, keys
from opora.search.language.kinds.choices import SIGNS, Choices
from opora.search.language.kinds.dates import FUTURE, SPOKEN, Dates, spoken_words


@dataclass(frozen=True)
class Completion:
    """`insert_text` would replace the characters from `start` to `end`; `label` and `detail` say what it is."""

    insert_text: str
    start: int
    end: int
    label: str
    detail: str = ""


def complete(text: str, cursor: int, viewer: Person) -> list[Completion]:
    """Keys for a word that is being typed, values after a colon: at most eight, only what the viewer may know.

    Where nothing has been begun there is nothing to offer. Raises nothing.
    """
    place = place_of(text, cursor)
    if place is None or (place.key is not None and place.key.staff_only and not viewer.is_staff):
        return []
    asking = Asking(viewer, clock.now(), zone_of(viewer))
    if place.key is None:
        return list(_keys(place, asking))[:MOST]
    found = _values(place.key, place, asking)
    return [
        Completion(offer.text, place.start, place.end, offer.label, offer.detail)
        for offer in dict.fromkeys(found)
    ][:MOST]


def _keys(place: Place, asking: Asking) -> Iterator[Completion]:
    word, dot, rest = place.typed.partition(".")
    if dot:
        yield from _field_names(place, word, rest, asking)
        return
    said = folded(place.typed)
    for key in keys().values():
        if key.staff_only and not asking.viewer.is_staff:
            continue
        spelling = next((one for one in _spellings(key) if folded(one).startswith(said)), None)
        if spelling is not None:
            insert = spelling + ("." if key.takes_name else ":")
            yield Completion(insert, place.start, place.end, insert, str(key.explanation))


def _spellings(key: Key) -> Iterator[str]:
    """What the key may be called: first as the active language has it, then in English, then the others."""
    own = (get_language() or "").partition("-")[0]
    yield from key.spellings.get(own, ()) if own != "en" else ()
    yield key.name
    for spellings in key.spellings.values():
        yield from spellings


def _field_names(place: Place, word: str, rest: str, asking: Asking) -> Iterator[Completion]:
    known = find_key(f"{word}.x")
    if known is None or not known[0].takes_name:
        return
    for offer in things.field_names(rest, asking):
        yield Completion(f"{word}.{offer.text}", place.start, place.end, offer.label, offer.detail)


def _values(key: Key, place: Place, asking: Asking) -> list[Offer]:
    if isinstance(key.kind, Choices):
        return _choices(key.kind, place.typed, asking)
    if isinstance(key.kind, Dates):
        return _times(key.kind, place.typed)
    if key.takes_name:
        return things.field_values(place.name.partition(".")[2], place.typed, asking)
    if key.name in {"from", "to", "requester", "agent"}:
        return people.offers(key.name, place.typed, asking)
    return things.offers(key.name, place.typed, asking)


def _choices(kind: Choices, typed: str, asking: Asking) -> list[Offer]:
    sign = next((sign for sign in SIGNS if kind.is_ordered and typed.startswith(sign)), "")
    typed = typed.removeprefix(sign)
    return [
        Offer(sign + option.code, f"{sign} {option.label}".strip(), option.code)
        for option in kind.options()
        if begins_one(typed, option.words()) and (asking.viewer.is_staff or not option.staff_only)
    ]


def _times(kind: Dates, typed: str) -> list[Offer]:
    sensible = [code for code in SPOKEN if kind.is_future or code not in FUTURE]
    found = [
        Offer(code, spoken_words(code)[0])
        for code in sensible
        if begins_one(typed, (code, *spoken_words(code)))
    ]
    return found + [Offer(example, example) for example in ("<2h", ">7d") if begins_one(typed, [example])]
