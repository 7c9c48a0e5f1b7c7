"""Remembers which templates the tests rendered; after a complete run, those that none rendered are a failure."""

import json
import shutil
from pathlib import Path

import pytest
from django.template import Template
from django.test.signals import template_rendered

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".pytest_cache" / "rendered"
_seen: set[str] = set()


def _note(sender: object, template: Template, **rest: object) -> None:
    _seen.add(str(getattr(template.origin, "name", "")))


def begin(config: pytest.Config) -> None:
    """Starts to remember, in each process of the run (pytest-xdist has several)."""
    template_rendered.connect(_note, weak=False)
    if not hasattr(config, "workerinput"):
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)


def end(session: pytest.Session) -> list[str]:
    """Keeps what this process saw; in the main process after a complete run, the templates that nobody rendered."""
    config = session.config
    worker = getattr(config, "workerinput", {}).get("workerid", "main")
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / worker).write_text(json.dumps(sorted(_seen)), "utf-8")
    if worker != "main" or not _complete(config) or session.exitstatus != 0:
        return []
    rendered = {path for file in FOLDER.iterdir() for path in json.loads(file.read_text("utf-8"))}
    return [str(path.relative_to(ROOT)) for path in templates() if str(path) not in rendered]


def templates() -> list[Path]:
    """All templates of the package."""
    return sorted(path for path in (ROOT / "opora").glob("*/templates/**/*") if path.is_file())


def _complete(config: pytest.Config) -> bool:
    chosen = config.getoption("keyword") or config.getoption("markexpr") or config.getoption("lf", False)
    return not chosen and config.args == config.getini("testpaths")
