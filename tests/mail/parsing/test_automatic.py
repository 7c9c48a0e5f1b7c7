"""Machines' mail is recognised; people's mail never is."""

from __future__ import annotations

import pytest

from opora.mail.parsing.parse import Own
from tests.mail.parsing.letter import body, read
from tests.mail.parsing.samples_automatic import ANSWERS, RECEIPTS
from tests.mail.parsing.samples_automatic import PEOPLE as MORE_PEOPLE

HEADERS = [
    ("Auto-Submitted: auto-replied", "auto-reply"),
    ("Auto-Submitted: auto-generated (failure)", "auto-reply"),
    ("X-Autoreply: yes", "auto-reply"),
    ("X-Autorespond: 1", "auto-reply"),
    ("Precedence: auto_reply", "auto-reply"),
    ("Precedence: bulk", "list"),
    ("List-Id: <news.x.example>", "list"),
    ("X-Vacation: 1", "auto-reply"),
    ("Return-Path: <>", "auto-reply"),
]
SUBJECTS = [
    "Automatic reply: printer",
    "Out of Office: printer",
    "Auto: I am away",
    "Автоматический ответ: принтер",
    "Автоответ: принтер",
    "Re: Автоответчик",
    "Automatická odpověď: tiskárna",
    "Nepřítomnost: tiskárna",
    "Automatische Antwort: Drucker",
    "Abwesenheitsnotiz",
    "Réponse automatique : imprimante",
    "Respuesta automática: impresora",
    "Autoodpowiedź: drukarka",
    "Автоматична відповідь: принтер",
    "Risposta automatica: stampante",
    "Odpowiedź automatyczna: drukarka",
]
ABSENT = [
    ("Automatic reply: x", "I am out of the office until Monday."),
    ("Автоматический ответ: x", "Здравствуйте! Я в отпуске до 25 мая."),
    ("Automatická odpověď: x", "Jsem mimo kancelář do 22. 5."),
    ("Automatische Antwort: x", "Ich bin derzeit nicht im Büro."),
    ("Автоматична відповідь: x", "Я у відпустці до понеділка."),
]
PEOPLE = [
    ("Printer", "I was out of the office yesterday, and the printer does not work since."),
    ("Отпуск", "Добрый день! Я в отпуске до 25 мая, а заявление не открывается. Что делать?"),
    ("Dovolená", "Dobrý den, jsem na dovolené do pátku, ale nejde mi přihlášení."),
    ("Re: automatic door", "The automatic door is broken."),
    ("Re: delivery failed again", "The courier says delivery failed."),
    ("Не приходит автоматический ответ", "Почему мне не приходит подтверждение?"),
    ("Autoresponder setup", "How do I set up the autoresponder?"),
]


@pytest.mark.parametrize(("header", "kind"), HEADERS)
def test_headers_tell(header: str, kind: str) -> None:
    parsed = body("text", header)
    assert (parsed.is_auto, parsed.auto_kind) == (True, kind)


@pytest.mark.parametrize(
    "header",
    ["Auto-Submitted: no", "X-Auto-Response-Suppress: All", "Precedence: first-class", "X-Autoreply: no"],
)
def test_headers_that_mean_nothing(header: str) -> None:
    assert not body("text", header).is_auto


@pytest.mark.parametrize("subject", SUBJECTS)
def test_subjects_tell(subject: str) -> None:
    assert read(f"From: a@b.cz\nSubject: {subject}\n\ntext").is_auto


@pytest.mark.parametrize(("subject", "text"), ABSENT)
def test_absence(subject: str, text: str) -> None:
    assert read(f"From: a@b.cz\nSubject: {subject}\n\n{text}").auto_kind == "out-of-office"


@pytest.mark.parametrize(("subject", "text"), PEOPLE + MORE_PEOPLE)
def test_people_are_people(subject: str, text: str) -> None:
    parsed = read(f"From: Anna <anna@client.example>\nSubject: {subject}\n\n{text}")
    assert (parsed.is_auto, parsed.is_bounce, parsed.auto_kind) == (False, False, None)


@pytest.mark.parametrize(("subject", "text"), ANSWERS + RECEIPTS)
def test_automatic_without_headers(subject: str, text: str) -> None:
    parsed = read(f"From: Anna <anna@client.example>\nSubject: {subject}\n\n{text}")
    assert (parsed.is_auto, parsed.is_bounce) == (True, False)


def test_read_receipts_and_abuse_reports() -> None:
    receipt = read(
        "From: a@b.cz\nSubject: Read: x\n"
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\n"
        "read\n--b--\n"
    )
    abuse = read(
        "From: a@b.cz\nSubject: x\nContent-Type: multipart/report; report-type=feedback-report; "
        "boundary=b\n\n--b\n\nspam\n--b--\n"
    )
    assert (receipt.auto_kind, receipt.is_bounce, abuse.auto_kind, abuse.is_bounce) == (
        "report",
        False,
        "report",
        False,
    )


def test_loops() -> None:
    own = Own(addresses=frozenset({"support@desk.example"}))
    assert body("x", "X-Opora-Loop: support@desk.example", own=own).is_loop
    assert not body("x", "X-Opora-Loop: support@other.example", own=own).is_loop
    assert body("x", *["Received: from a by b"] * 60).is_loop
    assert not body("x", *["Received: from a by b"] * 8).is_loop
    assert body("x", *["Delivered-To: list@desk.example"] * 3).is_loop
    assert body("x", "X-Opora-Loop: support@desk.example", own=own).is_auto


def test_spam_verdicts() -> None:
    assert body("x", "X-Spam-Flag: YES").is_spam
    assert body("x", "X-Spam-Status: No, score=1").is_spam is False
    assert body("x", "X-Forefront-Antispam-Report: CIP:1;SCL:9;").is_spam


def test_authentication_only_from_the_server_we_trust() -> None:
    headers = (
        "Authentication-Results: mx.desk.example; dkim=pass (good) header.d=x; spf=fail smtp.mailfrom=x; dmarc=fail",
        "Authentication-Results: evil.example; dkim=pass; spf=pass; dmarc=pass",
    )
    ours = body("x", *headers, own=Own(trusted_servers=("mx.desk.example",))).authentication
    assert (ours.dkim, ours.spf, ours.dmarc) == ("pass", "fail", "fail")
    nobody = body("x", *headers).authentication
    assert (nobody.dkim, nobody.spf, nobody.dmarc) == ("none", "none", "none")
    assert body("x", headers[1], own=Own(trusted_servers=("mx.desk.example",))).authentication.dkim == "none"
