"""Pictures that a mail does not carry but names: how many, which of them only watch, and where each one is."""

import re
from dataclasses import dataclass

from opora.mail.showing.markup import Piece, pieces

_IMAGE = re.compile(r'<img\b[^<>]*\sdata-src="[^<>]*>', re.IGNORECASE)
_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(?:px|pt)?\s*(?:;|$)", re.IGNORECASE)
# Nobody looks at more; the rest stays a frame with its words.
MOST = 100


@dataclass(frozen=True, slots=True)
class RemotePicture:
    """`is_tracker`: one pixel or hidden, there only to tell its owner that somebody reads."""

    url: str
    is_tracker: bool


def remote_pictures(html: str) -> list[RemotePicture]:
    """Those of a message's sanitised HTML, in the order of the text."""
    if "data-src=" not in html:
        return []
    found = (piece for match in _IMAGE.finditer(html) for piece in pieces(match[0]))
    return [RemotePicture(piece.get("data-src").strip(), is_tracker(piece)) for piece in found if piece.name]


def is_tracker(piece: Piece) -> bool:
    """Whether an image is made not to be seen."""
    style = piece.get("style")
    sizes = {name.lower(): float(value) for name, value in _sizes(style)}
    for name in ("width", "height"):
        value = piece.get(name).removesuffix("px")
        if value.isascii() and value.isdecimal():
            sizes[name] = float(value)
    if "display" in style and re.search(r"display\s*:\s*none", style, re.IGNORECASE):
        return True
    return bool(sizes) and (max(sizes.values()) <= 1 or min(sizes.values()) == 0)


def _sizes(style: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in _SIZE.findall(style) if value.count(".") < 2 and value != "."]
