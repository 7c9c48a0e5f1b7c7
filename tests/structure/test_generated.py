"""The pages of docs/ that follow from the code are as the code says."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests.structure.source import ROOT

pytestmark = pytest.mark.once
BEHIND = "is behind the code: bin/lint --fix writes it anew"


def _generate() -> Any:
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["events.md", "settings.md", "search.md"])
def test_page_is_current(name: str) -> None:
    with translation.override("en"):
        assert (ROOT / "docs" / name).read_text("utf-8") == _generate().pages()[name], f"docs/{name} {BEHIND}"


def test_schema_is_current(tmp_path: Path) -> None:
    steps = ("import sys", "sys.path.insert(0, sys.argv[1])", "import generate, django", "django.setup()")
    program = "\n".join([*steps, "print(generate.fresh_schema(), end='')"])
    environ = {
        "OPORA_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "opora.conf.settings",
        "PATH": "/usr/bin:/bin",
    }
    made = subprocess.run(
        [sys.executable, "-c", program, str(ROOT / "docs")],
        capture_output=True,
        text=True,
        env=environ,
        check=True,
    ).stdout
    assert (ROOT / "docs" / "schema.sql").read_text("utf-8") == made, f"docs/schema.sql {BEHIND}"
