"""The first step: kept, once, before anything is understood."""

from pathlib import Path
from typing import Any

import pytest

from opora.mail.models import IncomingMail, IncomingState
from opora.mail.public import NotKept, read_raw, receive
from tests.cast import Cast


def test_anything_is_kept(cast: Cast) -> None:
    row = receive(b"\x00\xff not a mail at all", source="pipe", mailbox=None, envelope_to="\udcff\x00x")
    assert (row.state, read_raw(row.digest), row.size) == (
        IncomingState.KEPT,
        b"\x00\xff not a mail at all",
        20,
    )
    assert IncomingMail.objects.get(pk=row.pk).envelope_to == "?x"


def test_the_same_mail_again_is_for_the_record_only(cast: Cast) -> None:
    states = [receive(b"Message-ID: <a@b>\n\nx", source="smtp", mailbox=cast.mailbox).state for _ in range(3)]
    assert states == [IncomingState.KEPT, IncomingState.DUPLICATE, IncomingState.DUPLICATE]


def test_at_another_mailbox_it_is_another_mail(cast: Cast) -> None:
    first = receive(b"Message-ID: <a@b>\n\nx", source="smtp", mailbox=cast.mailbox)
    other = receive(b"Message-ID: <a@b>\n\nx", source="smtp", mailbox=None)
    assert (first.state, other.state) == (IncomingState.KEPT, IncomingState.KEPT)


def test_without_a_message_id_the_pipe_may_say_the_same_twice_but_a_mailbox_may_not(cast: Cast) -> None:
    raw = b"Subject: disk is full\n\nagain\nmessage-id: <in the text>"
    states = [
        receive(raw, source=source, mailbox=cast.mailbox).state for source in ("pipe", "pipe", "imap", "imap")
    ]
    assert states == ["kept", "kept", "kept", "duplicate"]


def test_a_mail_that_cannot_be_kept_is_not_taken_over(cast: Cast, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.MAIL_ROOT = str(tmp_path / "file")
    with pytest.raises(NotKept):
        receive(b"x", source="pipe", mailbox=None)
    assert not IncomingMail.objects.exists()
