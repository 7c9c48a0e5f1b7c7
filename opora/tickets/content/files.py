"""Keeping the files of messages: content-addressed, on Django's storage."""

import hashlib
import mimetypes
import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from opora.desk.public import settings as desk_settings
from opora.events.public import clock
from opora.people.public import keepable
from opora.tickets.models import Attachment, Blob, DraftFile, Message

_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]'
)
_TYPE = re.compile(r"^[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*$")


# Unused files are swept away when they are two days old (see sweeping).
YOUNG = timedelta(days=1)


@dataclass(frozen=True)
class NewFile:
    """A file on its way into a message: the sender's name and type for it, and its bytes."""

    name: str
    data: bytes
    type: str = ""
    is_inline: bool = False
    content_id: str = ""


@dataclass(frozen=True)
class TooLarge:
    """A file that was not kept; goes into the message's remarks."""

    name: str
    size: int

    def remark(self) -> dict[str, object]:
        """As it is kept on the message: {"code": "file_too_large", …}, size in bytes."""
        return {"code": "file_too_large", "name": self.name, "size": self.size}


def sort_out(files: list[NewFile]) -> tuple[list[NewFile], list[TooLarge]]:
    """Those within the desk's limit, and those over it."""
    limit = desk_settings.ATTACHMENT_MEGABYTES.get() * 1024 * 1024
    kept = [file for file in files if len(file.data) <= limit]
    return kept, [TooLarge(safe_name(file.name), len(file.data)) for file in files if len(file.data) > limit]


def attach(message: Message, file: NewFile) -> Attachment:
    """Keeps a file with its message. The bytes are on the storage before the row says so."""
    attachment = Attachment(
        message=message,
        blob=keep(file.data),
        name=safe_name(file.name),
        type=safe_type(file.type, file.name),
        is_inline=file.is_inline,
        content_id=keepable(file.content_id)[:255],
    )
    attachment.save(force_insert=True)
    return attachment


def keep(data: bytes) -> Blob:
    """The blob of some bytes; bytes that are here already are not kept twice."""
    digest = hashlib.sha256(data).hexdigest()
    known = Blob.objects.filter(sha256=digest).first()
    if known is not None and _stays(known):
        return known
    path = f"{digest[:2]}/{digest[2:4]}/{digest}"
    if default_storage.exists(path) and default_storage.size(path) != len(data):
        default_storage.delete(path)  # half of it, left by a crash
    if not default_storage.exists(path):
        path = default_storage.save(path, ContentFile(data))
        _onto_disk(path)
    blob, _ = Blob.objects.get_or_create(
        sha256=digest, defaults={"size": len(data), "path": path, "created_at": clock.now()}
    )
    return blob


def _stays(blob: Blob) -> bool:
    """Whether the file will be here as long as it is used. One that may just be swept away becomes young again first;
    False when that was too late."""
    if blob.created_at > clock.now() - YOUNG:
        return True
    if not Blob.objects.filter(pk=blob.pk).update(created_at=clock.now()):
        return False
    return default_storage.exists(blob.path) and default_storage.size(blob.path) == blob.size


def _onto_disk(path: str) -> None:
    """A row must not outlive its bytes in a power cut. Storages that are no folder see to that themselves."""
    try:
        place = Path(default_storage.path(path))
    except NotImplementedError:
        return
    for name in (place, place.parent):
        handle = os.open(name, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read(attachment: Attachment | DraftFile) -> bytes:
    """The bytes of an attachment, or of a draft's file."""
    with default_storage.open(attachment.blob.path) as file:
        return bytes(file.read())


def safe_name(name: str) -> str:
    """A file name that no file system and no reader can misunderstand: no paths, no controls, no reversed writing."""
    tidy = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    if len(tidy) <= 200:
        return tidy or "file"
    stem, dot, ending = tidy.rpartition(".")
    return f"{stem[:180]}{dot}{ending}" if dot and len(ending) < 16 else tidy[:200]


def safe_type(declared: str, name: str) -> str:
    """A well-formed MIME type: the declared one, or what the name suggests."""
    declared = declared.lower().strip()
    if _TYPE.match(declared) and len(declared) < 127:
        return declared
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
