"""The parser needs no folder, no settings and no database: its tests take none."""

import pytest


@pytest.fixture(autouse=True)
def mail_folder() -> None:
    """Stands in for the room's fixture of that name."""
