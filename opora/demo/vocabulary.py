"""Sentences for bulk data, cut out of the demo's conversations: few are said often, most of them rarely."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import accumulate

from opora.demo import library
from opora.demo.formatting import as_html
from opora.demo.wording import Wording, day

AT = datetime(2026, 3, 12, 10, tzinfo=UTC)  # any day will do, but always the same one
VARIANTS = 8  # how often each turn is told anew to collect its sentences
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True)
class Pool:
    """Texts of one sort, drawn by Zipf's law: the n-th is n times rarer than the first."""

    texts: Sequence[str]
    weights: Sequence[float]

    def draw(self, random: random.Random, count: int) -> list[str]:
        """Some of them."""
        return random.choices(self.texts, cum_weights=self.weights, k=count)


@dataclass(frozen=True)
class Vocabulary:
    """What is said in one language."""

    subjects: Pool
    asking: Pool
    answering: Pool
    thanks: Sequence[str]
    greetings: Sequence[str]
    tags: Sequence[str]


@cache
def vocabulary(language: str) -> Vocabulary:
    """The language's sentences; the same in every run."""
    draw = random.Random(language)
    threads = [thread for thread in library.threads() if thread.language == language]
    told = [(turn, text) for thread in threads for turn, text in _told(thread, draw)]
    subjects = [
        _filled(thread, subject, draw) for thread in threads for subject in thread.subject for _n in range(3)
    ]
    words = library.words(language)
    return Vocabulary(
        _pool(subjects, draw),
        _pool(_sentences([text for turn, text in told if turn.by == "customer"]), draw),
        _pool(_sentences([text for turn, text in told if turn.by in {"agent", "supervisor"}]), draw),
        words["thanks"],
        words["hi"],
        sorted({tag for thread in threads for tag in thread.tags}),
    )


def paragraphs(sentences: Sequence[str]) -> tuple[str, str]:
    """Sentences as plain text and as HTML."""
    text = " ".join(sentences)
    return text, as_html(text)


def _told(thread: library.Thread, draw: random.Random) -> list[tuple[library.Turn, str]]:
    return [
        (turn, _filled(thread, turn.say, draw)) for turn in thread.turns for _n in range(VARIANTS) if turn.say
    ]


def _filled(thread: library.Thread, text: str, draw: random.Random) -> str:
    those = [one for one in library.customers() if one.language == thread.language]
    one = draw.choice(those)
    colleague = draw.choice([other for other in library.colleagues() if thread.language in other.languages])
    facts = {
        "name": "",
        "bye": "",
        "called": one.called,
        "login": one.address,
        "organization": "",
        "agent": colleague.name,
        "agent_called": colleague.name.split()[0],
        "day": day(AT, thread.language),
        "hi": "",
    }
    return Wording(thread.language, draw, facts).fill(text, by=draw.choice("mf"), to=one.gender, at=AT)


def _sentences(texts: Sequence[str]) -> list[str]:
    parts = [part.strip() for text in texts for line in text.split("\n") for part in _SENTENCE.split(line)]
    return list(
        dict.fromkeys(part for part in parts if 12 <= len(part) <= 240 and not part.startswith((">", "-")))
    )


def _pool(texts: Sequence[str], draw: random.Random) -> Pool:
    distinct = list(dict.fromkeys(texts))
    draw.shuffle(distinct)
    return Pool(distinct, list(accumulate(1 / rank for rank in range(1, len(distinct) + 1))))
