"""What a file is: by its first bytes; name and type are the sender's words and only help where bytes say nothing."""

import re
from enum import StrEnum
from pathlib import PurePath

HEAD = 8192


class Sort(StrEnum):
    """What we can read. Which office document a packed one is, its parts say."""

    PDF = "pdf"
    OFFICE = "office"
    HTML = "html"
    PLAIN = "plain"


# Text by its bytes, and nothing that anybody would look for by words.
_NO_WORDS = (b"-----BEGIN ", b"{\\rtf", b"%!PS", b"begin 6")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_ENDINGS_WITHOUT = re.compile(
    r"\.(?:png|jpe?g|gif|webp|bmp|tiff?|hei[cf]|avif|ico|svg|psd|mp3|m4a|ogg|opus|wav|amr|flac|mp4|mov|avi|mkv|webm|3gp|"
    r"zip|rar|7z|gz|tgz|bz2|xz|tar|iso|exe|dll|msi|apk|p7[sm]|sig|asc|pgp|ttf|otf|woff2?)",
    re.I,
)
_TYPES_WITHOUT = re.compile(
    r"(?:image|audio|video|font)/|application/(?:zip$|x-zip|gzip|x-gzip|x-7z|vnd\.rar|x-rar|x-tar|pgp|(?:x-)?pkcs7|octet-stream$)"
)


def has_no_words(name: str, type: str) -> bool:
    """Whether name and declared type agree that it is a picture, a sound, an archive: not worth a look."""
    return _ends_without(name) and bool(_TYPES_WITHOUT.match(type.lower()))


def sort_of(head: bytes, name: str = "", type: str = "") -> Sort | None:
    """What the file with these first bytes (up to HEAD) is; None: nothing that we read."""
    if b"%PDF-" in head[:1024]:
        return Sort.PDF
    if head.startswith(b"PK\x03\x04"):
        return Sort.OFFICE
    if not head or head.startswith(_NO_WORDS) or not _is_text(head):
        return None
    if _HTML.match(head) or (type.lower() == "text/html" and head.lstrip().startswith(b"<")):
        return Sort.HTML
    # Bytes that could be text; a name that says “picture” is then more to be believed than they are.
    return None if _ends_without(name) else Sort.PLAIN


def _ends_without(name: str) -> bool:
    return bool(_ENDINGS_WITHOUT.fullmatch(PurePath(name).suffix))


def _is_text(head: bytes) -> bool:
    """Whether few control characters are among them; in UTF-16 half of the bytes may be zero."""
    if head.startswith(_WIDE):
        return True
    return len(_CONTROLS.findall(head)) * 100 <= len(head)
