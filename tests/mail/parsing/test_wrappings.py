"""What mails are wrapped in: S/MIME, PGP, uuencode, yEnc, calendars. The words come out, what is closed is said so."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from hypothesis import given
from hypothesis import strategies as st

from opora.mail.parsing.mail import ParsedMail
from opora.mail.parsing.smime import unwrap
from tests.mail.parsing.letter import body, parts

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "anna@client.example")])
CERTIFICATE = (
    x509.CertificateBuilder()
    .subject_name(NAME)
    .issuer_name(NAME)
    .public_key(KEY.public_key())
    .serial_number(1)
    .not_valid_before(datetime.now(UTC) - timedelta(days=1))
    .not_valid_after(datetime.now(UTC) + timedelta(days=1))
    .sign(KEY, hashes.SHA256())
)
INSIDE = (
    "Content-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/plain; charset=utf-8\n\nПривет из конверта\n"
    "--c\nContent-Type: image/png; name=a.png\n\nx\n--c--\n"
).encode()


def signed(options: list[pkcs7.PKCS7Options]) -> bytes:
    builder = pkcs7.PKCS7SignatureBuilder().set_data(INSIDE).add_signer(CERTIFICATE, KEY, hashes.SHA256())
    return builder.sign(Encoding.DER, options)


def encrypted() -> bytes:
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(INSIDE).add_recipient(CERTIFICATE)
    return builder.encrypt(Encoding.DER, [pkcs7.PKCS7Options.Binary])


def smime(data: bytes, kind: str) -> ParsedMail:
    return body(
        base64.encodebytes(data),
        f"Content-Type: application/pkcs7-mime; smime-type={kind}; name=smime.p7m",
        "Content-Disposition: attachment; filename=smime.p7m",
        "Content-Transfer-Encoding: base64",
    )


def codes(parsed: ParsedMail) -> set[str]:
    return {found.code for found in parsed.repairs}


def test_opaque_signature_is_taken_off() -> None:
    parsed = smime(signed([pkcs7.PKCS7Options.Binary]), "signed-data")
    assert (parsed.text, [file.name for file in parsed.attachments]) == ("Привет из конверта", ["a.png"])
    assert parsed.crypto == "smime" and "smime_opened" in codes(parsed)


def indefinite(content: bytes) -> bytes:
    """The same in BER with indefinite lengths and a string in pieces, as OpenSSL and Outlook stream it."""
    oid = bytes.fromhex("06092a864886f70d0107")
    pieces = b"".join(b"\x04\x82" + len(p).to_bytes(2, "big") + p for p in (content[:40], content[40:]))
    inside = b"\x30\x80" + oid + b"\x01" + b"\xa0\x80\x24\x80" + pieces + b"\0\0" * 3
    return b"\x30\x80" + oid + b"\x02" + b"\xa0\x80\x30\x80\x02\x01\x01\x31\x00" + inside + b"\0\0" * 3


def test_streamed_signature() -> None:
    assert smime(indefinite(INSIDE), "signed-data").text == "Привет из конверта"


def test_encrypted_and_broken_ones_stay_files() -> None:
    closed = smime(encrypted(), "enveloped-data")
    broken = smime(b"0\x82garbage", "signed-data")
    for parsed, code in ((closed, "smime_encrypted"), (broken, "smime_unreadable")):
        assert ([file.name for file in parsed.attachments], parsed.crypto) == (["smime.p7m"], "smime")
        assert code in codes(parsed)


@given(st.binary(max_size=300))
def test_any_bytes_as_an_envelope(data: bytes) -> None:
    unwrap(data)
    unwrap(signed([pkcs7.PKCS7Options.Binary])[: len(data)] + data)


def test_nested_envelopes_end() -> None:
    unwrap(b"\x30\x80" * 50_000)
    unwrap(b"\x24\x80" * 50_000)


CLEARSIGNED = (
    "Before\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nHello,\n- -- \nAnna\n-----BEGIN PGP SIGNATURE-----\n\n"
    "iD8DBQFGwLI\n=e4u6\n-----END PGP SIGNATURE-----\nAfter\n"
)


def test_clearsigned_text() -> None:
    parsed = body(CLEARSIGNED)
    assert parsed.text == "Before\n\nHello,\n-- \nAnna\nAfter"
    assert parsed.crypto == "pgp" and "pgp_signed" in codes(parsed)
    assert "BEGIN" not in body(CLEARSIGNED + "\n" + CLEARSIGNED).text


def test_quoted_and_cut_armour_stays() -> None:
    quoted = "See:\n> -----BEGIN PGP SIGNED MESSAGE-----\n> Hash: SHA1\n>\n> x"
    assert body(quoted).text == quoted
    cut = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nHello"
    assert body(cut).text == cut


def test_encrypted_text_is_said_to_be() -> None:
    armour = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=aaaa\n-----END PGP MESSAGE-----"
    wrapped = parts(
        'encrypted; protocol="application/pgp-encrypted"',
        "Content-Type: application/pgp-encrypted\n\nVersion: 1",
        f"Content-Type: application/octet-stream; name=encrypted.asc\n\n{armour}",
    )
    for parsed in (body(armour), wrapped):
        assert parsed.crypto == "pgp" and "pgp_encrypted" in codes(parsed)


def uuencoded(data: bytes) -> str:
    return "".join(binascii.b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45))


def test_uuencoded_file_in_the_text() -> None:
    data = bytes(range(256)) * 3
    parsed = body(f"See the picture.\n\nbegin 644 Счёт 5.jpg\n{uuencoded(data)}`\nend\n\nAnna\n")
    assert [(file.name, file.data, file.type) for file in parsed.attachments] == [
        ("Счёт 5.jpg", data, "image/jpeg")
    ]
    assert "See the picture." in parsed.text and "Anna" in parsed.text and "begin" not in parsed.text
    assert "files_in_text" in codes(parsed)


def yencoded(data: bytes) -> bytes:
    out = bytearray()
    for byte in data:
        code = (byte + 42) % 256
        out += bytes([61, (code + 64) % 256]) if code in (0, 10, 13, 61) else bytes([code])
    return b"\r\n".join(bytes(out[at : at + 128]) for at in range(0, len(out), 128))


def test_yencoded_file_in_the_text() -> None:
    data = bytes(range(256)) * 2
    encoded = b"=ybegin line=128 size=512 name=a.bin\r\n" + yencoded(data) + b"\r\n=yend size=512\r\n"
    parsed = body(b"File:\r\n" + encoded)
    assert [(file.name, file.data) for file in parsed.attachments] == [("a.bin", data)]
    assert parsed.text == "File:"


@pytest.mark.parametrize(
    "text",
    [
        "begin 644 the day with coffee\nand a walk\nend of story",
        "begin 100 times\nM is a letter\nnothing ends",
        "=ybegin is a word of yEnc\n=yend another",
        "Let us begin 2026 well:\nend",
    ],
)
def test_words_that_only_look_encoded(text: str) -> None:
    parsed = body(text)
    assert (parsed.text, parsed.attachments) == (text, ())


CALENDAR = (
    "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VTIMEZONE\nTZID:Europe/Prague\nBEGIN:STANDARD\nDTSTART:19701025T030000\nEND:STANDARD\n"
    "END:VTIMEZONE\nBEGIN:VEVENT\nSUMMARY;LANGUAGE=cs:Předání\\, část 1\nDTSTART;TZID=Europe/Prague:20260512T100000\n"
    'DTEND;TZID=Europe/Prague:20260512T110000\nLOCATION:Praha 1\nORGANIZER;CN="Nováková: Jana":mailto:jana@client.example\n'
    "BEGIN:VALARM\nDESCRIPTION:no\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n"
)


def test_invitation_in_words() -> None:
    parsed = body(CALENDAR, "Content-Type: text/calendar; charset=utf-8; method=REQUEST")
    assert parsed.text == (
        "Předání, část 1\n2026-05-12 10:00 – 11:00 Europe/Prague\nPraha 1\nNováková: Jana jana@client.example"
    )
    found = parsed.invitations[0]
    assert (found.method, found.zone, found.organizer) == ("REQUEST", "Europe/Prague", "jana@client.example")
    days = body(
        "BEGIN:VEVENT\nSUMMARY:x\nDTSTART:20260512\nDTEND:20260514\nEND:VEVENT", "Content-Type: text/calendar"
    )
    assert days.text == "x\n2026-05-12 – 2026-05-14"
    utc = body(
        "BEGIN:VEVENT\nDTSTART:20260512T100000Z\nDTEND:20260512T110000Z\nEND:VEVENT",
        "Content-Type: text/calendar",
    )
    assert utc.text == "2026-05-12 10:00 – 11:00 UTC"
