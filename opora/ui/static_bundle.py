"""The bundles: one stylesheet, one script, one icon sprite and one editor, made from the small files of all rooms.

`BundleFinder` makes them whenever static files are looked for, so they are there in tests, in development and after
collectstatic alike; `FingerprintStorage` gives every static address a `?v=` of its content, so browsers may keep files
for ever.
"""

import gzip
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import FileSystemStorage

from opora.ui import modules

VENDOR = Path(__file__).parent / "static/ui/vendor"
SVG_INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>", re.S)


def _parts(kind: str) -> Iterator[tuple[str, Path]]:
    """(static path, file) of each `static/<room>/<kind>/**/*.<kind>`, the ui room first.

    A plug-in joins by `joins_bundles = True` in its AppConfig.
    """
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label != "ui"):
        root = Path(app.path) / "static"
        for path in sorted(
            root.glob(f"*/{kind}/**/*.{kind}"), key=lambda path: (path.name != "layers.css", path)
        ):
            if app.name.startswith("opora.") or getattr(app, "joins_bundles", False):
                yield path.relative_to(root).as_posix(), path


def stylesheet() -> str:
    """All component files; each wraps itself in its layer, so only the first file's place matters."""
    return "\n".join(path.read_text("utf-8") for _name, path in _parts("css"))


def script() -> str:
    """htmx and its morph extension, then every module of every room."""
    vendor = [
        _vendored("htmx/htmx.min.js"),
        "window.htmx = htmx;",
        _vendored("idiomorph/idiomorph-ext.min.js"),
    ]
    return "\n".join([*vendor, modules.join({name: path.read_text("utf-8") for name, path in _parts("js")})])


def editor() -> str:
    """The rich text editor with its sanitiser, asked for only by pages that have a composer."""
    return "\n".join([_vendored("dompurify/purify.min.js"), _vendored("squire/squire.mjs")])


def sprite() -> str:
    """One symbol per icon file in vendor/lucide."""
    icons = sorted((VENDOR / "lucide").glob("*.svg"))
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(map(_symbol, icons)) + "</svg>"


def _symbol(icon: Path) -> str:
    found = SVG_INSIDE.search(icon.read_text("utf-8"))
    inside = re.sub(r"\s+", " ", found.group(1)) if found else ""
    return f'<symbol id="{icon.stem}" viewBox="0 0 24 24">{inside}</symbol>'


def _vendored(name: str) -> str:
    source = (VENDOR / name).read_text("utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", source, flags=re.M).strip()


BUNDLES: dict[str, Callable[[], str]] = {
    "ui/opora.css": stylesheet,
    "ui/opora.js": script,
    "ui/editor.js": editor,
    "ui/icons.svg": sprite,
}


def _root() -> Path:
    return Path(settings.ENV.data) / "bundles"


@lru_cache(maxsize=None if not settings.configured or not settings.DEBUG else 0)
def write(name: str) -> str:
    """Path of the freshly made bundle; it and its gzip twin are replaced whole, and only when they changed."""
    content = BUNDLES[name]().encode()
    path = _root() / name
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        for target, data in (
            (path.with_name(path.name + ".gz"), gzip.compress(content, mtime=0)),
            (path, content),
        ):
            # A name of its own: several processes may begin at one moment.
            handle, fresh = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(fresh, 0o644)
            os.replace(fresh, target)
    return str(path)


class BundleFinder(BaseFinder):
    """Makes the bundles visible as ordinary static files."""

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to configure."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The path of a bundle, or an empty list."""
        if path not in BUNDLES:
            return []
        return [write(path)] if find_all else write(path)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every bundle and its gzip twin, for collectstatic and for WhiteNoise, which sends whichever is taken."""
        storage = FileSystemStorage(location=str(_root()))
        for name in BUNDLES:
            write(name)
            yield name, storage
            yield f"{name}.gz", storage


class FingerprintStorage(StaticFilesStorage):
    """Static addresses that change with their content, without a collecting step."""

    def url(self, name: str | None) -> str:
        """The address with `?v=` and the first ten figures of the content's SHA-256."""
        return _address(self, name)


@lru_cache(maxsize=None if not settings.configured or not settings.DEBUG else 0)
def _address(storage: FingerprintStorage, name: str | None) -> str:
    address = super(FingerprintStorage, storage).url(name)
    mark = _mark(name) if name else ""
    return f"{address}?v={mark}" if mark else address


@lru_cache(maxsize=None if not settings.configured or not settings.DEBUG else 0)
def _mark(name: str) -> str:
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10] if isinstance(found, str) else ""
