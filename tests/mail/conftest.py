"""A raw mail folder of each test's own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def mail_folder(settings: Any, tmp_path: Path) -> Path:
    """Raw mails of this test go here."""
    settings.MAIL_ROOT = str(tmp_path / "mail")
    return tmp_path / "mail"
