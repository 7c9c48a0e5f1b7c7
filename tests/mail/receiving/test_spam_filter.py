"""rspamd is asked where the desk wants that; its silence stops no mail. What filters before us wrote is read."""

from typing import Any

import pytest

from opora.mail.checking import spam
from opora.mail.checking.findings import findings
from opora.mail.models import IncomingMail
from opora.mail.parsing.parse import parse
from opora.mail.public import receive, take_in_due
from tests.cast import Cast
from tests.mail.letters import brought, letter
from tests.mail.receiving.test_proving import configure
from tests.servers.name_server import free_udp_port
from tests.servers.spam_filter import filtering, verdict


def test_the_filter_sees_the_mail_and_its_envelope_and_is_believed(cast: Cast) -> None:
    with filtering(verdict(17.5, "reject")) as rspamd:
        configure(cast, "mail_spam_filter", rspamd.address)
        configure(cast, "mail_spam_score", 6)
        mail = letter()
        row = brought(
            mail, cast.mailbox, "smtp", peer="8.8.8.8", peer_name="mx.x\r\nEvil: yes", envelope_from="a@b.example",
            envelope_to="help@severka.example",
        )  # fmt: skip
    assert (row.state, row.reason) == ("held", "spam")
    found = row.why["spam"]
    because = "reject: BAYES_SPAM +8.8, MIME_GOOD -0.1"
    assert (found["score"], found["by"], found["because"]) == (17.5, "rspamd", because)
    ((headers, body),) = rspamd.asked
    assert body == mail.as_bytes()
    assert {name: headers[name] for name in ("IP", "Helo", "From", "Rcpt", "Evil")} == {
        "IP": "8.8.8.8", "Helo": "mx.xEvil:yes", "From": "a@b.example", "Rcpt": "help@severka.example", "Evil": None,
    }  # fmt: skip


def test_a_good_mail_passes_and_nothing_is_wrong(cast: Cast) -> None:
    with filtering(verdict(-2.0, "no action")) as rspamd:
        configure(cast, "mail_spam_filter", rspamd.address)
        configure(cast, "mail_spam_score", 6)
        row = brought(letter(), cast.mailbox)
    assert (row.state, row.why["spam"]["score"], row.why["silence"]) == ("done", -2.0, "")
    assert [one.code for one in findings()] == []


@pytest.mark.parametrize(
    ("says", "status"),
    [
        ({"error": "busy"}, 503),
        (b"<html>", 200),
        ({}, 200),
        ([], 200),
        ({"score": "many"}, 200),
        ({"score": 1, "symbols": {"X": 3}}, 200),
        (b"[" * 100_000, 200),
    ],
)
def test_a_broken_filter_stops_nothing_and_is_told_of(cast: Cast, says: Any, status: int) -> None:
    with filtering(says, status) as rspamd:
        configure(cast, "mail_spam_filter", rspamd.address)
        row = brought(letter(), cast.mailbox)
    assert (row.state, bool(row.why["spam"]["trouble"])) == ("done", True)
    assert [one.code for one in findings()] == ["spam_filter_silent"]


def test_a_filter_that_is_not_there_stops_nothing(cast: Cast) -> None:
    configure(cast, "mail_spam_filter", f"http://127.0.0.1:{free_udp_port()}")
    for number in range(3):
        raw = letter(message_id=f"<{number}@v>", text=str(number)).as_bytes()
        receive(raw, source="pipe", mailbox=cast.mailbox)
    take_in_due()
    assert {row.state for row in IncomingMail.objects.all()} == {"done"}
    assert [one.code for one in findings()] == ["spam_filter_silent"]


@pytest.mark.parametrize(
    "address", ["nonsense", "http://", "ftp://x:99999999", "http://[::1", "http://127.0.0.1:0/"]
)
def test_an_address_that_is_none_stops_nothing(address: str) -> None:
    assert spam.ask_rspamd(address, b"x", spam.Envelope()).trouble


@pytest.mark.parametrize(
    ("header", "score", "is_spam"),
    [
        ("X-Spam-Status: No, score=-1.9 required=5.0 tests=BAYES_00", -1.9, False),
        ("X-Spam-Status: Yes, score=9.1 required=5.0", 9.1, True),
        ("X-Spam-Flag: YES", None, True),
        ("X-Spam-Score: 4.2 (++++)", 4.2, False),
        ("X-Rspamd-Score: 7.10", 7.1, False),
        ("X-Spamd-Result: default: False [1.20 / 15.00];\n BAYES_HAM(-3.00)[100%]", 1.2, False),
        ("X-MS-Exchange-Organization-SCL: 6", None, True),
        ("X-Forefront-Antispam-Report: CIP:1.2.3.4;SCL:9;SFV:SPM", None, True),
        ("X-Yandex-Spam: 4", None, True),
        ("X-Mailru-Spam: yes", None, True),
    ],
)
def test_headers_of_the_filters_that_people_have(header: str, score: float | None, is_spam: bool) -> None:
    found = spam.in_headers(parse(f"{header}\nFrom: a@b.example\nSubject: x\n\nx".encode()))
    assert (found.score, found.is_spam, bool(found.by)) == (score, is_spam, True)
    assert spam.Spam.read(found.noted()) == found


@pytest.mark.parametrize(
    "header", ["X-MS-Exchange-Organization-SCL: 1", "X-Yandex-Spam: 1", "X-Spam-Score: many", "Subject: x"]
)
def test_headers_that_say_nothing_bad(header: str) -> None:
    assert spam.in_headers(parse(f"{header}\nFrom: a@b.example\n\nx".encode())) == spam.Spam()
