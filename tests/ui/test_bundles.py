"""The bundles: made of every room's small files, there without a collecting step, small, and never stale."""

import gzip
import hashlib
import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from opora.ui import modules, static_bundle
from tests.conftest import needs

COLD_PAGE = 100 * 1024


def test_every_style_sheet_and_module_is_in_its_bundle() -> None:
    styles, script = static_bundle.stylesheet(), static_bundle.script()
    assert styles.index("@layer reset, tokens") < styles.index("@layer reset {")
    for _name, path in static_bundle._parts("css"):
        assert path.read_text("utf-8") in styles
    for name, _path in static_bundle._parts("js"):
        assert f"// {name}\n" in script


def test_every_style_sheet_wraps_itself_in_a_layer() -> None:
    loose = [
        name for name, path in static_bundle._parts("css") if "@layer" not in path.read_text("utf-8")[:400]
    ]
    assert loose == []


def test_bundles_are_found_and_named_by_their_content() -> None:
    for name, make in static_bundle.BUNDLES.items():
        found = finders.find(name)
        assert isinstance(found, str)
        assert Path(found).read_text("utf-8") == make()
        assert gzip.decompress(Path(f"{found}.gz").read_bytes()).decode() == make()
        digest = hashlib.sha256(make().encode()).hexdigest()
        assert static(name).endswith(f"?v={digest[:10]}")


def test_a_cold_page_stays_small() -> None:
    weight = sum(len(gzip.compress(make().encode())) for make in static_bundle.BUNDLES.values())
    assert weight < COLD_PAGE


def test_scripts_are_valid(tmp_path: Path) -> None:
    needs("node", present=which("node") is not None, install="Node.js")
    for name, text in (("a.mjs", static_bundle.script()), ("b.mjs", static_bundle.editor())):
        (tmp_path / name).write_text(text, "utf-8")
        subprocess.run([str(which("node")), "--check", str(tmp_path / name)], check=True)


def test_modules_run_after_what_they_import() -> None:
    joined = modules.join(
        {
            "r/js/a.js": 'import { two } from "./b.js";\nexport function one() { return two; }\n',
            "r/js/b.js": "export const two = 2;\nconst own = 1;\n",
        }
    )
    assert joined.index("// r/js/b.js") < joined.index("// r/js/a.js")
    assert "const { two } = module_r_js_b_js;" in joined
    assert "return { two };" in joined
    assert "export" not in joined


@pytest.mark.parametrize(
    "line", ['import x from "./b.js";', "export default 1;", 'export { a } from "./b.js";']
)
def test_other_forms_of_modules_are_refused(line: str) -> None:
    with pytest.raises(modules.ModuleFormError, match=r"a\.js"):
        modules.join({"a.js": line, "b.js": ""})


def test_vendored_files_are_what_the_manifest_says() -> None:
    folder = static_bundle.VENDOR
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    told = {name: digest for part in manifest for name, digest in part["files"].items()}
    there = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert told == there
    assert all(part["name"] and part["version"] and part["licence"] for part in manifest)


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    import re

    sprite = static_bundle.sprite()
    named = {
        icon
        for path in Path(static_bundle.__file__).parents[1].glob("*/templates/**/*.html")
        for icon in re.findall(r'{% icon "([\w-]+)"', path.read_text("utf-8"))
    }
    assert named
    assert [icon for icon in sorted(named) if f'<symbol id="{icon}"' not in sprite] == []


def test_many_may_begin_at_one_moment(settings: Any, tmp_path: Path) -> None:
    settings.ENV = replace(settings.ENV, data=tmp_path)
    with ThreadPoolExecutor(8) as threads:
        for _round in range(20):
            shutil.rmtree(tmp_path / "bundles", ignore_errors=True)
            paths = list(threads.map(static_bundle.write.__wrapped__, ["ui/icons.svg"] * 8))
            assert {Path(path).read_text("utf-8")[-6:] for path in paths} == {"</svg>"}
    assert sorted(path.name for path in (tmp_path / "bundles/ui").iterdir()) == ["icons.svg", "icons.svg.gz"]
