"""Who wrote the mail that somebody forwards, when, about what, and in which words."""

from __future__ import annotations

from datetime import datetime

import pytest

from opora.mail.parsing.mail import Forwarded
from opora.mail.parsing.written_dates import read_written_date
from tests.mail.parsing.letter import read
from tests.mail.parsing.samples_forwarded import ANSWERS, FORWARDS, INTRO

OUTER = "From: Agent <agent@desk.example>\nTo: support@desk.example\nDate: Tue, 12 May 2026 11:00:00 +0200\nSubject: "
TEN_FIFTEEN = datetime.fromisoformat("2026-05-12T10:15:00+02:00")


def forwarded(subject: str, text: str) -> Forwarded | None:
    return read(f"{OUTER}{subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}").forwarded


@pytest.mark.parametrize("introduction", ["", INTRO])
@pytest.mark.parametrize(("name", "subject", "text"), FORWARDS, ids=[name for name, *_ in FORWARDS])
def test_forwarded(name: str, subject: str, text: str, introduction: str) -> None:
    found = forwarded(subject, f"{introduction}\n{text}")
    assert found is not None
    assert (found.email, found.name) == ("anna@client.example", "Anna Orlova")
    assert found.subject == ("" if name == "yandex" else "Printer")
    assert found.text == "It smokes.\n\nAnna"
    assert found.date == TEN_FIFTEEN
    assert found.introduction == introduction.strip()


@pytest.mark.parametrize("text", [text for _, _, text in FORWARDS], ids=[name for name, *_ in FORWARDS])
def test_a_forward_without_own_words_shows_what_was_forwarded(text: str) -> None:
    assert "It smokes." in read(f"{OUTER}Fwd: Printer\n\n{text}").visible_reply


@pytest.mark.parametrize(("name", "subject", "text"), ANSWERS, ids=[name for name, *_ in ANSWERS])
def test_what_is_no_forward(name: str, subject: str, text: str) -> None:
    assert forwarded(subject, text) is None


def test_html_forward() -> None:
    html = (
        '<div dir="ltr">Look<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message '
        '---------<br>From: <strong class="gmail_sendername" dir="auto">Anna Orlova</strong> <span dir="auto">&lt;<a '
        'href="mailto:anna@client.example">anna@client.example</a>&gt;</span><br>Date: Tue, May 12, 2026 at 10:15 AM<br>'
        "Subject: Printer<br>To:  &lt;boss@desk.example&gt;<br></div><br><br><p>It smokes.</p><p>Anna</p></div></div>"
    )
    table = (
        '<p>Look</p><div class="moz-forward-container"><br><br>-------- Weitergeleitete Nachricht --------\n'
        '<table class="moz-email-headers-table"><tbody><tr><th align="RIGHT">Betreff: </th><td>Printer</td></tr><tr><th>Datum: </th>'
        '<td>Tue, 12 May 2026 10:15:00 +0200</td></tr><tr><th>Von: </th><td>Anna Orlova <a href="mailto:anna@client.example">'
        "&lt;anna@client.example&gt;</a></td></tr><tr><th>An: </th><td>boss@desk.example</td></tr></tbody></table><br><br><p>It smokes.</p>"
        "<p>Anna</p></div>"
    )
    outlook = (
        '<p class="MsoNormal">Look</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        '<p class="MsoNormal"><b>Von:</b> Anna Orlova &lt;anna@client.example&gt; <br><b>Gesendet:</b> Dienstag, 12. Mai 2026 10:15<br>'
        '<b>An:</b> Chef<br><b>Betreff:</b> Printer</p></div></div><p class="MsoNormal">&nbsp;</p><p class="MsoNormal">It smokes.</p>'
        '<p class="MsoNormal">&nbsp;</p><p class="MsoNormal">Anna</p>'
    )
    for subject, text in (("Fwd: Printer", html), ("Fwd: Printer", table), ("WG: Printer", outlook)):
        found = read(f"{OUTER}{subject}\nContent-Type: text/html; charset=utf-8\n\n{text}").forwarded
        assert found is not None
        assert (found.email, found.name, found.subject) == ("anna@client.example", "Anna Orlova", "Printer")
        assert (found.date, found.introduction) == (TEN_FIFTEEN, "Look")
        assert found.text == "It smokes.\n\nAnna"


