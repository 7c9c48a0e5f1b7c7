"""What was fetched becomes a picture, or nothing: decoded, measured, written anew."""

import io
import threading
from dataclasses import dataclass

from PIL import Image

from opora.mail.pictures.places import NotFetched

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_PIXELS = 16_000_000
WIDEST = 2000
# The largest takes some 130 MB for a moment.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """A picture as we hand it on; `type` is what we wrote ourselves."""

    data: bytes
    type: str


def picture_of(data: bytes) -> Picture:
    """The first frame of a PNG, JPEG, GIF or WebP, written anew, so that nothing else rides along in its bytes.

    At most MOST_PIXELS and WIDEST across. Raises NotFetched for anything else, SVG among it.
    """
    try:
        with _one_at_a_time, Image.open(io.BytesIO(data), formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise NotFetched("too many pixels")
            return _written(found)
    except NotFetched:
        raise
    except Exception as error:  # decoders raise all sorts of things at broken pictures
        raise NotFetched(f"not a picture: {type(error).__name__}") from error


def _written(found: Image.Image) -> Picture:
    sort, out = found.format, io.BytesIO()
    is_photo = sort == "JPEG" and found.mode in {"L", "RGB", "CMYK"}
    has_alpha = "A" in found.getbands() or "transparency" in found.info
    # Only the pixels: colour profiles and what cameras note stay behind.
    found.load()
    made = found.convert("RGBA" if has_alpha else "RGB")
    made.thumbnail((WIDEST, WIDEST * 4))
    if is_photo or (sort == "WEBP" and not has_alpha):
        made.convert("RGB").save(out, "JPEG", quality=88)
        return Picture(out.getvalue(), "image/jpeg")
    made.save(out, "PNG")
    return Picture(out.getvalue(), "image/png")
