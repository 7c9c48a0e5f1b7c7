"""The HTML of messages: what may stay in it, its pictures, and plain text as HTML."""

import base64
import binascii
import re
import secrets
from collections import Counter
from collections.abc import Callable

import nh3

from opora.people.public import keepable
from opora.tickets.content.files import NewFile

TAGS = nh3.ALLOWED_TAGS | {"font", "center", "u", "s", "mark", "section"}
ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"dir", "lang", "title", "align", "valign"},
    "td": {"colspan", "rowspan", "width", "height", "bgcolor"},
    "th": {"colspan", "rowspan", "width", "height", "bgcolor"},
    "table": {"border", "cellpadding", "cellspacing", "width", "bgcolor"},
    "img": {"src", "alt", "width", "height"},
    "font": {"color", "face", "size"},
    "a": {"href", "name"},
}
_LINK = re.compile(r"(?:https?|mailto|tel):|[^:]*$|[^:]*[/?#]", re.IGNORECASE)
_PICTURE = re.compile(r"cid:|data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$")
_DATA_PICTURE = re.compile(r'src="data:image/(png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]+)"')
_CID = re.compile(r'src="cid:([^"]+)"')
MOST_TAGS, MOST_ENTITIES, DEEPEST = 40_000, 50_000, 500
_MARK = re.compile(r"<[^<>]*>|&#?\w{1,31};")
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Their end is often left out, or they have none.
SHALLOW_NAMES = "br hr img p li td th tr dt dd col wbr option thead tbody tfoot input meta link"
SHALLOW = frozenset(SHALLOW_NAMES.split())


def clean(html: str) -> str:
    """HTML written at the desk or on the portal, with everything that could act taken out."""
    return nh3.clean(
        bounded(keepable(html)),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        link_rel="noopener noreferrer nofollow",
        attribute_filter=_attribute,
    )


def bounded(html: str) -> str:
    """The HTML; its bare words when it holds more marks, deeper in each other, than anybody writes.

    Tree builders take the square of that: half a megabyte could keep a page busy for minutes, at each look.
    """
    if html.count("<") <= MOST_TAGS and html.count("&") <= MOST_ENTITIES and not _is_too_deep(html):
        return html
    words = _MARK.sub(" ", html).replace("&", " ").replace("<", " ")
    return from_text(words)


def _is_too_deep(html: str) -> bool:
    """By name, so that closing what was never opened hides nothing."""
    if html.count("<") <= DEEPEST:
        return False
    depth: Counter[str] = Counter()
    together = 0
    for match in _TAG_NAME.finditer(html):
        name = match[2].lower()
        if not match[1]:
            depth[name] += name not in SHALLOW
            together += name not in SHALLOW
        elif depth[name]:
            depth[name] -= 1
            together -= 1
        if together > DEEPEST:
            return True
    return False


def take_out_pictures(html: str) -> tuple[str, list[NewFile]]:
    """Pictures pasted as data: URLs become inline files that the HTML names by cid:."""
    found: list[NewFile] = []

    def swap(match: re.Match[str]) -> str:
        try:
            data = base64.b64decode(match[2], validate=False)
        except (binascii.Error, ValueError):
            return 'src=""'
        content_id = f"{secrets.token_hex(8)}@opora"
        name = f"picture-{len(found) + 1}.{'jpg' if match[1] == 'jpeg' else match[1]}"
        found.append(NewFile(name, data, f"image/{match[1]}", is_inline=True, content_id=content_id))
        return f'src="cid:{content_id}"'

    return _DATA_PICTURE.sub(swap, html), found


def with_pictures(html: str, address_of: Callable[[str], str | None]) -> str:
    """The HTML with cid: pictures turned into addresses; one without an address is left as it is."""
    return _CID.sub(lambda match: f'src="{address_of(match[1]) or match[0][5:-1]}"', html)


def from_text(text: str) -> str:
    """Plain text as HTML paragraphs."""
    escaped = nh3.clean_text(text).replace("&#10;", "\n").replace("&#32;", " ").replace("&#47;", "/")
    return "".join(
        f"<p>{part.replace(chr(10), '<br>')}</p>" for part in re.split(r"\n{2,}", escaped.strip()) if part
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if _PICTURE.match(value) else None
    if name in {"href", "cite"}:
        return value if _LINK.match(value.strip()) else None
    return value
