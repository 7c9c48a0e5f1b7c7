"""Words with places in them: {{ customer.name }}, and {{#link}}…{{/link}} for what is shown only when there is a link.

That is all there is: no code, no attributes of objects, no loops. A name that is not offered is refused when the words
are saved, with its place; what is put in is escaped unless it is HTML of ours that was cleaned before.
"""

import html as html_module
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NoReturn

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.people.public import Refusal

_MARK = re.compile(r"\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ALONE = re.compile(r"<(p|div)>\s*(\{\{([^{}]*)\}\})\s*(?:<br>)?\s*</\1>")
EMPTY_TAGS = frozenset({"br", "hr", "img", "wbr", "col"})
DEEPEST, MOST_MARKS = 8, 500


class Sort(Enum):
    """What a place takes: words, the address of a page (also in href), or HTML of ours."""

    TEXT = "text"
    ADDRESS = "address"
    HTML = "html"


Offered = Mapping[str, Sort]


@dataclass(frozen=True)
class Place:
    """One {{ name }}; `in_tag`: it is the value of an attribute."""

    name: str
    sort: Sort
    in_tag: bool = False


@dataclass(frozen=True)
class Section:
    """Shown when the named value is there; with `is_inverted` when it is not."""

    name: str
    is_inverted: bool
    parts: "tuple[Part, ...]"


Part = str | Place | Section


@dataclass(frozen=True)
class Pattern:
    """Words that were read and found good."""

    parts: tuple[Part, ...]

    def names(self) -> set[str]:
        """All places in it, also those inside sections."""
        return _names(self.parts)

    def as_html(self, values: Mapping[str, str]) -> str:
        """Filled in; values of places that take HTML are HTML already."""
        return "".join(_filled(self.parts, values, is_html=True))

    def as_line(self, values: Mapping[str, str]) -> str:
        """Filled in as plain words, for a subject."""
        return " ".join("".join(_filled(self.parts, values, is_html=False)).split())


def read(source: str, offered: Offered, field: str, *, is_html: bool = True) -> Pattern:
    """Reads words with places. Raises Refusal that names what is wrong and its line, at that field."""
    return _Reader(_unwrapped(source, offered) if is_html else source, offered, field, is_html).read()


def _unwrapped(source: str, offered: Offered) -> str:
    """Marks of sections and places for HTML that stand in a paragraph of their own, without the paragraph."""

    def bare(match: re.Match[str]) -> str:
        name = match[3].strip()
        return match[2] if name[:1] in {"#", "/", "^"} or offered.get(name) == Sort.HTML else match[0]

    return _ALONE.sub(bare, source)


class _Reader:
    """Goes through the words once; `open` holds the sections that were begun: name, inverted, parts, where."""

    def __init__(self, source: str, offered: Offered, field: str, is_html: bool) -> None:
        self.source, self.offered, self.field, self.is_html = source, offered, field, is_html
        self.tags = [match.span() for match in _TAG.finditer(source)] if is_html else []
        self.starts = [start for start, _end in self.tags]
        self.open: list[tuple[str, bool, list[Part], int]] = [("", False, [], 0)]

    def read(self) -> Pattern:
        """The whole. Raises Refusal."""
        last = 0
        for number, mark in enumerate(_MARK.finditer(self.source)):
            if number == MOST_MARKS:
                self.refuse("too_many", _("That is too many variables (line %(line)s)."), mark.start())
            self._words(last, mark.start())
            self._mark(mark)
            last = mark.end()
        self._words(last, len(self.source))
        if len(self.open) > 1:
            name, _inverted, _parts, start = self.open[-1]
            words = _("{{#%(name)s}} has no end: write {{/%(name)s}} (line %(line)s).")
            self.refuse("not_closed", words, start, name)
        return Pattern(tuple(self.open[0][2]))

    def refuse(self, code: str, words: str | Promise, position: int, name: str = "") -> NoReturn:
        """Raises the refusal with the line in which it is."""
        line = self.source.count("\n", 0, position) + 1
        raise Refusal(code, str(words) % {"line": line, "name": name}, self.field)

    def _words(self, start: int, end: int) -> None:
        words = self.source[start:end]
        for brace in ("{{", "}}"):
            if brace in words:
                said = _("“%(name)s” is not part of a variable (line %(line)s).")
                self.refuse("unfinished", said, start + words.index(brace), brace)
        if words:
            self.open[-1][2].append(words)

    def _mark(self, mark: re.Match[str]) -> None:
        sign, name, in_tag = mark[1], mark[2], self._is_in_tag(mark.start())
        if name not in self.offered:
            words = _("There is no variable “{{ %(name)s }}” here (line %(line)s).")
            self.refuse("unknown_variable", words, mark.start(), name)
        if in_tag and (sign or not self._is_whole_href(mark)):
            words = _("“%(name)s” can't stand inside a tag (line %(line)s).")
            self.refuse("in_tag", words, mark.start(), mark[0])
        if not sign:
            self._place(name, in_tag, mark.start())
        elif sign == "/":
            self._close(name, mark)
        elif len(self.open) > DEEPEST:
            self.refuse("too_deep", _("Too many parts inside each other (line %(line)s)."), mark.start())
        else:
            self.open.append((name, sign == "^", [], mark.start()))

    def _place(self, name: str, in_tag: bool, position: int) -> None:
        sort = self.offered[name]
        if sort == Sort.HTML and not self.is_html:
            self.refuse("not_here", _("“{{ %(name)s }}” does not fit into one line."), position, name)
        self.open[-1][2].append(Place(name, sort, in_tag))

    def _close(self, name: str, mark: re.Match[str]) -> None:
        begun, is_inverted, parts, start = self.open[-1]
        if len(self.open) == 1 or begun != name:
            words = _("{{/%(name)s}} ends nothing that was begun (line %(line)s).")
            self.refuse("not_open", words, mark.start(), name)
        if not _is_balanced(self.source[start : mark.end()]):
            words = _(
                "{{#%(name)s}} and {{/%(name)s}} must stand in the same paragraph, "
                "or each in a paragraph of its own (line %(line)s)."
            )
            self.refuse("not_balanced", words, mark.start(), name)
        self.open.pop()
        self.open[-1][2].append(Section(name, is_inverted, tuple(parts)))

    def _is_in_tag(self, position: int) -> bool:
        at = bisect_left(self.starts, position) - 1
        return at >= 0 and position < self.tags[at][1]

    def _is_whole_href(self, mark: re.Match[str]) -> bool:
        around = (self.source[mark.start() - 6 : mark.start()], self.source[mark.end() : mark.end() + 1])
        return self.offered[mark[2]] == Sort.ADDRESS and around == ('href="', '"')


def _is_balanced(part: str) -> bool:
    """Whether leaving the part out leaves no tag open or closed twice."""
    open_tags: list[str] = []
    for match in _TAG.finditer(part):
        name = match[2].lower()
        if name in EMPTY_TAGS:
            continue
        if not match[1]:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags


def _names(parts: tuple[Part, ...]) -> set[str]:
    sections = [part for part in parts if isinstance(part, Section)]
    inner = [_names(section.parts) | {section.name} for section in sections]
    return {part.name for part in parts if isinstance(part, Place)}.union(*inner)


def _filled(parts: tuple[Part, ...], values: Mapping[str, str], *, is_html: bool) -> list[str]:
    out: list[str] = []
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Section):
            if bool(values.get(part.name)) != part.is_inverted:
                out += _filled(part.parts, values, is_html=is_html)
        else:
            value = values.get(part.name, "")
            out.append(_put_in(part, value) if is_html else value)
    return out


def _put_in(place: Place, value: str) -> str:
    if place.sort == Sort.HTML:
        return value
    safe = html_module.escape(value)
    if place.sort == Sort.ADDRESS and not place.in_tag:
        return f'<a href="{safe}">{safe}</a>' if value else ""
    return safe
