"""Templates: every one compiles, none carries script or style of its own, all links between them hold."""

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.collecting import templates
from tests.structure.source import PACKAGE, shown

pytestmark = pytest.mark.once
HTML = [path for path in templates() if path.suffix == ".html"]
# Our policy lets a browser ignore these, so they would only seem to work.
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\b(?:src|type=\"(?:importmap|application/json)\"))",
    re.I,
)
ABROAD = re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.I)
MAIL = re.compile(r"/templates/[^/]+/mail/")


@pytest.mark.parametrize("path", templates(), ids=shown)
def test_template_compiles(path: Path) -> None:
    name = path.relative_to(next(parent for parent in path.parents if parent.name == "templates"))
    engines["django"].get_template(name.as_posix())


@pytest.mark.parametrize("path", HTML, ids=shown)
def test_template_has_no_inline_script_or_style(path: Path) -> None:
    if MAIL.search(path.as_posix()):
        pytest.skip("mail programs know no style sheets")
    found = INLINE.findall(
        re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", path.read_text("utf-8"), flags=re.S)
    )
    assert found == []


@pytest.mark.parametrize("path", HTML, ids=shown)
def test_template_asks_no_other_host(path: Path) -> None:
    assert ABROAD.findall(path.read_text("utf-8")) == []


def test_style_sheets_and_scripts_ask_no_other_host() -> None:
    own = [
        path
        for path in PACKAGE.glob("*/static/**/*")
        if path.suffix in {".css", ".js"} and "vendor" not in path.parts
    ]
    abroad = re.compile(
        r"url\(\s*[\"']?(?:https?:)?//|@import\s+url|from\s+[\"']https?://|import\([\"']https?://", re.I
    )
    assert [shown(path) for path in own if abroad.search(path.read_text("utf-8"))] == []
