"""Trying the settings for sending against real servers."""

from typing import Any

import pytest

from opora.desk.models import Mailbox
from opora.mail.public import test_connection as try_connection
from tests.cast import Cast
from tests.servers.sink import Sink, free_port, listening


def sending(cast: Cast, **values: Any) -> Mailbox:
    """An unsaved mailbox, as the set-up page has it while somebody types."""
    ordinary: dict[str, Any] = {
        "address": "new@severka.example",
        "out_host": "127.0.0.1",
        "out_security": "plain",
    }
    return Mailbox(department=cast.first_line, **{**ordinary, **values})


def outcome(mailbox: Mailbox) -> tuple[list[bool | None], str]:
    steps = [step for step in try_connection(mailbox) if step.key.startswith("out_")]
    return [step.is_good for step in steps], next((step.words for step in steps if step.is_good is False), "")


def test_all_is_well(cast: Cast, sink: Sink) -> None:
    assert outcome(sending(cast, out_port=sink.port)) == ([True] * 4, "")
    assert sink.mails == []


def test_mail_that_arrives_at_the_door_needs_no_server_to_fetch_from(cast: Cast, sink: Sink) -> None:
    first = try_connection(sending(cast, out_port=sink.port))[0]
    assert (first.key, first.is_good, "SMTP or LMTP" in first.words) == ("door", True, True)


@pytest.mark.parametrize(
    ("values", "tried", "words"),
    [
        ({"out_host": ""}, [False, None, None, None], "Name the server"),
        ({"out_host": "no-such-host.invalid"}, [False, None, None, None], "no server of this name"),
        ({"out_port": 1}, [True, False, None, None], "does not answer at this port"),
        ({"out_security": "tls"}, [True, False, None, None], "No safe connection"),
        ({"out_security": "starttls"}, [True, False, None, None], "No safe connection"),
        ({"out_login": "help"}, [True, True, False, None], "does not accept this name and password"),
    ],
)
def test_what_is_wrong_is_said_at_its_step(
    cast: Cast, sink: Sink, values: dict[str, Any], tried: list[bool | None], words: str
) -> None:
    found = outcome(sending(cast, **{"out_port": sink.port, **values}))
    assert found[0] == tried
    assert words in found[1]


def test_a_wrong_password(cast: Cast) -> None:
    from opora.desk.sealing import seal

    with listening(password="right") as guarded:
        mailbox = sending(cast, out_port=guarded.port, out_login="help", out_sealed=seal("wrong"))
        assert outcome(mailbox)[0] == [True, True, False, None]
        mailbox.out_sealed = seal("right")
        assert outcome(mailbox)[0] == [True] * 4


def test_a_server_that_does_not_let_us_send(cast: Cast, sink: Sink) -> None:
    sink.answers["MAIL"] = "550 5.7.1 not your address"
    tried, words = outcome(sending(cast, out_port=sink.port))
    assert tried == [True, True, True, False]
    assert "does not let this login send from new@severka.example" in words


def test_nobody_there(cast: Cast) -> None:
    assert outcome(sending(cast, out_port=free_port()))[0] == [True, False, None, None]
