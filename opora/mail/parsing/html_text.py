"""Readable text from HTML, with private marks where quotes, attributions and signatures begin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from opora.mail.parsing.html import clean

HISTORY, ATTRIBUTION, SIGNATURE, QUOTE = "\ue0f0", "\ue0f1", "\ue0f2", "\ue0f3"
MARKS = re.compile(f"[{HISTORY}{ATTRIBUTION}{SIGNATURE}]")
PRIVATE = re.compile("[\ue0f0-\ue0f3]")
TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^">]|"[^"]*")*+)>')
ATTRIBUTE = re.compile(r'([^\s"=<>/]+)="([^"]*)"')
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tr",
        "ul",
    ]
)
SPACED = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "dl"])
WHITE = re.compile(r"[ \t\r\n\f]+")
HISTORY_IDS = re.compile(
    r"(?:x_)*(?:divRplyFwdMsg|OLK_SRC_BODY_SECTION|stopSpelling"
    r"|mail-editor-reference-message-container"
    r"|zwchr|reply-intro|yahoo_quoted.*|ymail_android_signature_quoted)$",
    re.I,
)
HISTORY_CLASSES = re.compile(
    r"(?:^|\s)(?:x_)*(?:OutlookMessageHeader|yahoo_quoted|protonmail_quote"
    r"|tutanota_quote|zmail_extra"
    r"|gmail_extra_quote|ms-outlook-mobile-reference-message|moz-forward-container)(?:\s|$)"
)
ATTRIBUTION_CLASSES = re.compile(
    r"(?:^|\s)(?:x_)*(?:moz-cite-prefix|gmail_attr|gmail_quote_attribution"
    r"|bloop_original_html"
    r"|sh-signature-quote)(?:\s|$)"
)
SIGNATURE_CLASSES = re.compile(
    r"(?:^|\s)(?:x_)*(?:gmail_signature(?:_prefix)?|moz-signature"
    r"|protonmail_signature_block|"
    r"yahoo-signature|ymail_signature)(?:\s|$)"
)
SIGNATURE_IDS = re.compile(
    r"(?:x_)*(?:Signature|AppleMailSignature|ms-outlook-mobile-signature|composer_signature"
    r"|lineBreakAtBeginningOfSignature)$",
    re.I,
)
OUTLOOK_LINE = re.compile(
    r"border-top:\s*(?:(?:solid|1(?:\.0)?pt|#(?:B5C4DF|E1E1E1)|rgb\((?:225, ?225, ?225|181, ?196, ?223)\))\s*){3}",
    re.I,
)
MSO = re.compile(r"(?:^|\s)(?:x_)*Mso", re.I)


@dataclass(slots=True)
class Writer:
    """Text under construction; line breaks are owed, not written, so that runs collapse."""

    out: list[str] = field(default_factory=list)
    depth: int = 0
    owed: int = 1
    pre: int = 0
    line_open: bool = False
    written_depth: int = 0

    def text(self, raw: str) -> None:
        value = unescape(raw) if "&" in raw else raw
        if not self.pre:
            value = WHITE.sub(" ", value)
            if not self.line_open:
                value = value.lstrip(" ")
            if not value:
                return
        self._start()
        self.out.append(value.replace("\n", "\n" + self._prefix()) if self.pre else value)
        self.line_open = not value.endswith(" ") or self.pre > 0

    def _prefix(self) -> str:
        return QUOTE * min(self.depth, 10)

    def _start(self) -> None:
        if self.owed:
            if self.out:
                blank = "\n" + QUOTE * min(self.depth, self.written_depth, 10)
                self.out.append(blank * min(self.owed - 1, 2) + "\n")
            self.out.append(self._prefix())
            self.owed, self.written_depth = 0, self.depth

    def break_line(self, lines: int = 1) -> None:
        self.owed = max(self.owed, lines)
        self.line_open = False

    def force_break(self) -> None:
        self.owed += 1
        self.line_open = False

    def mark(self, sign: str) -> None:
        self.break_line()
        self._start()
        self.out.append(sign)
        self.break_line()


def html_to_text(html: str) -> str:
    """The readable text of `html`, whole."""
    return read_clean(clean(html))[0]


def read_clean(cleaned: str) -> tuple[str, str]:
    """From what `html.clean` gave: the readable text, and the same with "> " and marks for `visible` to cut at."""
    marked = _write(cleaned)
    plain = PRIVATE.sub("", marked) if PRIVATE.search(marked) else marked
    return _tidy(plain), _tidy(marked.replace(QUOTE, "> "))


def _tidy(text: str) -> str:
    lines = text.replace("\xa0", " ").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join([line.rstrip() for line in lines])).strip("\n")


def _write(cleaned: str) -> str:
    writer = Writer()
    at = 0
    cleaned = PRIVATE.sub("", cleaned)
    for match in TAG.finditer(cleaned):
        if match.start() > at:
            writer.text(cleaned[at : match.start()])
        at = match.end()
        closing, tag, attributes = match.groups()
        if closing:
            _close(writer, tag)
        else:
            _open(writer, tag, attributes)
    if at < len(cleaned):
        writer.text(cleaned[at:])
    return "".join(writer.out)


def _open(writer: Writer, tag: str, raw: str) -> None:
    if tag == "br":
        writer.force_break()
        return
    attributes = dict(ATTRIBUTE.findall(raw)) if raw.strip() else {}
    if tag in BLOCKS:
        writer.break_line(2 if tag in SPACED and not MSO.search(attributes.get("class", "")) else 1)
    if attributes:
        _mark(writer, tag, attributes)
    if tag == "blockquote":
        writer.depth += 1
    elif tag == "pre":
        writer.pre += 1
    elif tag == "li":
        writer.text("- ")
    elif tag in ("td", "th"):
        writer.text(" ")


def _mark(writer: Writer, tag: str, attributes: dict[str, str]) -> None:
    classes, ident = attributes.get("class", ""), attributes.get("id", "")
    if (
        HISTORY_IDS.match(ident)
        or HISTORY_CLASSES.search(classes)
        or OUTLOOK_LINE.search(attributes.get("style", ""))
        or (tag == "hr" and attributes.get("tabindex") == "-1")
    ):
        writer.mark(HISTORY)
    elif ATTRIBUTION_CLASSES.search(classes):
        writer.mark(ATTRIBUTION)
    elif SIGNATURE_CLASSES.search(classes) or SIGNATURE_IDS.match(ident):
        writer.mark(SIGNATURE)


def _close(writer: Writer, tag: str) -> None:
    if tag == "blockquote":
        writer.depth = max(0, writer.depth - 1)
    elif tag == "pre":
        writer.pre = max(0, writer.pre - 1)
    if tag in BLOCKS:
        writer.break_line(2 if tag in SPACED and tag != "p" else 1)
