"""Mails made to cost: whatever is in two megabytes (or twenty-five of files), reading it takes a second or so.

The limit of processor time is ten times what they take, and a tenth of what each took before it was mended.
"""

from __future__ import annotations

import time

import pytest

from tests.mail.parsing.letter import read

HEAD = b"From: Anna <a@b.cz>\nSubject: x\nMIME-Version: 1.0\n"
HTML = HEAD + b"Content-Type: text/html; charset=utf-8\n\n"
TEXT = HEAD + b"Content-Type: text/plain; charset=utf-8\n\n"
FLOWED = HEAD + b"Content-Type: text/plain; format=flowed\n\n"
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"
BASE64 = HEAD + b"Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
MAILER = b"From: MAILER-DAEMON@x.cz\nSubject: Undelivered\n\n"
SECONDS = 12

COSTLY = {
    "ampersands": HTML + b"&" * 2_000_000,
    "entities that are none": HTML + b"&notanentity" * 150_000,
    "attributes": HTML + b"<p " + b" ".join(b"a%d=1" % number for number in range(150_000)) + b">x",
    "attributes with quotes": HTML
    + b"<p "
    + b" ".join(b"a%d='>'" % number for number in range(150_000))
    + b">x",
    "attributes behind an open quote": HTML
    + b"<p x' "
    + b" ".join(b"a%d" % n for n in range(200_000))
    + b">x",
    "open quotes": HTML + b'<a href="' * 200_000,
    "divs": HTML + b"<div>" * 100_000 + b"x",
    "table": HTML + b"<table>" + b"<tr><td>a</td><td>b</td></tr>" * 60_000,
    "angle brackets": HTML + b"<" * 1_000_000,
    "many HTML parts": MIXED
    + (b"--b\nContent-Type: text/html\n\n" + b"<div><p>x</p></div>" * 2000 + b"\n") * 300,
    "many parts of text": MIXED
    + (b"--b\nContent-Type: text/plain; charset=windows-1251\n\n" + b"\xef\xf0\xe8 " * 2000 + b"\n") * 1000,
    "one flowed paragraph": FLOWED + b"a \n" * 700_000,
    "open encoded words": b"From: a@b.cz\nSubject: " + b"=?utf-8?Q?a " * 15_000 + b"\n\nx",
    "open encoded names": b"From: " + b"=?utf-8?q?" * 20_000 + b"\n\nx",
    "a long encoded word": b"From: a@b.cz\nSubject: =?utf-8?Q?" + b"=D0=BF" * 30_000 + b"?=\n\nx",
    "addresses": b"From: a@b.cz\nTo: " + b", ".join(b"P <p%d@x.cz>" % n for n in range(20_000)) + b"\n\nx",
    "parentheses": b"From: " + b"(" * 200_000 + b"\nTo: " + b"<" * 200_000 + b"\n\nx",
    "references": b"From: a@b.cz\nReferences: "
    + b" ".join(b"<%d@x.cz>" % n for n in range(20_000))
    + b"\n\nx",
    "header lines": b"From: a@b.cz\n" + b"X-A: b\n" * 300_000 + b"\nx",
    "no header lines": b"From: a@b.cz\n" + b"not a header\n" * 200_000 + b"\nx",
    "base64 with paddings": BASE64 + b"QQ==" * 6_000_000,
    "base64 with rubbish": BASE64 + (b"Q=J!" * 19 + b"\n") * 320_000,
    "quote marks": TEXT + b"> " * 1_000_000,
    "quoted lines": TEXT + b"> > > > > >\n" * 300_000,
    "dates": TEXT + b"12.05.2026 10:15 " * 100_000,
    "headers in the text": TEXT + b"From: a@b\nSent: x\n\n" * 100_000,
    "half broken UTF-8": TEXT + ("привет\n".encode() + b"\xff\xfe\n") * 150_000,
    "nested multiparts": HEAD
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(20_000)),
    "nested mails": HEAD + b"Content-Type: message/rfc822\n\n" * 20_000,
    "forward marks": b"From: a@b.cz\nSubject: Fwd: x\n\n"
    + b"---------- Forwarded message ---------\n" * 50_000,
    "failed addresses": MAILER + b"<a@b.cz>: 550 no\n" * 100_000,
    "half addresses": MAILER + b"550 <" * 300_000,
}


@pytest.mark.parametrize("name", COSTLY)
def test_time_is_bounded(name: str) -> None:
    began = time.process_time()
    read(COSTLY[name])
    assert time.process_time() - began < SECONDS


def test_text_beyond_what_is_shown_is_kept_as_files() -> None:
    parsed = read(COSTLY["many parts of text"])
    assert parsed.text.startswith("при") and len(parsed.attachments) > 100
    assert any("kept as files" in problem for problem in parsed.problems)
