"""Mails nobody wrote: trees of parts made at random, and known mails with bytes cut, doubled, changed and swapped.

`bin/bench mail-fuzz` looks further, guided by what each input reaches.
"""

from __future__ import annotations

import base64
import binascii
import json
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opora.mail.parsing.contract import as_contract
from opora.mail.parsing.html import sanitise
from opora.mail.parsing.parse import parse
from tests.mail.parsing.samples_containers import CONTAINERS
from tests.mail.parsing.samples_forwarded import FORWARDS
from tests.mail.parsing.samples_reports import REPORTS
from tests.mail.parsing.test_html import FORBIDDEN, LOADS, attributes_unquoted

CHARSETS = st.sampled_from(
    [
        "utf-8",
        "windows-1251",
        "koi8-r",
        "windows-1250",
        "iso-2022-jp",
        "gb18030",
        "utf-7",
        "utf-16",
        "x-none",
        "",
    ]
)
NAMES = st.sampled_from(
    [
        "filename=a.txt",
        'filename="=?utf-8?B?0KHRhw==?="',
        "filename*0*=utf-8''%D0%A1; filename*1*=%D1%87",
        "",
        "filename=\\",
    ]
)
WORDS = st.one_of(
    st.text(max_size=200),
    st.sampled_from([text for _, _, text in FORWARDS] + [html for _, html in CONTAINERS]),
    st.sampled_from(["<div><p>x</p>", "-- \nAnna", "> quoted\n> again", "begin 644 a\n#8V%T\n`\nend\n"]),
)
ENCODINGS = ("7bit", "8bit", "base64", "quoted-printable", "x-uuencode", "magic")
TYPES = ("text/plain", "text/html", "text/calendar", "application/pdf", "image/png", "message/rfc822", "text/enriched",
         "application/pkcs7-mime", "application/ms-tnef", "message/delivery-status", "text/rfc822-headers", "")  # fmt: skip


def encoded(data: bytes, encoding: str) -> bytes:
    if encoding == "base64":
        return base64.encodebytes(data)
    return binascii.b2a_qp(data) if encoding == "quoted-printable" else data


@st.composite
def leaves(draw: st.DrawFn) -> bytes:
    charset, encoding = draw(CHARSETS), draw(st.sampled_from(ENCODINGS))
    data = draw(st.one_of(WORDS.map(lambda text: text.encode("utf-8", "replace")), st.binary(max_size=200)))
    disposition = draw(st.sampled_from(["", "attachment; ", "inline; "]))
    head = f"Content-Type: {draw(st.sampled_from(TYPES))}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n"
    if disposition:
        head += f"Content-Disposition: {disposition}{draw(NAMES)}\nContent-ID: <x@y>\n"
    return head.encode() + b"\n" + encoded(data, encoding)


@st.composite
def multiparts(draw: st.DrawFn, children: st.SearchStrategy[bytes]) -> bytes:
    boundary = draw(st.sampled_from(["a", "b", "c c", "", "a--"]))
    kind = draw(
        st.sampled_from(
            ["mixed", "alternative", "related", "report; report-type=delivery-status", "signed", "digest"]
        )
    )
    parts = draw(st.lists(children, max_size=4))
    body = b"".join(b"--" + boundary.encode() + b"\n" + part + b"\n" for part in parts)
    end = draw(st.sampled_from([f"--{boundary}--\n", "", f"--{boundary}"])).encode()
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\npreamble\n'.encode() + body + end


TREES = st.recursive(leaves(), multiparts, max_leaves=8)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            ["From", "To", "Subject", "Date", "References", "Return-Path", "Auto-Submitted", "List-Id", "X"]
        ),
        st.one_of(
            st.binary(max_size=60),
            st.sampled_from(
                [
                    b'"A, B" <a@b.cz>, c@d',
                    b"=?koi8-r?Q?=F0?=\n =?koi8-r?Q?=F1?=",
                    b"Fwd: x",
                    b"<>",
                    b"32 Foo 99",
                ]
            ),
        ),
    ),
    max_size=8,
)


def assert_borne(raw: bytes) -> None:
    parsed = parse(raw)
    assert "unreadable" not in {found.code for found in parsed.repairs}
    line = json.dumps(as_contract(parsed, "x"), ensure_ascii=False)
    assert "\\u0000" not in line
    line.encode()
    assert not parsed.text.strip() or parsed.visible_reply.strip()


@given(HEADERS, TREES)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_tree_of_parts(headers: list[tuple[str, bytes]], tree: bytes) -> None:
    assert_borne(b"".join(name.encode() + b": " + value + b"\n" for name, value in headers) + tree)


SAMPLES = [raw.encode() for _, _, raw in REPORTS]
SAMPLES += [f"From: a@b.cz\nSubject: {subject}\n\n{text}".encode() for _, subject, text in FORWARDS]
SAMPLES += [f"From: a@b.cz\nContent-Type: text/html\n\n{html}".encode() for _, html in CONTAINERS]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A known mail with a few spans cut, doubled, moved or overwritten."""
    raw = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(raw)))
        span = raw[at : at + draw(st.integers(0, 40))]
        change = draw(st.sampled_from(["cut", "double", "move", "bytes"]))
        if change in ("cut", "move"):
            del raw[at : at + len(span)]
        if change == "move":
            at = draw(st.integers(0, len(raw)))
        new = draw(st.binary(max_size=8)) if change == "bytes" else span if change != "cut" else b""
        raw[at:at] = new
    return bytes(raw)


@given(mutated())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_damaged_mail(raw: bytes) -> None:
    assert_borne(raw)


@given(mutated().map(lambda raw: raw.decode("utf-8", "replace")))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_damaged_html_comes_out_harmless(html: str) -> None:
    markup = attributes_unquoted(f"<p>{sanitise(html)}<p>")
    assert not LOADS.search(re.sub(r'(?<!src)(?<!style)="[^"]*"', '=""', markup))
    assert not FORBIDDEN.search(re.sub(r'="[^"]*"', '=""', markup))