ATTACHED = (
    "--b\nContent-Type: text/plain\n\nLook\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <1@client.example>\n"
    "From: Anna Orlova <anna@client.example>\nSubject: =?utf-8?B?0J/RgNC40L3RgtC10YA=?=\n"
    "Date: Tue, 12 May 2026 10:15:00 +0200\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/html\n\n"
    "<p>It <b>smokes</b>.</p>\n--c\nContent-Type: image/png; name=a.png\n\nx\n--c--\n"
)


def test_forwarded_as_a_file() -> None:
    found = read(f"{OUTER}Printer\nContent-Type: multipart/mixed; boundary=b\n\n{ATTACHED}--b--\n").forwarded
    assert found is not None
    assert (found.email, found.name, found.subject) == ("anna@client.example", "Anna Orlova", "Принтер")
    assert (found.text, found.html, found.date) == ("It smokes.", "<p>It <b>smokes</b>.</p>", TEN_FIFTEEN)
    assert (found.as_file, found.message_id) == (True, "1@client.example")
    assert [file.name for file in found.attachments] == ["a.png"]


def test_several_attached_mails_are_nobodys_forward() -> None:
    twice = ATTACHED + ATTACHED.partition("Look\n")[2]
    assert read(f"{OUTER}x\nContent-Type: multipart/mixed; boundary=b\n\n{twice}--b--\n").forwarded is None


def test_authors_with_less_than_an_address() -> None:
    inside = forwarded(
        "FW: x",
        "From: Anna Orlova\nSent: Tuesday, May 12, 2026 10:15 AM\nTo: Boss\nSubject: Printer\n\nIt smokes.\n",
    )
    behalf = forwarded(
        "FW: x",
        "From: list@x.example On Behalf Of Anna Orlova <anna@client.example>\nSent: Tuesday, May 12, 2026\nTo: Boss\nSubject: Printer\n\nIt\n",
    )
    assert inside and (inside.email, inside.name) == ("", "Anna Orlova")
    assert behalf and (behalf.email, behalf.name) == ("anna@client.example", "Anna Orlova")


BEFORE = datetime.fromisoformat("2026-05-13T10:00:00+02:00")
DATES = [
    "Tue, May 12, 2026 at 10:15 AM",
    "вт, 12 мая 2026 г. в 10:15",
    "út 12. 5. 2026 v 10:15",
    "Di., 12. Mai 2026 um 10:15 Uhr",
    "mar. 12 mai 2026 à 10:15",
    "12.05.26 11:15 (GMT+03:00)",
    "5/12/26 9:15 AM (GMT+01:00)",
    "Вторник, 12 мая 2026, 11:15 +03:00",
    "12. května 2026 10:15:00 SELČ",
    "12 мая 2026 г. в 11:15:00 GMT+3",
    "12 мая 2026 г. 11:15:00 МСК",
    "2026-05-12 10:15",
    "2026-05-12T08:15:00Z",
    "Tuesday, May 12th, 2026 at 10:15 AM",
    "martes, 12 de mayo de 2026 10:15",
    "ter., 12 de mai. de 2026 às 10:15",
    "wtorek, 12 maja 2026 10:15",
    "12 травня 2026 р. 10:15",
    "12/05/2026 10:15",
    "05/12/2026 10:15 AM",
    "10:15, 12 мая 2026 г.",
    "2026年5月12日 10:15",
    "2026. máj. 12., K 10:15",
    "ti 12. toukok. 2026 klo 10.15",
    "12.5.2026 10.15",
]


@pytest.mark.parametrize("text", DATES)
def test_written_dates(text: str) -> None:
    assert read_written_date(text, BEFORE) == TEN_FIFTEEN


def test_other_dates() -> None:
    assert read_written_date("4. července 2025 v 9:05", BEFORE) == datetime.fromisoformat(
        "2025-07-04T09:05:00+02:00"
    )
    assert read_written_date("12/31/2025 11:05", BEFORE) == datetime.fromisoformat(
        "2025-12-31T11:05:00+02:00"
    )
    assert read_written_date("12 May 2026 12:30 AM") == datetime.fromisoformat("2026-05-12T00:30:00+00:00")
    for nothing in ("", "yesterday", "99.99.2026", "12 May", "31. 2. 2026", "1" * 300):
        assert read_written_date(nothing, BEFORE) is None
