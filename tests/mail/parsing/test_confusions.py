"""How often a text is misread, by what its label says: a table with limits, none for a right or a missing label."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from opora.mail.parsing.charset import decode
from opora.mail.parsing.charset_names import codec_for
from opora.mail.parsing.twice_encoded import once
from tests.mail.parsing.letter import body, read
from tests.mail.parsing.samples_charsets import CHARSETS, LABELS, SCRAPS, SENTENCES, SUBJECTS

LIMITS = [
    (SENTENCES, "none", 0.0),
    (SENTENCES, "unknown", 0.0),
    (SENTENCES, "utf8", 0.0),
    (SENTENCES, "latin1", 0.1),
    (SENTENCES, "swapped", 0.05),
    (SUBJECTS, "none", 0.015),
    (SUBJECTS, "unknown", 0.015),
    (SUBJECTS, "utf8", 0.015),
    (SUBJECTS, "latin1", 0.13),
    (SUBJECTS, "swapped", 0.22),
]


def written(texts: dict[str, list[str]]) -> Iterator[tuple[str, str, bytes]]:
    """Each text in each charset that has its letters: (text, charset, bytes)."""
    for language, spoken in texts.items():
        for text, charset in product(spoken, CHARSETS[language]):
            try:
                data = text.encode(codec_for(charset) or charset)
            except UnicodeEncodeError:
                continue
            if not data.isascii():
                yield text, charset, data


@pytest.mark.parametrize("texts", [SENTENCES, SUBJECTS, SCRAPS], ids=["sentences", "subjects", "scraps"])
def test_a_right_label_is_believed(texts: dict[str, list[str]]) -> None:
    misread = [(text, charset) for text, charset, data in written(texts) if decode(data, charset)[0] != text]
    assert misread == []


@pytest.mark.parametrize(("texts", "label", "limit"), LIMITS)
def test_confusions(texts: dict[str, list[str]], label: str, limit: float) -> None:
    tried = [
        (text, decode(data, wrong)[0])
        for text, charset, data in written(texts)
        for wrong in LABELS[label]
        if codec_for(wrong) is None or codec_for(wrong) != codec_for(charset)
    ]
    assert len([text for text, found in tried if found != text]) <= limit * len(tried)


TWICE = ["Принтер не печатает", "Děkuji, příště zavolám", "Größe", "– это «цитата»", "Срочно"]


@pytest.mark.parametrize("text", TWICE)
def test_utf8_encoded_twice(text: str) -> None:
    twice = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    assert decode(twice.encode(), "utf-8")[0] == text
    assert read(b"From: a@b.cz\nSubject: " + twice.encode() + b"\n\nx").subject == text


@pytest.mark.parametrize("text", ["Принтер не печатает", "Срочно", "– это «цитата»"])
def test_utf8_once_taken_for_windows_1251(text: str) -> None:
    twice = "".join(bytes([byte]).decode("cp1251", "ignore") or chr(byte) for byte in text.encode())
    assert decode(twice.encode(), "utf-8")[0] == text


@pytest.mark.parametrize(
    "text",
    ["РСФСР", "СССР и РСФСР", "Сергей Рябов", "Рёбра", "São João", "Ñandú", "âge", "Ã", "5 €", "Ünal Ã"],
)
def test_what_was_encoded_once(text: str) -> None:
    assert once(text) is None


def test_problems_have_codes_for_other_languages() -> None:
    parsed = body("Привет, как дела".encode("koi8-r"), "Content-Type: text/plain; charset=windows-1251")
    found = parsed.repairs[0]
    assert (found.code, found.values) == ("charset_wrong", {"label": "'windows-1251'", "used": "koi8-u"})
    assert parsed.problems[0] == str(found) == "charset 'windows-1251' was wrong; read as koi8-u"
