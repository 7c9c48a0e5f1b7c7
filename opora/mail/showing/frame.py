"""The whole of a mail's HTML with its looks, as a document of its own for a frame without any rights."""

import re
from collections.abc import Callable

from opora.mail.parsing.html import sanitise
from opora.mail.showing.links import with_targets
from opora.mail.showing.pictures import Address, with_carried, with_fetched

# Nothing runs, nothing is sent, nothing comes from elsewhere; styles are the mail's own and end at the frame.
# allow-same-origin lets our page measure the height; without allow-scripts it gives the mail nothing.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
PAPER = (
    '<!doctype html><html><head><meta charset="utf-8"><base target="_blank">'
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="only light"><style>'
    "html{color-scheme:only light;background:#fff}"
    "body{margin:0;padding:.75rem;font:14px/1.5 system-ui,sans-serif;color:#17171c;background:#fff;"
    "overflow-wrap:break-word;overflow-x:auto}"
    "img{max-width:100%;height:auto}pre{white-space:pre-wrap}a{color:#1d4ed8}"
    "blockquote{margin:.5em 0;padding-left:.75rem;border-left:2px solid #ddd}"
    "img[data-blocked]{display:inline-block;max-width:100%;width:auto!important;height:auto!important;padding:.5rem;"
    "box-sizing:border-box;border:1px dashed #8d8b86;background:#f6f5f3;color:#5d5d68;font-size:12px}"
    ".real-target{background:#fff;color:#8f1010;padding:0 .25em;font-weight:600;unicode-bidi:isolate}"
    "table{max-width:100%}@media(max-width:660px){"
    "table[width]:not([width$='%']),table[style*='width']:not([style*='%']),td[width]:not([width$='%']),"
    "th[width]:not([width$='%']),td[style*='width']:not([style*='%']){width:auto!important}}"
    "</style></head><body>"
)
# A height that follows the frame's own would make it grow without end.
_VIEWPORT_UNITS = r"\d(?:[sld]?v(?:h|w|b|i|min|max))\b"
_ENDLESS = re.compile(
    rf"(?:height|margin|padding)[a-z-]*\s*:[^;\"]*{_VIEWPORT_UNITS}[^;\"]*;?", re.IGNORECASE
)
_STYLE = re.compile(r'\sstyle="([^"]*)"')


def framed(html: str, carried: Address, fetched: Callable[[int], str | None]) -> str:
    """A message's HTML, cleaned once more, as a document; `carried`, `fetched`: the addresses of its pictures."""
    shown = sanitise(html.replace(' data-src="', ' src="'))
    shown = _STYLE.sub(lambda match: f' style="{_ENDLESS.sub("", match[1])}"', shown)
    shown = with_targets(with_fetched(with_carried(shown, carried), fetched))
    return f"{PAPER}{shown}</body></html>"
