"""Office documents: texts and slides of Microsoft's (DOCX, PPTX) and the OpenDocument family with its sheets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from opora.search.file_text.extracted import Problem
from opora.search.file_text.formats import sheets
from opora.search.file_text.formats.archive import Archive
from opora.search.file_text.formats.gathering import Gathered, Unreadable
from opora.search.file_text.formats.markup import Walker, walk


@dataclass(frozen=True)
class Format:
    """Which parts of the archive hold words, and inside of which elements they are; local names."""

    parts: re.Pattern[str]
    inside: frozenset[str]
    lines: frozenset[str]
    blanks: frozenset[str]
    without: frozenset[str] = frozenset()


DOCX = Format(
    re.compile(r"word/(?:(document)|header|footer|footnotes|endnotes|comments)\d*\.xml"),
    inside=frozenset({"t"}),
    lines=frozenset({"p", "br", "cr"}),
    blanks=frozenset({"tab", "tc"}),
    without=frozenset({"pPr", "rPr", "sectPr", "Fallback"}),
)
PPTX = Format(
    re.compile(r"ppt/(?:(slides/slide)|notesSlides/notesSlide)\d+\.xml"),
    inside=frozenset({"t"}),
    lines=frozenset({"p", "br"}),
    blanks=frozenset({"tc"}),
    without=frozenset({"Fallback"}),
)
OPEN_DOCUMENT = Format(
    re.compile(r"(content)\.xml"),
    inside=frozenset({"p", "h"}),
    lines=frozenset({"p", "h", "line-break", "table-row"}),
    blanks=frozenset({"s", "tab", "table-cell"}),
    without=frozenset({"tracked-changes"}),
)
_DIGITS = re.compile(r"\d+")


def read(file: IO[bytes], gathered: Gathered) -> None:
    """The words of an office document, whichever it is. Raises Unreadable for any other archive."""
    archive = Archive(file, gathered.limits)
    if sheets.is_book(archive.names):
        return sheets.read(archive, gathered)
    for format in (DOCX, PPTX, OPEN_DOCUMENT):
        if parts := _parts(format, archive.names):
            for name in parts:
                walk(archive.bites(name), _Words(format, gathered), gathered.limits.depth)
            return None
    raise Unreadable(Problem.KIND)


def _parts(format: Format, names: Iterable[str]) -> list[str]:
    """The parts with words, the main ones first and in order; none where there is no main one."""
    found = {name: match for name in names if (match := format.parts.fullmatch(name))}
    if not any(match.group(1) for match in found.values()):
        return []
    return sorted(found, key=lambda name: (not found[name].group(1), *in_order(name)))


def in_order(name: str) -> tuple[int, str]:
    """A key by which the tenth part comes after the second."""
    digits = _DIGITS.findall(name)
    return int(digits[-1][:9]) if digits else 0, name


class _Words(Walker):
    """Gathers what is inside of the elements that hold words."""

    def __init__(self, format: Format, gathered: Gathered) -> None:
        self._format, self._gathered = format, gathered
        self._inside = self._without = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._inside += name in self._format.inside
        self._without += name in self._format.without

    def end(self, name: str) -> None:
        self._inside -= name in self._format.inside
        self._without -= name in self._format.without
        if self._without:
            return
        if name in self._format.lines:
            self._gathered.add("\n")
        elif name in self._format.blanks:
            self._gathered.add(" ")

    def data(self, text: str) -> None:
        if self._inside and not self._without:
            self._gathered.add(text)
