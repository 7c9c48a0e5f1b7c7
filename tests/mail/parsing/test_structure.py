"""Parts, files and their names, also where the MIME is broken."""

from __future__ import annotations

import base64
import zipfile
from hashlib import sha256
from io import BytesIO

import pytest

from tests.mail.parsing.letter import HEAD, body, parts, read

PLAIN = "Content-Type: text/plain; charset=utf-8\n\nпривет"
HTML = "Content-Type: text/html; charset=utf-8\n\n<p>привет</p>"

NAMES = [
    ('attachment; filename="report.pdf"', "report.pdf"),
    ("attachment; filename=report.pdf", "report.pdf"),
    ("attachment; filename=annual report.pdf", "annual report.pdf"),
    ("attachment; filename*=utf-8''%D0%A1%D1%87%D1%91%D1%82.pdf", "Счёт.pdf"),
    ("attachment; filename*=koi8-r''%F3%DE%A3%D4.pdf", "Счёт.pdf"),
    ("attachment; filename*0*=utf-8''%D0%A1%D1%87; filename*1*=%D1%91%D1%82; filename*2=.pdf", "Счёт.pdf"),
    ("attachment; filename*1*=%D1%91%D1%82.pdf; filename*0*=utf-8''%D0%A1%D1%87", "Счёт.pdf"),
    ("attachment; filename*0*=utf-8''%D0%A1%D1; filename*1*=%87.pdf", "Сч.pdf"),
    ('attachment; filename="=?utf-8?B?0KHRh9GR0YIucGRm?="', "Счёт.pdf"),
    ("attachment; filename==?windows-1251?Q?=D1=F7=B8=F2.pdf?=", "Счёт.pdf"),
    ('attachment; filename="=?utf-8?B?0KHRhw==?=\n =?utf-8?B?0ZHRgi5wZGY=?="', "Счёт.pdf"),
    ('attachment; filename="a \\"quoted\\" name.txt"', 'a "quoted" name.txt'),
    ('attachment; filename="C:\\\\Users\\\\anna\\\\x.txt"', "x.txt"),
    ('attachment; filename="../../etc/passwd"', "passwd"),
    ('attachment; filename="Příloha č. 1.pdf"', "Příloha č. 1.pdf"),
    ("attachment; filename=\"plain.txt\"; filename*=utf-8''%C4%8D.txt", "č.txt"),
]


@pytest.mark.parametrize(("disposition", "name"), NAMES, ids=[disposition[12:50] for disposition, _ in NAMES])
def test_file_names(disposition: str, name: str) -> None:
    parsed = parts(
        "mixed", PLAIN, f"Content-Type: application/octet-stream\nContent-Disposition: {disposition}\n\nx"
    )
    assert [file.name for file in parsed.attachments] == [name]


def test_outlook_puts_the_name_into_the_type() -> None:
    parsed = parts(
        "mixed",
        PLAIN,
        'Content-Type: application/pdf; name="=?koi8-r?B?896j1A==?=.pdf"\nContent-Disposition: attachment\n\nx',
    )
    assert parsed.attachments[0].name == "Счёт.pdf"


def test_raw_eight_bit_name() -> None:
    raw = HEAD.encode() + 'Content-Type: application/pdf; name="Счёт на оплату.pdf"\n\nx'.encode("cp1251")
    assert read(raw).attachments[0].name == "Счёт на оплату.pdf"


def test_alternative_gives_one_text_and_its_html() -> None:
    parsed = parts("alternative", PLAIN, HTML)
    assert (parsed.text, parsed.html, parsed.attachments) == ("привет", "<p>привет</p>", ())


def test_html_only_and_an_empty_plain_part() -> None:
    assert parts("alternative", "Content-Type: text/plain\n\n \n", HTML).text == "привет"
    assert body("<p>one</p><p>two</p>", "Content-Type: text/html").text == "one\n\ntwo"


def test_inline_picture() -> None:
    picture = base64.b64encode(b"\x89PNG....").decode()
    parsed = parts(
        "related",
        'Content-Type: text/html\n\n<p>see <img src="cid:p1@x"></p>',
        f"Content-Type: image/png; name=p.png\nContent-ID: <p1@x>\nContent-Disposition: inline\n"
        f"Content-Transfer-Encoding: base64\n\n{picture}",
    )
    file = parsed.attachments[0]
    assert (file.name, file.type, file.size, file.inline, file.content_id) == (
        "p.png",
        "image/png",
        8,
        True,
        "p1@x",
    )
    assert file.sha256 == sha256(file.data).hexdigest()
    assert 'src="cid:p1@x"' in (parsed.html or "")


def test_named_text_is_a_file_but_a_named_body_is_the_body() -> None:
    parsed = parts(
        "mixed",
        "Content-Type: text/plain; name=body.txt\n\nhello",
        "Content-Type: text/plain; name=log.txt\n\nlog",
    )
    assert (parsed.text, [file.name for file in parsed.attachments]) == ("hello", ["log.txt"])


