"""The new text of a reply, for each mail program and language."""

from __future__ import annotations

import pytest

from opora.mail.parsing.html import clean
from opora.mail.parsing.html_text import read_clean
from opora.mail.parsing.visible import visible
from tests.mail.parsing.letter import body, parts
from tests.mail.parsing.samples_combined import COMBINED, KEPT_NOTICES
from tests.mail.parsing.samples_containers import CONTAINERS
from tests.mail.parsing.samples_html import HTML
from tests.mail.parsing.samples_replies import ALL


@pytest.mark.parametrize(("name", "text", "expected"), ALL, ids=[name for name, _, _ in ALL])
def test_visible_reply(name: str, text: str, expected: str) -> None:
    assert visible(text).reply.strip() == expected


def test_nothing_is_lost() -> None:
    for _, text, _ in ALL:
        seen = visible(text)
        kept = f"{seen.reply}\n{seen.quoted}\n{seen.signature}"
        missing = [line for line in text.split("\n") if line.strip("> _-") and line.strip() not in kept]
        assert missing == []


@pytest.mark.parametrize(("name", "html", "expected"), HTML, ids=[name for name, _, _ in HTML])
def test_visible_reply_of_html(name: str, html: str, expected: str) -> None:
    _, marked = read_clean(clean(html))
    assert visible(marked).reply.strip() == expected


def test_marks_never_reach_the_text() -> None:
    for _, html, _ in HTML:
        plain, marked = read_clean(clean(html))
        assert not any(
            "\ue0f0" <= char <= "\ue0f3" for char in plain + visible(marked).reply + visible(marked).quoted
        )


@pytest.mark.parametrize(("name", "html"), CONTAINERS, ids=[name for name, _ in CONTAINERS])
def test_containers_of_mail_programs(name: str, html: str) -> None:
    parsed = body(html, "Content-Type: text/html; charset=utf-8")
    assert parsed.visible_reply == "Works."
    assert "Old words" in parsed.text


def test_a_signature_that_only_the_html_shows() -> None:
    plain = "Content-Type: text/plain\n\nWorks.\n\nAnna Orlova\nClient\n\n________________________________\nFrom: S <s@d.example>\nSent: Tuesday\nTo: A\nSubject: x\n\nOld\n"
    html = (
        'Content-Type: text/html\n\n<div>Works.</div><div id="Signature"><p>Anna Orlova</p><p>Client</p></div><hr tabindex="-1">'
        '<div id="divRplyFwdMsg"><b>From:</b> S</div><div>Old</div>'
    )
    parsed = parts("alternative", plain, html)
    assert (parsed.visible_reply, parsed.signature) == ("Works.", "Anna Orlova\nClient")


def test_the_authors_name_above_a_phones_line() -> None:
    assert body("It works.\n\nAnna Orlova\nSent from my iPhone\n").visible_reply == "It works."
    assert body("It works.\n\nPetr Novák\nSent from my iPhone\n").visible_reply == "It works.\n\nPetr Novák"
    assert body("Who is it?\nAnna Orlova\nSent from my iPhone\n").visible_reply == "Who is it?\nAnna Orlova"


@pytest.mark.parametrize(("name", "text", "expected"), COMBINED, ids=[name for name, *_ in COMBINED])
def test_combinations(name: str, text: str, expected: str) -> None:
    assert visible(text).reply.strip() == expected.strip()


@pytest.mark.parametrize("text", KEPT_NOTICES)
def test_what_is_no_notice(text: str) -> None:
    assert visible(text).reply == text
