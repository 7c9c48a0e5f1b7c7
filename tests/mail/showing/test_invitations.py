"""Calendar parts in words: zones by any name, whole days, broken ones."""

import pytest

from opora.mail.parsing.parse import parse
from opora.mail.showing.invitations import calendar_of, event_of, read_event
from opora.mail.showing.sealed import remark_of
from tests.mail.letters import letter

pytestmark = pytest.mark.once


def event(start: str, before: str = "", more: str = "") -> str:
    lines = ["BEGIN:VCALENDAR", f"METHOD:REQUEST\r\n{before}BEGIN:VEVENT"]
    lines += ["SUMMARY:Setk\u00e1n", " \u00ed\\, d\u016fle\u017eit\u00e9", start, "LOCATION:Praha"]
    lines += ['ORGANIZER;CN="N\u011bmec: Jan":MAILTO:jan@firma.example', f"{more}END:VEVENT", "END:VCALENDAR"]
    return "\r\n".join(lines)


FIXED = (
    "BEGIN:VTIMEZONE\r\nTZID:Na\u0161e\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETTO:+0430\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE\r\n"
)


@pytest.mark.parametrize(
    ("start", "expected", "zone"),
    [
        ("DTSTART:20260520T120000Z", "2026-05-20T12:00:00+00:00", ""),
        ("DTSTART;TZID=Europe/Prague:20260520T120000", "2026-05-20T12:00:00+02:00", ""),
        ('DTSTART;TZID="Russian Standard Time":20260520T120000', "2026-05-20T12:00:00+03:00", ""),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Prague:20260120T120000", "2026-01-20T12:00:00+01:00", ""),
        ("DTSTART;TZID=Na\u0161e:20260520T120000", "2026-05-20T12:00:00+04:30", ""),
        ("DTSTART;TZID=Atlantis:20260520T120000", "2026-05-20T12:00:00", "Atlantis"),
        ("DTSTART:20260520T120000", "2026-05-20T12:00:00", ""),
        ("DTSTART;VALUE=DATE:20260520", "2026-05-20", ""),
        ("DTSTART:sometime", "", ""),
        ("DTSTART;TZID=../../etc/passwd:20260520T120000", "2026-05-20T12:00:00", "../../etc/passwd"),
        ("DTSTART:20261332T250000Z", "", ""),
    ],
)  # fmt: skip
def test_moments(start: str, expected: str, zone: str) -> None:
    found = read_event(event(start, FIXED))
    assert found is not None
    assert (found.start, found.zone) == (expected, zone)
    assert found.summary == "Setkán\u00ed, důležité"
    assert found.organizer == "N\u011bmec: Jan <jan@firma.example>"
    assert found.method == "REQUEST"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BEGIN:VCALENDAR",
        "END:VEVENT\n" * 50,
        "BEGIN:VEVENT\nX\n:\n;;;=:\nEND:VEVENT",
        "\x00" * 500,
        "A" * 100_000,
    ],
)
def test_nothing_is_no_event(text: str) -> None:
    assert read_event(text) is None


def test_an_event_says_that_it_repeats_and_hides_no_controls() -> None:
    found = read_event(
        event("DTSTART:20260520T120000Z", more="RRULE:FREQ=DAILY\r\n").replace("Praha", "Pra\u202eha")
    )
    assert found is not None
    assert found.repeats
    assert found.remark()["location"] == "Praha"


def test_a_mail_with_a_calendar_part_alone() -> None:
    mail = letter(text="Zveme Vás")
    mail.add_alternative(event("DTSTART:20260520T120000Z"), subtype="calendar", params={"method": "REQUEST"})
    raw = mail.as_bytes()
    found = event_of(parse(raw))
    assert found is not None
    assert found.start == "2026-05-20T12:00:00+00:00"
    assert calendar_of(raw).startswith("BEGIN:VCALENDAR")
    assert event_of(parse(letter().as_bytes())) is None
    assert calendar_of(b"\xff\x00") == ""


def test_sealed_mails_say_so() -> None:
    assert remark_of(parse(letter().as_bytes())) is None
    signed = letter()
    signed.add_attachment(b"x", "application", "pgp-signature", filename="signature.asc")
    assert remark_of(parse(signed.as_bytes())) == {"code": "sealed", "sort": "pgp", "state": "signed"}
    closed = letter(text="-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n")
    assert remark_of(parse(closed.as_bytes())) == {"code": "sealed", "sort": "pgp", "state": "encrypted"}
