"""What is said in one language: sentences ready to be filled with a ticket's facts by Python's % operator.

They are the demo's own conversations and, for most tickets, matters put together of sentences (content/bulk/).
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from opora.demo import library
from opora.demo.bulk.drawing import evenly, weighted, zipf
from opora.demo.bulk.lexicon import content
from opora.demo.wording import Wording

AT = datetime(2026, 3, 12, 10, tzinfo=UTC)  # any day will do, but always the same one
VARIANTS = 8  # how often each sentence is told anew to collect its wordings
GENDERS = ("m", "f")
# Facts of the ticket, which stay open; whatever else stands in {} is filled from content/words.toml right here.
OPEN = (
    *(f"{noun}{case}" for noun in ("thing", "part") for case in ("", "_gen", "_acc", "_ins")),
    *(f"{who}{case}" for who in ("person", "lady") for case in ("", "_gen", "_dat", "_ins")),
    *("city", "city_in", "city_from", "company", "model", "model2", "order", "order2", "serial", "serial2"),
    *("track", "track2", "invoice", "invoice2", "amount", "amount2", "code", "card", "digits", "url", "login"),
    *("login2", "call", "day", "later", "date", "date2", "called", "agent", "agent_called", "name", "hi"),
    *("hello", "bye", "organization", "street"),
)  # fmt: skip
# The products of the demo's conversations are one thing here: a model.
MODELS = ("phone", "vacuum", "earbuds", "watch", "router", "kettle", "reader")
Wordings = Sequence[str]  # one sentence, said this way or that
_SPACE = re.compile(r"[ ]{2,}")


@dataclass(frozen=True)
class Tale:
    """A conversation of the demo: subjects, and turns as (customer, agent or note; wordings by gender)."""

    topic: str
    times: int
    subjects: Sequence[str]
    turns: Sequence[tuple[str, Mapping[str, Sequence[str]]]]


@dataclass(frozen=True)
class Matter:
    """What a ticket may be about: endless subjects, and sentences as their wordings, the customer's by gender."""

    topic: str
    subjects: Iterator[str]
    asking: Mapping[str, Iterator[Wordings]]
    answering: Iterator[Wordings]
    notes: Iterator[Wordings]


@dataclass(frozen=True)
class Speech:
    """One language, drawn from one source of chance."""

    tales: Mapping[str, Iterator[Tale]]
    matters: Mapping[str, Iterator[Matter]]
    general: Mapping[str, Iterator[Wordings]]
    greetings: Iterator[str]
    hellos: Iterator[str]
    byes: Iterator[str]
    wrote: str

    def topics(self) -> list[str]:
        """Keys of what can be talked about."""
        return list(self.matters)


def speech(language: str, draw: random.Random) -> Speech:
    """The language's sentences, drawn with `draw`."""
    words, known = library.words(language), content(language)
    tales, matters = _tales(language), [_matter(row, language, draw) for row in known["matter"]]
    sentences = {key: value for key, value in known["general"].items() if key != "wrote"}
    return Speech(
        {topic: _told_often(tales, topic, draw) for topic in dict.fromkeys(tale.topic for tale in tales)},
        {matter.topic: evenly(draw, [matter]) for matter in matters},
        {key: zipf(draw, _sentences(texts, language)) for key, texts in sentences.items()},
        zipf(draw, words["hi"]),
        zipf(draw, [_opened(text) for text in words["hello"]]),
        zipf(draw, [_opened(text) for text in words["bye"]]),
        _opened(known["general"]["wrote"]),
    )


def _told_often(tales: Sequence[Tale], topic: str, draw: random.Random) -> Iterator[Tale]:
    found = [tale for tale in tales if tale.topic == topic]
    return weighted(draw, found, [tale.times for tale in found])


def _matter(row: Mapping[str, Sequence[str]], language: str, draw: random.Random) -> Matter:
    """All sentences with all their wordings."""
    asking = {by: zipf(draw, _sentences(row["ask"], language, by)) for by in GENDERS}
    answers, notes = (zipf(draw, _sentences(row[key], language)) for key in ("answer", "note"))
    subjects = zipf(draw, _worded(tuple(row["subject"]), language))
    return Matter(str(row["topic"]), subjects, asking, answers, notes)


def _sentences(texts: Sequence[str], language: str, by: str = "m") -> Sequence[Wordings]:
    return [_worded((text,), language, by) for text in texts]


@cache
def _tales(language: str) -> Sequence[Tale]:
    found = []
    for thread in library.threads():
        if thread.language == language and not thread.spam:
            turns = [
                (turn.by if turn.by in {"customer", "note"} else "agent", _both(turn.say, language))
                for turn in thread.turns
                if turn.say and turn.by in {"customer", "agent", "supervisor", "note"} and not turn.raw
            ]
            if turns and turns[0][0] == "customer":
                found.append(Tale(thread.topic, thread.times, _worded(thread.subject, language), turns))
    return found


def _both(text: str, language: str) -> Mapping[str, Sequence[str]]:
    return {by: _worded((text,), language, by) for by in GENDERS}


@cache
def _worded(texts: Sequence[str], language: str, by: str = "m") -> Sequence[str]:
    """Every wording of these texts once, in an order that is the same in every run."""
    draw = random.Random(f"wordings {language} {by} {texts[0]}")
    told = [_told(text, language, by, draw) for text in texts for _n in range(VARIANTS)]
    distinct = list(dict.fromkeys(text for text in told if text))
    draw.shuffle(distinct)
    return distinct


def _told(text: str, language: str, by: str, draw: random.Random) -> str:
    facts = {name: f"%({name})s" for name in OPEN} | dict.fromkeys(MODELS, "%(model)s")
    filled = Wording(language, draw, facts).fill(text.replace("%", "%%"), by=by, at=AT)
    return _SPACE.sub(" ", filled)


def _opened(text: str) -> str:
    """A text that has nothing but facts in its slots."""
    return re.sub(r"\{([a-z_0-9]+)\}", r"%(\1)s", text.replace("%", "%%"))
