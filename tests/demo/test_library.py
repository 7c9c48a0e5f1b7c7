"""The texts of the demo are complete and can be filled in, whoever speaks."""

import random
import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from opora.demo import library
from opora.demo.wording import Wording

pytestmark = pytest.mark.once
AT = datetime(2026, 3, 12, 10, tzinfo=UTC)
LEFT_OVER = re.compile(r"[{}\[\]]|<[^>/a-z]|<[^>]*\|")


def test_each_language_has_its_twenty_conversations() -> None:
    counts = Counter(thread.language for thread in library.threads())
    assert all(counts[language] >= 20 for language in library.LANGUAGES)
    assert len({thread.id for thread in library.threads()}) == len(library.threads())


@pytest.mark.parametrize("thread", library.threads(), ids=lambda thread: thread.id)
def test_every_text_can_be_filled_in(thread: library.Thread) -> None:
    for by, to in ("mf", "fm"):
        facts = {
            "name": "N",
            "called": "C",
            "login": "l@x.example",
            "organization": "O",
            "agent": "A",
            "agent_called": "A",
        }
        wording = Wording(thread.language, random.Random(1), facts)
        texts = [
            *thread.subject,
            *thread.tags,
            thread.comment,
            *(turn.html or turn.say for turn in thread.turns),
        ]
        for text in [*texts, *(str(value) for turn in thread.turns for value in turn.split.values())]:
            filled = wording.fill(text, by=by, to=to, at=AT)
            assert not LEFT_OVER.search(filled.replace("<table>", "")), filled


@pytest.mark.parametrize("thread", library.threads(), ids=lambda thread: thread.id)
def test_threads_name_what_the_company_has(thread: library.Thread) -> None:
    company = library.company()
    assert thread.topic in {row["key"] for row in company["topic"]}
    assert {turn.by for turn in thread.turns} <= {"customer", "agent", "note", "supervisor"}
    assert thread.turns[0].by == "customer"
    for file in (file for turn in thread.turns for file in turn.files):
        assert file.partition(":")[0] in {"photo", "screenshot", "pdf", "log", "csv"}


def test_both_genders_are_said_where_the_speaker_is_meant() -> None:
    wording = Wording("ru", random.Random(1), {})
    assert wording.fill("заказал<|а>, <вошёл|вошла>", by="f") == "заказала, вошла"
    assert wording.fill("objednal<:|a>", by="f", to="m") == "objednal"


def test_nobody_real_can_be_reached() -> None:
    addresses = [one.address for one in (*library.customers(), *library.colleagues())]
    assert len(set(addresses)) == len(addresses)
    assert all(address.endswith(".example") for address in addresses)
