"""Mail HTML made harmless: only what nh3 lets through, and nothing that loads from elsewhere when shown."""

from __future__ import annotations

import re
from collections import Counter

import nh3

MAX_HTML = 2_000_000
MAX_NESTING = 400
MAX_TAGS = 100_000
MAX_ENTITIES = 80_000
MAX_ATTRIBUTES = 1000
TAG_NAMES = """
a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup
dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd
li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table
tbody td tfoot th thead time tr tt u ul var wbr
"""
TAGS = set(TAG_NAMES.split())
DROPPED = {
    "script",
    "style",
    "title",
    "iframe",
    "object",
    "embed",
    "applet",
    "noscript",
    "template",
    "svg",
    "math",
    "select",
    "textarea",
    "xml",
    "audio",
    "video",
    "noembed",
    "noframes",
    "frameset",
}
ATTRIBUTES = {
    "*": {"align", "class", "dir", "id", "lang", "style", "title", "valign"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height"},
    "font": {"color", "face", "size"},
    "table": {"border", "cellpadding", "cellspacing", "width", "bgcolor"},
    "tr": {"bgcolor", "height"},
    "td": {"colspan", "rowspan", "width", "height", "bgcolor", "nowrap"},
    "th": {"colspan", "rowspan", "width", "height", "bgcolor", "nowrap"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "ol": {"start", "type"},
    "ul": {"type"},
    "li": {"value"},
    "hr": {"size", "width", "color", "tabindex"},
    "time": {"datetime"},
}
STYLE_NAMES = """
color background-color font font-family font-size font-style font-variant font-weight text-align
text-decoration text-indent text-transform line-height letter-spacing vertical-align white-space margin
margin-left margin-right margin-top margin-bottom padding padding-left padding-right padding-top
padding-bottom border border-left border-right border-top border-bottom border-collapse border-color
border-spacing border-style border-width border-radius width max-width height list-style-type direction
display
"""
STYLES = set(STYLE_NAMES.split())
UNSAFE_STYLE = re.compile(
    r"url|image|expression|javascript|import|behavio|binding|attr\s*\(|var\s*\(|[\\@<]"
    r"|/\*",
    re.I,
)
LINK = re.compile(r"(?:https?://|mailto:|tel:|#)", re.I)
PICTURE = re.compile(r"cid:|data:image/(?:png|gif|jpe?g|webp|bmp);", re.I)
TAG = re.compile(r'<(\w+)((?: [^\s"=<>/]+="[^"]*")+) ?/?>')
MARKS = re.compile(r' (?:class|id|tabindex)="[^"]*"')
SRC = re.compile(r' src="(?!cid:|data:image/)', re.I)
# Of a mail nested absurdly deep only what cannot nest stays.
NESTING = re.compile(r"</?(?!(?:p|br|hr|img)\b)[a-zA-Z][^<>]{0,2000}>", re.I)
OPENING = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
LONG_TAG = re.compile(r"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*'|["'])*+""")
VOID_TAGS = "area base br col embed hr img input link meta param source track wbr p li td th tr option dt dd"
VOID = frozenset(VOID_TAGS.split())


def clean(html: str) -> str:
    """Harmless, well-formed HTML that still has the class names by which quotes are told: see `showable`."""
    return nh3.clean(
        bounded(html),
        tags=TAGS,
        clean_content_tags=DROPPED,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        strip_comments=True,
        link_rel="noopener noreferrer nofollow",
        filter_style_properties=STYLES,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def showable(cleaned: str) -> str:
    """What `clean` gave, ready to show: cid: and inline data pictures stay, remote ones lose their src to data-src."""
    return TAG.sub(_finished, cleaned).replace("\x00", "").strip()


def sanitise(html: str) -> str:
    """HTML safe to show, from any HTML."""
    return showable(clean(html))


def bounded(html: str) -> str:
    """As much of `html` as is read, without what makes tree builders slow: absurd nesting, thousands of attributes."""
    html = beginning(html)
    if len(html) > MAX_ATTRIBUTES * 4:
        html = LONG_TAG.sub(_few_attributes, html)
    if html.count("<") < MAX_NESTING:
        return html
    return html if _depth(html) < MAX_NESTING else NESTING.sub(" ", html)


def beginning(html: str) -> str:
    """The first MAX_HTML characters; fewer where they hold more tags and entities than any letter does."""
    html = html[:MAX_HTML]
    for mark, most in (("<", MAX_TAGS), ("&", MAX_ENTITIES)):
        if html.count(mark) > most:
            html = html[: len(html) - len(html.split(mark, most)[-1]) - 1]
    return html


def _few_attributes(match: re.Match[str]) -> str:
    tag = match.group()
    return (
        " "
        if len(tag) > MAX_ATTRIBUTES * 4 and len(tag.split(None, MAX_ATTRIBUTES)) > MAX_ATTRIBUTES
        else tag
    )


def _depth(html: str) -> int:
    """How deep tags stand in each other at most; by name, so that closing what was never opened hides nothing."""
    inside: Counter[str] = Counter()
    depth = deepest = 0
    for match in OPENING.finditer(html):
        name = match.group(2).lower()
        if name in VOID:
            continue
        if not match.group(1):
            inside[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif inside[name]:
            inside[name] -= 1
            depth -= 1
    return deepest


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Whether an attribute may stay: links only to places a click may go, no CSS that loads."""
    if name == "style":
        return None if UNSAFE_STYLE.search(value) else value
    if name == "href":
        return value if LINK.match(value.strip()) else None
    if name == "src":
        return value if PICTURE.match(value) or re.match(r"https?://|//", value, re.I) else None
    return value


def _finished(match: re.Match[str]) -> str:
    """One tag without the marks we read by; pictures from elsewhere are put to sleep."""
    tag = MARKS.sub("", match.group())
    return SRC.sub(' data-src="', tag) if match.group(1) == "img" else tag
