"""The new text of a reply, for each mail program and language."""

from __future__ import annotations

import pytest

from opora.mail.parsing.visible import visible
from tests.mail.parsing.samples_replies import ALL


@pytest.mark.parametrize(("name", "text", "expected"), ALL, ids=[name for name, _, _ in ALL])
def test_visible_reply(name: str, text: str, expected: str) -> None:
    assert visible(text).reply.strip() == expected


def test_nothing_is_lost() -> None:
    for _, text, _ in ALL:
        seen = visible(text)
        kept = f"{seen.reply}\n{seen.quoted}\n{seen.signature}"
        missing = [line for line in text.split("\n") if line.strip("> _-") and line.strip() not in kept and "wrote:" not in line]
        assert missing == []
