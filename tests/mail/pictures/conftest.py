"""Pictures of these tests live on loopback, which only the operator's own word makes fetchable."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from opora.mail import dns
from opora.mail.pictures import getting


@pytest.fixture(autouse=True)
def shelf_folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A shelf of each test's own, and no memory of what another one looked up."""
    settings.PICTURES_ROOT = str(tmp_path / "pictures")
    settings.ENV = dataclasses.replace(settings.ENV, pictures_from="127.0.0.1")
    getting._resting.clear()
    dns.forget()
    yield tmp_path / "pictures"
    dns.forget()
