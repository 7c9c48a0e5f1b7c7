"""Header block, encoded words, addresses, dates, message ids."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from opora.mail.parsing.addresses import parse_addresses
from opora.mail.parsing.dates import read_date, sent_at
from opora.mail.parsing.headers import decode_words, split_headers
from tests.mail.parsing.letter import HEAD, read

WORDS = [
    ("=?utf-8?B?0J/RgNC40LLQtdGC?=", "Привет"),
    ("=?koi8-r?Q?=F0=D2=C9=D7=C5=D4?=", "Привет"),
    ("=?windows-1251?Q?=CF=F0=E8_=E2=E5=F2?= end", "При вет end"),
    ("=?utf-8?B?0J/RgNC40LI=?= =?utf-8?B?0LXRgg==?=", "Привет"),
    ("=?utf-8?B?0J/RgNC40LLQ?= =?utf-8?B?tdGC?=", "Привет"),
    ("=?utf-8?Q?=D0?= =?utf-8?Q?=9F?=", "П"),
    ("=?iso-8859-2?Q?=BEluv=FD?= =?utf-8?Q?_k=C5=AF=C5=88?=", "žluvý kůň"),
    ("=?utf-8?B?0J/RgNC40LLQtdGC", "=?utf-8?B?0J/RgNC40LLQtdGC"),
    ("=?utf-8*ru?Q?=D0=9F?=", "П"),
    ("=?no-such?Q?abc?=", "abc"),
    ("=?iso-2022-jp?B?GyRCJF8bKEI=?=", "み"),
    ("Re: =?utf-8?Q?a?= b =?utf-8?Q?c?=", "Re: a b c"),
    ("=?utf-8?B?0J/RgNC40LLQtdGC?==?utf-8?B?IQ==?=", "Привет!"),
]


@pytest.mark.parametrize(("raw", "text"), WORDS, ids=[raw[:30] for raw, _ in WORDS])
def test_encoded_words(raw: str, text: str) -> None:
    assert decode_words(raw) == text


ADDRESSES = [
    ("a@B.Example", [("", "a@b.example")]),
    ("Anna <a@b.cz>, b@c.cz", [("Anna", "a@b.cz"), ("", "b@c.cz")]),
    ('"Orlova, Anna" <a@b.cz>', [("Orlova, Anna", "a@b.cz")]),
    ("=?utf-8?Q?Orlova=2C_Anna?= <a@b.cz>", [("Orlova, Anna", "a@b.cz")]),
    ("=?utf-8?Q?Orlova,_Anna?= <a@b.cz>, c@d.cz", [("Orlova, Anna", "a@b.cz"), ("", "c@d.cz")]),
    ('"=?utf-8?B?0JDQvdC90LA=?=" <a@b.cz>', [("Анна", "a@b.cz")]),
    ("a@b.cz (Anna)", [("", "a@b.cz")]),
    ("Team: a@b.cz, c@d.cz;", [("", "a@b.cz"), ("", "c@d.cz")]),
    ("undisclosed-recipients:;", []),
    ("<a@b.cz>", [("", "a@b.cz")]),
    ("a@b.cz; c@d.cz", [("", "a@b.cz"), ("", "c@d.cz")]),
    ("'a@b.cz' <a@b.cz>", [("a@b.cz", "a@b.cz")]),
    ("Anna a@b.cz", [("Anna", "a@b.cz")]),
    ("Anna <mailto:a@b.cz>", [("Anna", "a@b.cz")]),
    ("Anna", [("Anna", "")]),
    ("Anna <no address>", [("Anna", "")]),
    ("Анна <anna@почта.рф>", [("Анна", "anna@почта.рф")]),
    ("A(\\) x) <a@b.cz>", [("A", "a@b.cz")]),
    ("", []),
]


@pytest.mark.parametrize(("raw", "expected"), ADDRESSES, ids=[raw for raw, _ in ADDRESSES])
def test_addresses(raw: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.name, one.email) for one in parse_addresses(raw)] == expected


def test_folding_tabs_and_names_without_blanks() -> None:
    parsed = read("Subject:one\n\ttwo\n three\nFROM:a@b.cz\nX-Odd : yes\n\nbody")
    assert (parsed.subject, parsed.from_email, parsed.header("x-odd"), parsed.text) == (
        "one two three",
        "a@b.cz",
        "yes",
        "body",
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends(ending: str) -> None:
    parsed = read(f"{HEAD}\none\ntwo\n".replace("\n", ending))
    assert (parsed.subject, parsed.text) == ("Test", "one\ntwo")


def test_raw_eight_bit_headers() -> None:
    parsed = read(
        "From: Бухгалтерия <b@c.example>\nSubject: Срочно: не открывается база\n\nтекст".encode("cp1251")
    )
    assert (parsed.from_name, parsed.subject, parsed.text) == (
        "Бухгалтерия",
        "Срочно: не открывается база",
        "текст",
    )
    assert any("8-bit" in problem for problem in parsed.problems)


def test_mbox_line_empty_start_and_garbage_are_passed_over() -> None:
    assert read("From a@b.cz Tue May 12 10:15:00 2026\nSubject: x\n\ny").subject == "x"
    assert read("\n\nSubject: x\nFrom: a@b.cz\n\ny").subject == "x"
    parsed = read("Subject: x\ngarbage line\nFrom: a@b.cz\n\ny")
    assert (parsed.subject, parsed.from_email, parsed.text) == ("x", "a@b.cz", "y")


def test_no_empty_line_before_the_body() -> None:
    assert read("Subject: x\nThis is the body\nand more").text == "This is the body\nand more"


def test_two_thousand_headers() -> None:
    raw = "".join(f"X-{number}: {number}\n" for number in range(2000)) + "Subject: last\n\nbody"
    assert read(raw).subject == "last"
    headers, _ = split_headers(b"A: b\n" * 9000 + b"\n", 0, 45_001, top=True)
    assert len(headers.raw) == 5000 and "left out" in headers.problems[0]


def test_message_ids() -> None:
    parsed = read(
        "Message-ID: <m@x>\nIn-Reply-To: Your message of today <r@x>\nReferences: <a@x>\n <b@x> <a@x>\n\n"
    )
    assert (parsed.message_id, parsed.in_reply_to, parsed.references) == ("m@x", "r@x", ("a@x", "b@x"))
    assert read("Message-ID: bare@x\n\n").message_id == "bare@x"


def test_missing_sender_is_taken_from_the_envelope_and_told() -> None:
    parsed = read("Return-Path: <env@client.example>\nSubject: x\n\ny")
    assert parsed.from_email == "env@client.example"
    assert any("From" in problem for problem in parsed.problems)
    assert read("From: <>\nReply-To: r@x.cz\n\n").from_email == "r@x.cz"


def test_delivered_to() -> None:
    assert read(
        "Delivered-To: A@desk.example\nX-Original-To: b@desk.example\nDelivered-To: \n\n"
    ).delivered_to == ("A@desk.example", "b@desk.example")


DATES = [
    ("Tue, 12 May 2026 10:15:00 +0200", "2026-05-12T10:15:00+02:00"),
    ("12 May 26 10:15 +0200", "2026-05-12T10:15:00+02:00"),
    ("Tue, 12 May 2026 10:15:00 GMT", "2026-05-12T10:15:00+00:00"),
    ("Tue May 12 10:15:00 2026", "2026-05-12T10:15:00+00:00"),
    ("2026-05-12T10:15:00Z", "2026-05-12T10:15:00+00:00"),
    ("2026-05-12 10:15:00 -0500", "2026-05-12T10:15:00-05:00"),
    ("Tue, 12 May 2026 10:15:00 +0200 (CEST)", "2026-05-12T10:15:00+02:00"),
    ("", None),
    ("yesterday", None),
    ("Tue, 99 May 2026 10:15:00", None),
    ("1" * 500, None),
]


@pytest.mark.parametrize(("raw", "expected"), DATES, ids=[raw[:32] or "empty" for raw, _ in DATES])
def test_dates(raw: str, expected: str | None) -> None:
    date = read_date(raw)
    assert (date.isoformat() if date else None) == expected


def test_absurd_dates_give_way_to_the_time_of_receipt() -> None:
    raw = b"Date: Tue, 12 May 3026 10:15:00 +0000\nReceived: from x by y; Tue, 12 May 2026 10:16:00 +0000\n\n"
    headers, _ = split_headers(raw, 0, len(raw), top=True)
    now = datetime(2026, 5, 13, tzinfo=UTC)
    assert sent_at(headers, now)[0] == datetime(2026, 5, 12, 10, 16, tzinfo=UTC)
    assert "absurd" in (sent_at(headers, now)[1] or "")
    assert sent_at(headers, now - timedelta(days=30))[0] is None
