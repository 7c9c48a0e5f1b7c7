"""The mail door, spoken to as other servers speak to it."""

import re
import smtplib
import socket
from pathlib import Path
from typing import Any

import pytest

from opora.mail.models import IncomingMail
from opora.mail.public import read_raw, take_in_due
from opora.mail.receiving import receive as receiving
from tests.cast import Cast
from tests.mail.letters import letter


def send(port: int, raw: bytes, to: list[str], sender: str = "anna@veter.example") -> None:
    with smtplib.SMTP("127.0.0.1", port, "mx.veter.example", timeout=60) as client:
        client.sendmail(sender, to, re.sub(rb"\r?\n", b"\r\n", raw))


def test_mail_for_the_desk_is_kept_byte_for_byte_before_it_is_taken_over(door: int, cast: Cast) -> None:
    raw = letter(charset="koi8-r").as_bytes().replace(b"\n", b"\r\n") + b"..dots\r\nraw 8 bit \xf0\xd2\r\n"
    send(door, raw, ["Help+anything@Severka.example"])
    row = IncomingMail.objects.get()
    assert read_raw(row.digest) == raw
    assert (row.state, row.source, row.mailbox) == ("kept", "smtp", cast.mailbox)
    assert (row.envelope_from, row.envelope_to) == ("anna@veter.example", "Help+anything@Severka.example")
    assert (row.peer, row.peer_name) == ("127.0.0.1", "mx.veter.example")


def test_other_addresses_are_refused_at_once(door: int, cast: Cast) -> None:
    with smtplib.SMTP("127.0.0.1", door) as client:
        client.ehlo("test")
        client.mail("anna@veter.example")
        assert client.rcpt("nobody@severka.example")[0] == 550
        assert client.rcpt("help@elsewhere.example")[0] == 550
        assert client.rcpt("billing@severka.example")[0] == 250


def test_several_recipients_each_get_their_mail(door: int, cast: Cast) -> None:
    send(door, letter().as_bytes(), ["help@severka.example", "billing@severka.example"])
    take_in_due()
    rows = IncomingMail.objects.select_related("ticket__department").order_by("id")
    assert [row.ticket.department for row in rows if row.ticket] == [cast.first_line, cast.billing]


def test_a_mail_that_is_too_large_is_refused_before_it_is_sent(door: int, cast: Cast) -> None:
    with smtplib.SMTP("127.0.0.1", door) as client:
        client.ehlo("test")
        assert client.esmtp_features["size"] == str(64 * 1024 * 1024)
        assert client.mail("anna@veter.example", ["SIZE=99000000"])[0] == 552


def test_lines_of_a_megabyte_are_taken(door: int, cast: Cast) -> None:
    raw = (
        b"From: anna@veter.example\r\nSubject: long\r\nMessage-ID: <l@v>\r\n\r\n" + b"x" * 1_000_000 + b"\r\n"
    )
    send(door, raw, ["help@severka.example"])
    assert IncomingMail.objects.get().size == len(raw)


def test_a_full_disk_is_a_temporary_failure_and_the_mail_comes_again(
    door: int, cast: Cast, settings: Any, tmp_path: Path
) -> None:
    good, full = settings.MAIL_ROOT, tmp_path / "full"
    full.write_text("no folder can be made here")
    settings.MAIL_ROOT = str(full)
    with pytest.raises(smtplib.SMTPDataError) as refused:
        send(door, letter().as_bytes(), ["help@severka.example"])
    assert refused.value.smtp_code == 452
    assert not IncomingMail.objects.exists()
    settings.MAIL_ROOT = good
    send(door, letter().as_bytes(), ["help@severka.example"])
    assert IncomingMail.objects.count() == 1


def test_a_database_that_does_not_answer_is_a_temporary_failure_too(
    door: int, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def away(row: IncomingMail) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(receiving, "_save", away)
    with pytest.raises(smtplib.SMTPDataError) as refused:
        send(door, letter().as_bytes(), ["help@severka.example"])
    assert refused.value.smtp_code == 451


def test_thirty_megabytes_are_taken_and_the_rest_of_the_mail_is_kept(door: int, cast: Cast) -> None:
    mail = letter(text="Видео во вложении")
    mail.add_attachment(bytes(30_000_000), "video", "mp4", filename="Видео.mp4")
    send(door, mail.as_bytes(), ["help@severka.example"])
    take_in_due()
    message = IncomingMail.objects.get().message
    assert message is not None
    assert (message.text, message.attachments.count()) == ("Видео во вложении", 0)
    assert [remark["code"] for remark in message.remarks] == ["file_too_large"]


def test_the_null_sender_is_a_machine(door: int, cast: Cast) -> None:
    send(door, letter(subject="hello").as_bytes(), ["help@severka.example"], sender="")
    take_in_due()
    row = IncomingMail.objects.get()
    assert (row.envelope_from, row.why["automatic"] is not None, row.ticket) == ("", True, None)


def test_lmtp_answers_for_each_recipient(door: int, cast: Cast) -> None:
    with socket.create_connection(("127.0.0.1", door), 10) as line:
        talk = line.makefile("rwb")

        def say(words: bytes, answers: int = 1) -> list[bytes]:
            if words:
                talk.write(words + b"\r\n")
                talk.flush()
            return [talk.readline()[:3] for _ in range(answers)]

        assert say(b"") == [b"220"]
        talk.write(b"LHLO dovecot\r\n")
        talk.flush()
        while talk.readline()[3:4] == b"-":
            pass
        assert say(b"MAIL FROM:<anna@veter.example>") == [b"250"]
        assert say(b"RCPT TO:<help@severka.example>") == [b"250"]
        assert say(b"RCPT TO:<billing@severka.example>") == [b"250"]
        assert say(b"RCPT TO:<nobody@severka.example>") == [b"550"]
        assert say(b"DATA") == [b"354"]
        assert say(letter().as_bytes().replace(b"\n", b"\r\n") + b"\r\n.", 2) == [b"250", b"250"]
    assert IncomingMail.objects.filter(source="lmtp").count() == 2


def test_nonsense_ends_no_session_of_others(door: int, cast: Cast) -> None:
    with socket.create_connection(("127.0.0.1", door), 10) as line:
        line.sendall(b"\x16\x03\x01\x02\x00\x01\xff\xfe GET / HTTP/1.1\r\n\r\n" * 20)
        send(door, letter().as_bytes(), ["help@severka.example"])
    assert IncomingMail.objects.count() == 1
