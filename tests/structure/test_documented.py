"""What people and programs may rely on is in docs/, by name."""

import pytest

from opora.cli.main import COMMANDS
from opora.conf.environment import DEFAULTS
from opora.events.public import known
from tests.structure.source import ROOT

pytestmark = pytest.mark.once


def _text(name: str) -> str:
    path = ROOT / "docs" / name
    return path.read_text("utf-8") if path.exists() else ""


def test_every_variable_is_documented() -> None:
    text = _text("configuration.md")
    assert [name for key in DEFAULTS if (name := f"`OPORA_{key.upper()}`") not in text] == []


def test_every_command_is_documented() -> None:
    text = _text("commands.md")
    assert [name for name in COMMANDS if f"`opora {name}" not in text] == []


def test_every_event_kind_is_documented() -> None:
    text = _text("events.md")
    assert [
        name
        for name, cls in known().items()
        if cls.__module__.startswith("opora.") and f"`{name}`" not in text
    ] == []


def test_every_event_kind_says_itself() -> None:
    from opora.events.public import Kind

    assert [name for name, cls in known().items() if cls.sentence is Kind.sentence] == []


def test_every_desk_setting_is_documented() -> None:
    from opora.desk.public import settings

    text = _text("settings.md")
    assert [name for name in settings.declared() if f"`{name}`" not in text] == []
