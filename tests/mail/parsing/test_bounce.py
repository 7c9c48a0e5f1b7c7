"""Delivery reports, standard and not: about whom, for good or for now, why."""

from __future__ import annotations

import pytest

from opora.mail.parsing.mail import ParsedMail
from tests.mail.parsing.letter import read
from tests.mail.parsing.samples_reports import REPORTS

ORIGINAL = (
    "\nReturn-Path: <support@desk.example>\nMessage-ID: <ticket-5.1@desk.example>\n"
    "From: support@desk.example\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n"
)


def report(
    text: str,
    subject: str = "Undelivered Mail Returned to Sender",
    sender: str = "MAILER-DAEMON@mx.example",
    extra: str = "",
) -> ParsedMail:
    return read(f"From: {sender}\nTo: support@desk.example\nSubject: {subject}\n{extra}\n{text}")


def standard(fields: str, kind: str = "delivery-status") -> ParsedMail:
    return report(
        f"--b\n\nIt failed.\n--b\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.example\n\n{fields}\n--b\nContent-Type: message/rfc822\n"
        f"{ORIGINAL}--b--\n",
        extra=f"Content-Type: multipart/report; report-type={kind}; boundary=b\n",
    )


def test_standard_report() -> None:
    parsed = standard(
        "Final-Recipient: rfc822; anna@client.example\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1\n User unknown\n"
    )
    bounce = parsed.bounces[0]
    assert (parsed.is_bounce, parsed.is_auto, parsed.auto_kind) == (True, True, "report")
    assert (bounce.recipient, bounce.kind, bounce.status, bounce.diagnostic) == (
        "anna@client.example",
        "hard",
        "5.1.1",
        "smtp; 550 5.1.1 User unknown",
    )
    assert parsed.original_message_ids == ("ticket-5.1@desk.example",)


def test_several_recipients_and_a_delay() -> None:
    parsed = standard(
        "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.2.2\n\n"
        "Final-Recipient: rfc822; b@x.example\nAction: delayed\nStatus: 4.4.1\n"
    )
    assert [(bounce.recipient, bounce.kind, bounce.action) for bounce in parsed.bounces] == [
        ("a@x.example", "hard", "failed"),
        ("b@x.example", "soft", "delayed"),
    ]


def test_a_receipt_is_no_bounce() -> None:
    parsed = standard("Final-Recipient: rfc822; a@x.example\nAction: delivered\nStatus: 2.0.0\n")
    assert (parsed.is_bounce, parsed.is_auto, parsed.auto_kind) == (False, True, "report")


WORDS = [
    (
        "qmail",
        "failure notice",
        "Hi. This is the qmail-send program at mx.example.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "\n"
        "<anna@client.example>:\nRemote host said: 550 5.1.1 User unknown\n\n--- Below this line is a copy of the message.\n"
        + ORIGINAL,
        [("anna@client.example", "hard", "5.1.1")],
    ),
    (
        "exim",
        "Mail delivery failed: returning message to sender",
        "A message that you sent could not be delivered to one or more of its\nrecipients. The following address(es) failed:\n\n"
        "  anna@client.example\n    SMTP error from remote mail server after RCPT TO:<anna@client.example>:\n"
        "    host mx [192.0.2.1]: 452 4.2.2 Mailbox full\n\n"
        "------ This is a copy of the message, including all the headers. ------\n" + ORIGINAL,
        [("anna@client.example", "soft", "4.2.2")],
    ),
    (
        "sentence",
        "Undeliverable",
        "Your message could not be delivered to: <anna@client.example>\nThe mailbox is full.\n",
        [("anna@client.example", "soft", None)],
    ),
    (
        "transcript",
        "Returned mail",
        "   ----- Transcript of session follows -----\n>>> RCPT To:<anna@client.example>\n<<< 550 <anna@client.example>... User unknown\n",
        [("anna@client.example", "hard", None)],
    ),
    (
        "two",
        "Undeliverable",
        "The following recipients failed:\n\na@x.example: 550 5.1.1 no such user\nb@x.example: 451 4.3.0 try later\n",
        [("a@x.example", "hard", "5.1.1"), ("b@x.example", "soft", "4.3.0")],
    ),
    (
        "russian",
        "Ваше сообщение не доставлено",
        "К сожалению, Ваше письмо не может быть доставлено:\n\n  anna@client.example\n    550 5.1.1 User unknown\n",
        [("anna@client.example", "hard", "5.1.1")],
    ),
    (
        "czech",
        "Zpráva nebyla doručena",
        "Vaši zprávu se nepodařilo doručit:\n\n<anna@client.example>: 550 5.1.1 uživatel neexistuje\n",
        [("anna@client.example", "hard", "5.1.1")],
    ),
    (
        "german",
        "Unzustellbar: Drucker",
        "Diese Nachricht konnte nicht zugestellt werden:\n\nanna@client.example\n550 5.1.1 unbekannt\n",
        [("anna@client.example", "hard", "5.1.1")],
    ),
    (
        "delay",
        "Warning: message 1abc delayed 24 hours",
        "A message that you sent has not yet been delivered to:\n\n  anna@client.example\n    Delay reason: connection timed out\n",
        [("anna@client.example", "soft", None)],
    ),
    (
        "only the original tells",
        "Delivery failure",
        "Your message could not be delivered.\n\n----- Original message -----\n" + ORIGINAL,
        [("anna@client.example", "unknown", None)],
    ),
]


@pytest.mark.parametrize(("name", "subject", "text", "expected"), WORDS, ids=[name for name, *_ in WORDS])
def test_reports_in_words(
    name: str, subject: str, text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    parsed = report(text, subject)
    assert parsed.is_bounce
    assert [(bounce.recipient, bounce.kind, bounce.status) for bounce in parsed.bounces] == expected


def test_failed_recipients_header() -> None:
    parsed = report("Delivery failed.\n", "Failure", extra="X-Failed-Recipients: a@x.example, b@x.example\n")
    assert [bounce.recipient for bounce in parsed.bounces] == ["a@x.example", "b@x.example"]


def test_a_person_telling_of_a_bounce_is_no_bounce() -> None:
    parsed = read(
        "From: Anna <anna@client.example>\nTo: support@desk.example\nSubject: Undelivered mail\n\n"
        "My mail to bob@x.example could not be delivered: 550 5.1.1 User unknown. Please help."
    )
    assert (parsed.is_bounce, parsed.is_auto, parsed.bounces) == (False, False, ())


def test_notices_of_a_mail_service_in_json() -> None:
    notice = '{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"a@x.example","status":"5.1.1","action":"failed"}]}}'
    parsed = report(notice, "Notification", "no-reply@sns.example")
    assert [(bounce.recipient, bounce.kind, bounce.status) for bounce in parsed.bounces] == [
        ("a@x.example", "hard", "5.1.1")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a@b.cz " * 30_000,
        "550 <" * 50_000,
        "a" * 300_000 + "@",
        "Final-Recipient: rfc822; a@b.cz\n\n" * 20_000,
        '{"notificationType": ' * 10_000,
    ],
)
def test_absurd_reports_are_borne(text: str) -> None:
    assert report(text).is_auto


@pytest.mark.parametrize(("name", "kind", "raw"), REPORTS, ids=[name for name, *_ in REPORTS])
def test_reports_of_mail_systems(name: str, kind: str, raw: str) -> None:
    parsed = read(raw)
    assert (parsed.is_bounce, parsed.is_auto) == (True, True)
    assert [(bounce.recipient, bounce.kind) for bounce in parsed.bounces] == [("anna@client.example", kind)]
