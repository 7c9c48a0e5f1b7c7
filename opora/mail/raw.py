"""The raw mails: one file for each content in the mail folder, on the disk before anything else happens."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class NotKept(Exception):
    """The mail could not be kept (full disk, read-only folder, database away): whoever brought it must try again."""


def digest_of(raw: bytes) -> str:
    """The name of a mail's bytes."""
    return hashlib.sha256(raw).hexdigest()


def path_of(digest: str) -> Path:
    """Where these bytes are or would be."""
    return Path(settings.MAIL_ROOT) / digest[:2] / digest[2:4] / f"{digest}.eml"


def keep(raw: bytes) -> str:
    """Writes the bytes so that they survive a power cut, and returns their digest. Raises NotKept."""
    digest = digest_of(raw)
    path = path_of(digest)
    try:
        if _is_there(path, len(raw)):
            _sync(path.parent)  # whoever wrote it may not have come so far yet
        else:
            _write(path, raw)
    except OSError as error:
        raise NotKept(f"The mail could not be written to {path.parent}: {error.strerror or error}") from error
    return digest


def _is_there(path: Path, size: int) -> bool:
    """Whether the whole mail is there; touches it, so that nobody who tidies takes it away now."""
    try:
        os.utime(path)
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def read(digest: str) -> bytes:
    """The bytes. Raises OSError when the file is gone."""
    return path_of(digest).read_bytes()


def _write(path: Path, raw: bytes) -> None:
    """First beside its place, then moved there: a half-written file never has the name of a whole one."""
    fresh = [folder for folder in (path.parent, *path.parent.parents[:2]) if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
    for folder in {path.parent, *(folder.parent for folder in fresh)}:
        _sync(folder)


def _sync(folder: Path) -> None:
    """Makes the name of a new file in the folder as durable as the file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
