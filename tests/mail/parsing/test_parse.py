"""The door itself: any bytes, the published form, the command, forwarded mails, languages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opora.mail.parsing.contract import as_contract
from opora.mail.parsing.language import language_of
from opora.mail.parsing.parse import parse
from tests.mail.parsing.letter import HEAD, body, read

KEYS = [
    "file",
    "message_id",
    "in_reply_to",
    "references",
    "date",
    "from_email",
    "from_name",
    "reply_to",
    "to",
    "cc",
    "subject",
    "text",
    "html",
    "visible_reply",
    "language",
    "attachments",
    "is_bounce",
    "bounces",
    "is_auto",
    "auto_kind",
    "is_loop",
    "authentication",
    "problems",
]
PIECES = [
    b"From: ",
    b"To: a@b.cz, ",
    b"Subject: =?utf-8?B?0J/R?= ",
    b"\n",
    b"\r\n",
    b"\n\n",
    b"Content-Type: multipart/mixed; boundary=b\n",
    b"--b\n",
    b"--b--\n",
    b"Content-Type: text/html\n\n<p>",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Type: message/rfc822\n\n",
    b"Content-Type: text/plain; charset=koi8-r\n\n",
    b"> quoted\n",
    b"On Mon, 1 Jan 2026 a@b.cz wrote:\n",
    b"=?koi8-r?Q?=F0?=",
    b"Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; ",
    b"Status: 5.1.1\n",
    b"<a@b.cz>",
    b"\x00",
    b"\xff\xfe",
    b"Auto-Submitted: auto-replied\n",
    b"Content-Type: text/calendar\n\nBEGIN:VEVENT\n",
    b"filename*0*=utf-8''%D0; ",
    b"begin 644 x\n",
    b"-- \n",
    b"<blockquote>",
    b"Content-Type: application/ms-tnef\n\n\x78\x9f\x3e\x22",
    b"Date: ",
    b"550 5.1.1 <a@b.cz>\n",
    b"MAILER-DAEMON@x.y\n",
]


def unread(raw: bytes) -> bool:
    return any("could not be read (" in problem for problem in parse(raw).problems)


@given(st.binary(max_size=3000))
@settings(max_examples=300, deadline=None)
def test_any_bytes(raw: bytes) -> None:
    assert not unread(raw)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)), max_size=60).map(b"".join))
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_mix_of_mail_like_pieces(raw: bytes) -> None:
    assert not unread(raw)
    line = json.dumps(as_contract(parse(raw), "x"), ensure_ascii=False)
    line.encode()
    assert list(json.loads(line)) == KEYS


@given(
    st.text("абвгдежзиклмнопрстуфхцчшщэюя АБВГ.,-\n", max_size=400),
    st.sampled_from(["windows-1251", "koi8-r", "utf-8"]),
)
@settings(deadline=None)
def test_text_comes_through_whole(text: str, charset: str) -> None:
    parsed = parse(
        HEAD.encode()
        + f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode()
        + text.encode(charset)
    )
    assert parsed.text.split() == text.split()


def test_published_form() -> None:
    contract = as_contract(body("Hello\n", "Cc: C <c@x.cz>", "Reply-To: r@x.cz"), "f.eml")
    assert list(contract) == KEYS
    assert contract | {"text": "Hello", "visible_reply": "Hello"} == contract
    assert (contract["from_email"], contract["from_name"], contract["to"], contract["cc"]) == (
        "anna@client.example",
        "Anna Orlova",
        ["support@desk.example"],
        ["c@x.cz"],
    )
    assert (contract["date"], contract["reply_to"], contract["html"], contract["auto_kind"]) == (
        "2026-05-12T10:15:00+02:00",
        ["r@x.cz"],
        None,
        None,
    )


def test_nothing_at_all_is_a_mail_too() -> None:
    contract = as_contract(parse(b""), "empty")
    assert list(contract) == KEYS and contract["from_email"] == "" and contract["attachments"] == []


def test_command_prints_a_line_per_file_and_needs_no_settings(tmp_path: Path) -> None:
    mail, odd = tmp_path / "a.eml", tmp_path / "b.eml"
    mail.write_bytes(
        HEAD.encode()
        + b"Content-Type: text/plain; charset=koi8-r\n\n"
        + "Привет, всё хорошо".encode("koi8-r")
    )
    odd.write_bytes(b"\x00\xff" * 100)
    code = (
        "import sys; from opora.mail.parsing.command import main; code = main(sys.argv[1:]); assert "
        "'django' not in sys.modules; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(mail), str(odd), str(tmp_path / "missing")],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert lines[0]["text"] == "Привет, всё хорошо"
    assert len(lines) == 3 and "cannot be read" in lines[2]["problems"][0]


FORWARDED = [
    "Please see.\n\n---------- Forwarded message ---------\nFrom: Bob <bob@x.example>\n"
    "Date: Tue, May 12, 2026\nSubject: Help\nTo: anna\n\nIt is broken.\n",
    "Смотрите.\n\n-------- Пересылаемое сообщение --------\nОт: Bob <bob@x.example>\nДата: 12 мая\nТема: Help\n"
    "Кому: anna\n\nIt is broken.\n",
    "Viz níže.\n\n---------- Přeposlaná zpráva ----------\nOd: Bob <bob@x.example>\nDatum: 12. 5.\n"
    "Předmět: Help\nKomu: anna\n\nIt is broken.\n",
    "Begin forwarded message:\n\n> From: Bob <bob@x.example>\n> Subject: Help\n> Date: 12 May\n> To: anna\n>\n"
    "> It is broken.\n",
]


@pytest.mark.parametrize("text", FORWARDED)
def test_forwarded_mail(text: str) -> None:
    forwarded = read(f"From: anna@client.example\nSubject: Fwd: Help\n\n{text}").forwarded
    assert forwarded is not None
    assert (forwarded.email, forwarded.name, forwarded.subject, forwarded.text) == (
        "bob@x.example",
        "Bob",
        "Help",
        "It is broken.",
    )


def test_an_answer_is_not_forwarded() -> None:
    assert (
        body(
            "Thanks.\n\nFrom: Bob <bob@x.example>\nSent: Tuesday\nTo: anna\nSubject: Help\n\nOld\n"
        ).forwarded
        is None
    )


LANGUAGES = [
    ("Здравствуйте! Не могу войти в личный кабинет.", "ru"),
    ("Доброго дня! Не можу увійти, допоможіть, будь ласка.", "uk"),
    ("Dobrý den, nejde mi přihlášení, prosím o pomoc.", "cs"),
    ("Dobrý deň, nejde mi prihlásenie, prosím o pomoc, ďakujem.", "sk"),
    ("Dzień dobry, proszę o pomoc z hasłem.", "pl"),
    ("Hello, I cannot sign in, please help.", "en"),
    ("Guten Tag, ich kann mich nicht anmelden.", "de"),
    ("Bonjour, je ne peux pas me connecter, merci.", "fr"),
    ("Hola, no puedo entrar en mi cuenta, gracias.", "es"),
    ("测试邮件，请帮助", "zh"),
    ("テストメールです", "ja"),
    ("", None),
    ("12345 !!!", None),
]


@pytest.mark.parametrize(("text", "code"), LANGUAGES, ids=[str(code) for _, code in LANGUAGES])
def test_language(text: str, code: str | None) -> None:
    assert language_of(text) == code


ABSURD = {
    "long subject": b"Subject: " + b"a" * 1_000_000 + b"\n\nx",
    "open brackets": b"From: " + b"(" * 200_000 + b"\n\nx",
    "open quotes": b"From: " + b'"' * 200_001 + b"\n\nx",
    "backslashes": b'From: "' + b"\\" * 200_001 + b"\n\nx",
    "encoded words": b"Subject: " + b"=?utf-8?b?0J/R?= " * 20_000 + b"\n\nx",
    "half words": b"Subject: " + b"=?a?b?" * 60_000 + b"\n\nx",
    "long line": b"\n" + b"a" * 1_000_000,
    "blanks": b"\n" + b" " * 1_000_000 + b"x",
    "quotes": b"\n" + b">" * 500_000,
    "attributions": b"\n" + b"On Mon, 1 Jan 2020 at 10:00\n" * 20_000,
    "headers in text": b"\n" + b"From: a\n" * 50_000,
    "parameters": b"Content-Type: text/plain; " + b'a="' * 100_000 + b"\n\nx",
    "parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 50_000,
    "nested": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    ),
    "nul": b"\0" * 500_000,
    "returns": b"\r" * 300_000,
    "references": b"References: " + b"<" * 200_000 + b"\n\nx",
}


@pytest.mark.parametrize("raw", ABSURD.values(), ids=ABSURD.keys())
def test_absurd_mails_are_borne(raw: bytes) -> None:
    assert not unread(raw)