def test_mail_in_a_mail_is_a_file_and_its_text_is_not_ours() -> None:
    parsed = parts("mixed", PLAIN, "Content-Type: message/rfc822\n\nFrom: x@y.z\nSubject: inner\n\nsecret")
    assert parsed.text == "привет" and "secret" not in parsed.text
    assert (parsed.attachments[0].type, b"secret" in parsed.attachments[0].data) == ("message/rfc822", True)


def test_calendar_is_shown_in_words() -> None:
    calendar = (
        "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\n"
        "SUMMARY:Hand\n over\\, part 1\nDTSTART:20260512T100000Z\nORGANIZER:mailto:a@b.cz\nEND:VEVENT\n"
        "END:VCALENDAR"
    )
    parsed = parts("alternative", PLAIN, calendar)
    assert (parsed.invitations[0].summary, parsed.invitations[0].method, parsed.invitations[0].organizer) == (
        "Handover, part 1",
        "REQUEST",
        "a@b.cz",
    )
    assert parsed.text == "привет"
    assert "Handover" in body(calendar.partition("\n\n")[2], "Content-Type: text/calendar").text


def test_signed_mails_are_readable() -> None:
    signed = parts(
        'signed; protocol="application/pgp-signature"',
        PLAIN,
        "Content-Type: application/pgp-signature; name=signature.asc\n\nxx",
    )
    assert (signed.text, signed.crypto) == ("привет", "pgp")
    smime = parts(
        'signed; protocol="application/pkcs7-signature"',
        PLAIN,
        "Content-Type: application/pkcs7-signature; name=smime.p7s\n\nxx",
    )
    assert (smime.text, smime.crypto) == ("привет", "smime")


@pytest.mark.parametrize(
    "broken",
    [
        f"--b\n{PLAIN}\n--b\nContent-Type: image/png; name=a.png\n\nx\n",
        f"preamble\n--b \n{PLAIN}\n--b\t\nContent-Type: image/png; name=a.png\n\nx\n--b--\nepilogue --b\n",
        f"--other\n{PLAIN}\n--other\nContent-Type: image/png; name=a.png\n\nx\n--other--\n",
    ],
    ids=["no end", "blanks", "wrong boundary"],
)
def test_broken_boundaries(broken: str) -> None:
    parsed = body(broken, "Content-Type: multipart/mixed; boundary=b")
    assert (parsed.text, [file.name for file in parsed.attachments]) == ("привет", ["a.png"])


def test_no_parts_at_all_is_shown_as_it_stands() -> None:
    parsed = body("just text", "Content-Type: multipart/mixed; boundary=b")
    assert parsed.text == "just text" and parsed.problems


def test_deep_nesting_is_cut_and_told() -> None:
    raw = (
        HEAD
        + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(500))
        + "\n\nx"
    )
    assert any("deeper" in problem for problem in read(raw).problems)


def test_damaged_base64_is_read_as_far_as_possible() -> None:
    encoded = base64.b64encode("Здравствуйте, всё работает".encode()).decode()
    parsed = body(
        f"!{encoded[:10]} *{encoded[10:].rstrip('=')}",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
    )
    assert parsed.text == "Здравствуйте, всё работает"
    assert any("base64" in problem for problem in parsed.problems)


def test_uuencode_and_unknown_encodings() -> None:
    parsed = body(
        "begin 644 a.txt\n#8V%T\n`\nend\n",
        "Content-Type: application/octet-stream; name=a.txt",
        "Content-Transfer-Encoding: x-uuencode",
    )
    assert parsed.attachments[0].data == b"cat"
    assert body("plain", "Content-Transfer-Encoding: magic").text == "plain"


def test_zip_bombs_stay_packed() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 5_000_000)
    encoded = base64.encodebytes(packed.getvalue()).decode()
    parsed = parts(
        "mixed",
        PLAIN,
        f"Content-Type: application/zip; name=z.zip\nContent-Transfer-Encoding: base64\n\n{encoded}",
    )
    assert parsed.attachments[0].size == len(packed.getvalue()) < 20_000


def test_flowed_text() -> None:
    parsed = body(
        "One long \nparagraph.\n\n> quoted \n> text\n-- \nAnna\n", "Content-Type: text/plain; format=flowed"
    )
    assert parsed.text == "One long paragraph.\n\n> quoted text\n-- \nAnna"


def test_nul_and_control_characters_never_arrive() -> None:
    parsed = read(b"From: A\x00nna <a@b.cz>\nSubject: a\x00b\x07\n\none\x00two\x08\x1b[31m")
    text = "".join([parsed.subject, parsed.from_name, parsed.text, parsed.visible_reply])
    assert not any(ord(char) < 32 for char in text)


def test_broken_winmail_is_kept_as_it_is() -> None:
    parsed = parts("mixed", PLAIN, "Content-Type: application/ms-tnef; name=winmail.dat\n\n\x78garbage")
    assert [file.name for file in parsed.attachments] == ["winmail.dat"]


def test_html_may_name_its_charset_itself() -> None:
    html = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head><p>щи</p>'.encode(
        "koi8-r"
    )
    assert body(html, "Content-Type: text/html").text == "щи"


def test_nobody_else_may_write_our_marks() -> None:
    assert body("one\n\ue0f0\ntwo\n").visible_reply == "one\n\ntwo"
