"""Killing the worker at any moment: every mail becomes one message, every answer arrives, none as two letters."""

from pathlib import Path

import pytest

from tests.conftest import needs
from tests.servers.crashing import Desk, crash
from tests.servers.postgresql import a_database, is_here
from tests.servers.sink import Sink

pytestmark = pytest.mark.once
MAILS, ANSWERS = 120, 60


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_is_lost_and_nothing_is_doubled(tmp_path: Path, sink: Sink, kind: str) -> None:
    if kind == "sqlite":
        found = crash(Desk(tmp_path), sink, mails=MAILS, answers=ANSWERS)
    else:
        needs("PostgreSQL", present=is_here(), install="apt-get install postgresql")
        with a_database() as url:
            found = crash(Desk(tmp_path, url), sink, mails=MAILS, answers=ANSWERS)
    assert found.is_good, found.in_words() + (tmp_path / "log").read_text("utf-8", "replace")[-3000:]
    assert found.kills >= 3
    # What was in hand at a kill may be said twice, with the same Message-ID.
    assert found.delivered_again <= 4 * found.kills, found.in_words()
