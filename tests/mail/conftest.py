"""A raw mail folder of each test's own, and one language for all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def mail_folder(settings: Any, tmp_path: Path) -> Path:
    """Raw mails of this test go here."""
    settings.MAIL_ROOT = str(tmp_path / "mail")
    return tmp_path / "mail"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Words in these tests are English, whatever language a page spoke before."""
    with translation.override("en"):
        yield
