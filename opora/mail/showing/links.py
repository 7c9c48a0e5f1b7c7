"""Links say where they lead: a mail may write “bank.example” over an address elsewhere."""

import html as entities
import re
from urllib.parse import unquote, urlsplit

_LINK = re.compile(r"<a\b([^<>]*)>(.*?)</a>", re.DOTALL | re.IGNORECASE)
_HREF = re.compile(r'\shref="([^"]*)"', re.IGNORECASE)
_TITLE = re.compile(r'\stitle="[^"]*"', re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_HOST = re.compile(r"(?:https?:)?/{0,2}(?:[^/@\s]*@)?((?:[\w-]+\.)+[^\W\d_][\w-]+)", re.IGNORECASE)
_MAIL = re.compile(r"[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+")


def with_targets(html: str) -> str:
    """The same with the address as each link's title, and after one that names another place its real host; opened
    beside the desk, not in its stead.

    For HTML that nh3 wrote; its links do not nest.
    """
    return _LINK.sub(_told, html) if "<a" in html else html


def _told(match: re.Match[str]) -> str:
    attributes, inside = match[1], match[2]
    found = _HREF.search(attributes)
    if found is None:
        return match[0]
    rest = _TITLE.sub("", attributes) + ("" if "target=" in attributes else ' target="_blank"')
    told = f'<a{rest} title="{found[1]}">{inside}</a>'
    real = disguised(entities.unescape(_TAG.sub("", inside)), entities.unescape(found[1]))
    return f'{told} <bdi class="real-target">(→ {entities.escape(real)})</bdi>' if real else told


def disguised(words: str, href: str) -> str:
    """Where the link really leads, if its words name another place; else nothing."""
    words = _INVISIBLE.sub("", words[:300])
    if href.lower().startswith("mailto:"):
        address = unquote(href[7:].partition("?")[0]).strip().lower()
        named = _MAIL.search(words)
        return address if named and named[0].lower().strip(".,;:()") not in address else ""
    real, named = _host(href), _HOST.match(words)
    if named is None or not real:
        return ""
    shown = _ascii(named[1])
    is_same = shown == real or real.endswith(f".{shown}") or shown.endswith(f".{real}")
    return "" if is_same else real


def _host(href: str) -> str:
    try:
        return _ascii(urlsplit(href.strip()).hostname or "")
    except ValueError:
        return ""


def _ascii(host: str) -> str:
    """As the DNS has it: letters of other scripts that look like ours do not survive that."""
    host = host.lower().strip(".").removeprefix("www.")
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
