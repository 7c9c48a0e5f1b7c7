"""A mail's pictures get addresses of ours; those without one are left out, or stay as a frame with their words."""

import html as entities
import re
from collections.abc import Callable
from urllib.parse import unquote

from opora.mail.showing.markup import pieces
from opora.mail.showing.remote import is_tracker

_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_CID = re.compile(r'\ssrc="cid:([^"]*)"', re.IGNORECASE)
_REMOTE = re.compile(r'\sdata-src="[^"]*"', re.IGNORECASE)

Address = Callable[[str], str | None]


def with_carried(html: str, address_of: Address) -> str:
    """cid: pictures by the address of their Content-ID."""

    def swap(match: re.Match[str]) -> str:
        named = _CID.search(match[0])
        if named is None:
            return match[0]
        key = entities.unescape(named[1])
        address = address_of(key) or address_of(unquote(key))
        return match[0].replace(named[0], f' src="{entities.escape(address)}"') if address else ""

    return _IMAGE.sub(swap, html) if "cid:" in html else html


def with_fetched(html: str, address_of: Callable[[int], str | None]) -> str:
    """Pictures from elsewhere by their place among them; those without an address lose theirs, trackers go."""
    count = -1

    def swap(match: re.Match[str]) -> str:
        nonlocal count
        if _REMOTE.search(match[0]) is None:
            return match[0]
        count += 1
        if is_tracker(next(pieces(match[0]))):
            return ""
        address = address_of(count)
        new = f' loading="lazy" src="{entities.escape(address)}"' if address else " data-blocked"
        return _REMOTE.sub(lambda _: new, match[0])

    return _IMAGE.sub(swap, html) if "data-src=" in html else html


def carried(html: str) -> set[str]:
    """The Content-IDs that the HTML shows."""
    found = (_CID.search(match[0]) for match in _IMAGE.finditer(html))
    keys = {entities.unescape(named[1]) for named in found if named}
    return keys | {unquote(key) for key in keys}
