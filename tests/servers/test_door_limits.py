"""What the mail door does for those who talk too long, too much, too early, or not as they should."""

import asyncio
import contextlib
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connections
from hypothesis import HealthCheck, given
from hypothesis import settings as within
from hypothesis import strategies as st

from opora.desk.actions import change_setting
from opora.mail.doors import smtp, smtp_data, smtp_protocol
from opora.mail.doors.smtp_tls import Certificate
from opora.mail.models import IncomingMail
from opora.mail.public import read_raw
from opora.people.public import Actor
from tests.cast import Cast
from tests.mail.letters import letter
from tests.servers.sink import free_port
from tests.servers.waiting import until

Open = Callable[..., int]


@pytest.fixture
def opened(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a door as the test wants it; gives its port."""
    settings.MAIL_ROOT = str(tmp_path / "mail")
    stop, threads = threading.Event(), list[threading.Thread]()

    def start(**how: Any) -> int:
        port, ready = free_port(), threading.Event()

        def run() -> None:
            asyncio.run(smtp.serve("127.0.0.1", port, stop, ready, **how))
            connections.close_all()

        threads.append(threading.Thread(target=run, daemon=True))
        threads[-1].start()
        assert ready.wait(10)
        return port

    yield start
    stop.set()
    for thread in threads:
        thread.join(10)


class Line:
    """One connection, spoken to byte by byte."""

    def __init__(self, port: int, *, before: bytes = b"") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 20)
        if before:
            self.socket.sendall(before)
        self.file = self.socket.makefile("rb")

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def say(self, words: bytes) -> None:
        self.socket.sendall(words)

    def answer(self) -> bytes:
        """One answer, without all lines but its last."""
        while (line := self.file.readline())[3:4] == b"-":
            pass
        return line.rstrip()

    def greet(self, verb: bytes = b"EHLO") -> None:
        assert self.answer()[:3] == b"220"
        self.say(verb + b" test\r\n")
        assert self.answer()[:3] == b"250"


def begin(line: Line, *to: bytes) -> None:
    """Up to where the mail's text is wanted."""
    line.say(b"MAIL FROM:<anna@veter.example>\r\n")
    line.say(
        b"".join(b"RCPT TO:<" + one + b">\r\n" for one in to or (b"help@severka.example",)) + b"DATA\r\n"
    )
    codes = [line.answer()[:3] for _ in range(2 + max(1, len(to)))]
    assert codes[-1] == b"354", codes


ENDS = [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n", b"\n.\r", b"\r\n\x00.\r\n"]


@pytest.mark.parametrize("end", ENDS)
def test_only_crlf_dot_crlf_ends_a_mail(opened: Open, cast: Cast, end: bytes) -> None:
    """Else what follows would be a mail of its own, with any sender (SMTP smuggling)."""
    hidden = b"MAIL FROM:<vera@severka.example>\r\nRCPT TO:<help@severka.example>\r\nDATA\r\nSubject: forged\r\n\r\nx"
    text = b"Subject: a\r\nMessage-ID: <a@v>\r\n\r\nbefore" + end + hidden
    with Line(opened()) as line:
        line.greet()
        begin(line)
        line.say(text + b"\r\n.\r\n")
        assert line.answer()[:3] == b"250"
        line.say(b"NOOP\r\n")
        assert line.answer() == b"250 OK"
    row = IncomingMail.objects.get()
    assert (row.envelope_from, read_raw(row.digest)) == (
        "anna@veter.example",
        text.replace(b"\r\n.", b"\r\n") + b"\r\n",
    )


def test_dots_are_taken_away_and_nothing_else(opened: Open, cast: Cast) -> None:
    sent = b"..first\r\n..\r\n...\r\n.x\r\n" + b"y" * 200_000 + b"\r\n..\r\n"
    with Line(opened()) as line:
        line.greet()
        begin(line)
        for at in range(0, len(sent), 7777):
            line.say(sent[at : at + 7777])
        line.say(b".\r")
        line.say(b"\n")
        assert line.answer()[:3] == b"250"
        begin(line)
        line.say(b".\r\n")
        assert line.answer()[:3] == b"250"
    first, empty = IncomingMail.objects.order_by("id")
    assert read_raw(first.digest) == b".first\r\n.\r\n..\r\nx\r\n" + b"y" * 200_000 + b"\r\n.\r\n"
    assert empty.size == 0


def test_a_mail_beyond_the_limit_is_read_away_and_refused_and_the_next_is_taken(
    opened: Open, cast: Cast
) -> None:
    change_setting(actor=Actor.system(), name="mail_megabytes", value=5)
    with Line(opened()) as line:
        line.greet(b"LHLO")
        begin(line, b"help@severka.example", b"billing@severka.example")
        for _part in range(60):
            line.say(b"z" * 100_000 + b"\r\n")
        line.say(b".\r\n")
        assert [line.answer()[:9], line.answer()[:9]] == [b"552 5.3.4"] * 2  # one for each recipient
        begin(line)
        line.say(b"Subject: small\r\n\r\n\r\n.\r\n")
        assert line.answer()[:3] == b"250"
    assert IncomingMail.objects.count() == 1


def test_too_much_mail_at_once_is_put_off(opened: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    change_setting(actor=Actor.system(), name="mail_megabytes", value=5)
    monkeypatch.setattr(smtp, "LARGEST_AT_ONCE", 1)
    limits = smtp_protocol.Limits()
    monkeypatch.setattr(smtp, "Limits", lambda: limits)
    port = opened()
    with Line(port) as first, Line(port) as second:
        first.greet()
        begin(first)
        first.say(b"z" * 4_000_000 + b".\r\n")  # a dot at the end of a line: the door reads up to it
        # Said is not read: what still lies between the two would be refused beside what the second brings.
        until(lambda: limits.in_hand >= 4_000_000)
        second.greet()
        begin(second)
        second.say(b"z" * 3_000_000 + b"\r\n.\r\n")
        assert second.answer()[:9] == b"452 4.3.1"
        first.say(b"\r\n.\r\n")
        assert first.answer()[:3] == b"250"
        begin(second)
        second.say(b"z" * 3_000_000 + b"\r\n.\r\n")
        assert second.answer()[:3] == b"250"


def test_connections_have_a_limit(opened: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp_protocol, "MOST_CONNECTIONS", 2)
    port = opened()
    with Line(port) as first, Line(port) as second, Line(port) as third:
        first.greet()
        second.greet()
        assert third.answer()[:9] == b"421 4.3.2"
        assert third.file.read() == b""
        first.say(b"QUIT\r\n")
        assert first.answer()[:3] == b"221"

    def taken() -> bool:
        with Line(port) as fourth:
            return fourth.answer()[:3] == b"220"

    until(taken)


def test_a_proxy_says_for_whom_it_speaks_and_each_of_those_has_a_limit(
    opened: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp_protocol, "MOST_OF_ONE", 1)
    port = opened(behind_proxy=True)
    told = b"PROXY TCP4 192.0.2.7 192.0.2.1 40000 25\r\n"
    with (
        Line(port, before=told) as first,
        Line(port, before=told) as again,
        Line(port, before=b"EHLO x\r\n") as none,
    ):
        first.greet()
        assert again.answer()[:9] == b"421 4.7.0"
        assert none.file.read() == b""
        begin(first)
        first.say(b"Subject: a\r\n\r\n.\r\n")
        assert first.answer()[:3] == b"250"
    assert IncomingMail.objects.get().peer == "192.0.2.7"


def test_who_says_nothing_or_only_noop_is_sent_away(
    opened: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp_protocol, "IDLE_SECONDS", 1)
    port = opened()
    with Line(port) as silent, Line(port) as slow, Line(port) as talker:
        for line in (silent, slow, talker):
            line.greet()
        slow.say(b"NOO")  # half a command is none
        talker.say(b"NOOP\r\n" * 60)
        said = [talker.answer()[:3] for _ in range(51)]
        assert (said[0], said[-1]) == (b"250", b"421")
        assert (silent.answer()[:9], slow.answer()[:9]) == (b"421 4.4.2", b"421 4.4.2")


def test_a_mail_that_hardly_comes_is_given_up(
    opened: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp_data, "PATIENCE", 0.0)
    monkeypatch.setattr(smtp_data, "LEAST_RATE", 10**12)
    with Line(opened()) as line:
        line.greet()
        begin(line)
        line.say(b"a.\r\nb.\r\n")
        assert line.answer()[:9] == b"421 4.4.2"


def test_what_was_said_before_the_banner_is_answered_in_order(opened: Open, cast: Cast) -> None:
    whole = (
        b"EHLO early\r\nMAIL FROM:<>\r\nRCPT TO:<help+t1@severka.example>\r\nRCPT TO:<nobody@severka.example>\r\n"
        b"DATA\r\nSubject: early\r\n\r\nx\r\n.\r\nVRFY help@severka.example\r\nEXPN all\r\nAUTH PLAIN AAAA\r\nQUIT\r\n"
    )
    with Line(opened(), before=whole) as line:
        codes = [line.answer()[:3] for _ in range(11)]
    assert codes == [b"220", b"250", b"250", b"250", b"550", b"354", b"250", b"252", b"502", b"502", b"221"]
    row = IncomingMail.objects.get()
    assert (row.envelope_from, row.envelope_to) == ("", "help+t1@severka.example")


def test_what_the_door_can_do(opened: Open, cast: Cast) -> None:
    with smtplib.SMTP("127.0.0.1", opened()) as client:
        client.ehlo("test")
        assert set(client.esmtp_features) == {
            "size",
            "8bitmime",
            "smtputf8",
            "pipelining",
            "enhancedstatuscodes",
        }
        client.sendmail(
            "ян@почта.example", ["help@severka.example"], letter().as_bytes(), ["SMTPUTF8", "BODY=8BITMIME"]
        )
    assert IncomingMail.objects.get().envelope_from == "ян@почта.example"


def test_two_mailboxes_are_two_rows_and_one_file(opened: Open, cast: Cast, settings: Any) -> None:
    with smtplib.SMTP("127.0.0.1", opened()) as client:
        client.sendmail(
            "a@v.example", ["help@severka.example", "billing@severka.example"], letter().as_bytes()
        )
    assert IncomingMail.objects.filter(state="kept").count() == 2
    assert len(list(Path(settings.MAIL_ROOT).rglob("*.eml"))) == 1


def certificate(folder: Path, name: str) -> tuple[str, str]:
    """A self-signed one, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "chain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    return str(folder / "chain.pem"), str(folder / "key.pem")


def name_shown(line: ssl.SSLSocket) -> str:
    shown = x509.load_der_x509_certificate(line.getpeercert(binary_form=True) or b"")
    return str(shown.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value)


def test_tls_in_both_ways_and_a_renewed_certificate(
    opened: Open, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "REFRESH_SECONDS", 0.0)
    tls_port = free_port()
    port = opened(
        certificate=Certificate(*certificate(tmp_path, "old.example")), tls_at=("127.0.0.1", tls_port)
    )
    anybody = ssl._create_unverified_context()
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.ehlo("test")
        assert client.has_extn("starttls")
        client.starttls(context=anybody)
        client.ehlo("test")
        assert not client.has_extn("starttls")
        client.sendmail("a@v.example", ["help@severka.example"], letter().as_bytes())
    with smtplib.SMTP_SSL("127.0.0.1", tls_port, context=anybody) as client:
        client.sendmail("a@v.example", ["billing@severka.example"], letter().as_bytes())
        assert name_shown(client.sock) == "old.example"  # type: ignore[arg-type]
    assert IncomingMail.objects.count() == 2
    (tmp_path / "key.pem").write_text("half written")
    certificate(tmp_path, "new.example")

    def renewed() -> bool:
        with smtplib.SMTP_SSL("127.0.0.1", tls_port, context=anybody) as client:
            return name_shown(client.sock) == "new.example"  # type: ignore[arg-type]

    until(renewed)


def test_what_was_said_in_clear_is_forgotten_inside_tls(opened: Open, cast: Cast, tmp_path: Path) -> None:
    port = opened(certificate=Certificate(*certificate(tmp_path, "a.example")))
    with Line(port) as line:
        line.greet()
        line.say(b"STARTTLS\r\nMAIL FROM:<injected@x.example>\r\n")
        assert line.answer()[:3] == b"220"
        inside = ssl._create_unverified_context().wrap_socket(line.socket, server_hostname="a.example")
        inside.sendall(b"EHLO a\r\nNOOP\r\n")
        talk = inside.makefile("rb")
        while talk.readline()[3:4] == b"-":
            pass
        assert talk.readline() == b"250 OK\r\n"
    with Line(port) as nonsense:
        nonsense.greet()
        nonsense.say(b"STARTTLS\r\n")
        assert nonsense.answer()[:3] == b"220"
        nonsense.say(b"no TLS at all\r\n" * 10)
        with contextlib.suppress(OSError):
            nonsense.file.read()
    with Line(port) as after:
        after.greet()


WORDS = st.sampled_from([
    b"EHLO a", b"LHLO a", b"HELO a", b"MAIL FROM:<a@v.example>", b"MAIL FROM:<>", b"MAIL FROM:<\xff@v> SIZE=5",
    b"RCPT TO:<help@severka.example>", b"RCPT TO:<billing@severka.example>", b"RCPT TO:<nobody@x.example>",
    b"RCPT TO:<help@[::::>", b"RSET", b"NOOP", b"DATA", b"STARTTLS", b"BDAT 5 LAST", b"VRFY x", b"\x00\xff", b"",
])  # fmt: skip
TEXTS = st.lists(
    st.sampled_from([b"Subject: a\r\n", b".", b"\r\n", b"\n", b"\r", b"x" * 70_000, b"..\r\n"]), max_size=6
)


_ports: dict[int, int] = {}


@within(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(WORDS, TEXTS), max_size=12))
def test_whatever_is_said_each_word_has_its_answer_and_taken_is_kept(
    opened: Open, cast: Cast, dialogue: list[tuple[bytes, list[bytes]]]
) -> None:
    """A model of the dialogue: as many answers as commands; after 250 to a text there are as many rows more."""
    port = _ports.get(id(opened)) or opened()
    _ports[id(opened)] = port
    before, taken, accepted, lmtp = IncomingMail.objects.count(), 0, list[bytes](), False
    with Line(port) as line:
        assert line.answer()[:3] == b"220"
        for words, text in dialogue:
            line.say(words + b"\r\n")
            answer = line.answer()
            assert re.match(rb"\d{3} ", answer), (words, answer)
            if answer[:3] == b"421" or b"goodbye" in answer:
                return
            if answer[:3] == b"250":
                lmtp = words.startswith(b"LHLO") if words[1:4] in {b"HLO", b"ELO"} else lmtp
                accepted = [] if words[:4] in {b"EHLO", b"LHLO", b"HELO", b"MAIL", b"RSET"} else accepted
                accepted += [words.lower()] if words.startswith(b"RCPT") else []
            if answer[:3] == b"354":
                body = b"".join(text).replace(b"\r\n.\r\n", b"\r\n.\r\n.")
                body = b"." + body if body.startswith(b".") else body
                line.say(body + (b"" if body.endswith(b"\r\n") or not body else b"\r\n") + b".\r\n")
                for _one in accepted if lmtp else [b""]:
                    assert line.answer()[:3] == b"250"
                taken += len(accepted) if lmtp else len(set(accepted))
                accepted = []
    assert IncomingMail.objects.count() - before == taken
