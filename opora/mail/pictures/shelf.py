"""Fetched pictures on the disk, named by the digest of their address: a second look fetches nothing.

A failure is kept, too, for a while. When a compartment is full, what was not looked at for longest goes first.
"""

import contextlib
import hashlib
import os
import tempfile
import time
from pathlib import Path

from django.conf import settings

from opora.mail.pictures.raster import Picture

ENDINGS = {".png": "image/png", ".jpg": "image/jpeg"}
FAILED = ".none"
# Sixteen compartments by the first digit, so that making room means looking through a sixteenth only.
COMPARTMENT = 32 * 1024 * 1024
FAILURE_SECONDS = 10 * 60


class KnownFailure(Exception):
    """This address gave no picture a moment ago."""


def find(url: str) -> Picture | None:
    """The picture of an address, if it is here. Raises KnownFailure."""
    stem = _stem(url)
    for ending, kind in ENDINGS.items():
        path = stem.with_suffix(ending)
        with contextlib.suppress(OSError):
            data = path.read_bytes()
            os.utime(path)
            return Picture(data, kind)
    with contextlib.suppress(OSError):
        if time.time() - stem.with_suffix(FAILED).stat().st_mtime < FAILURE_SECONDS:
            raise KnownFailure
    return None


def keep(url: str, picture: Picture) -> None:
    """Puts a picture on the shelf. A full or read-only disk only means that it is fetched again."""
    ending = next(ending for ending, kind in ENDINGS.items() if kind == picture.type)
    _put(_stem(url), ending, picture.data)


def keep_failure(url: str) -> None:
    """Remembers for FAILURE_SECONDS that there is no picture at this address."""
    _put(_stem(url), FAILED, b"")


def _put(stem: Path, ending: str, data: bytes) -> None:
    with contextlib.suppress(OSError):
        stem.parent.mkdir(parents=True, exist_ok=True)
        _make_room(stem.parent, len(data))
        handle, beside = tempfile.mkstemp(prefix=".", dir=stem.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(beside, stem.with_suffix(ending))


def _make_room(folder: Path, size: int) -> None:
    files = [(entry.stat(), entry.path) for entry in os.scandir(folder)]
    # An empty file takes room, too: a mail may name any number of addresses that lead nowhere.
    together = sum(max(facts.st_size, 4096) for facts, _ in files)
    for facts, path in sorted(files, key=lambda one: one[0].st_mtime):
        if together + size <= COMPARTMENT:
            return
        with contextlib.suppress(OSError):
            os.unlink(path)
        together -= max(facts.st_size, 4096)


def _stem(url: str) -> Path:
    digest = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()
    return Path(settings.PICTURES_ROOT) / digest[0] / digest
