"""Spreadsheets of Microsoft's (XLSX): each row a line, as it is seen. Dates are numbers there and stay so."""

import re
from collections.abc import Iterable

from opora.search.file_text.formats.archive import Archive
from opora.search.file_text.formats.gathering import Enough, Gathered
from opora.search.file_text.formats.markup import Walker, walk

_BOOK, _SHARED = "xl/workbook.xml", "xl/sharedStrings.xml"
_SHEET = re.compile(r"xl/worksheets/sheet(\d{1,9})\.xml")


def is_book(names: Iterable[str]) -> bool:
    """Whether an archive with such parts is one."""
    return any(_SHEET.fullmatch(name) for name in names)


def read(archive: Archive, gathered: Gathered) -> None:
    """The names of the sheets, then their rows."""
    depth, names = gathered.limits.depth, set(archive.names)
    if _BOOK in names:
        walk(archive.bites(_BOOK), _SheetNames(gathered), depth)
    shared = _Shared(gathered.limits.text_bytes)
    if _SHARED in names:
        walk(archive.bites(_SHARED), shared, depth)
    rows = _Rows(shared.texts, gathered)
    sheets = {name: int(match.group(1)) for name in names if (match := _SHEET.fullmatch(name))}
    for name in sorted(sheets, key=lambda name: (sheets[name], name)):
        walk(archive.bites(name), rows, depth)
        gathered.add("\n")


class _SheetNames(Walker):
    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self._gathered.add(attributes.get("name", "") + "\n")


class _Shared(Walker):
    """The texts that cells refer to by number: as many as could be shown, the rest are empty."""

    def __init__(self, most: int) -> None:
        self.texts: list[str] = []
        self._left, self._pieces = most, [""]
        self._inside = self._spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._inside = name == "t"
        self._spoken = self._spoken or name == "rPh"  # how it is pronounced, in Japanese

    def end(self, name: str) -> None:
        self._inside = False
        if name == "rPh":
            self._spoken = False
        elif name == "si" and len(self.texts) < 1_000_000:
            self.texts.append("".join(self._pieces))
            self._pieces = []

    def data(self, text: str) -> None:
        if self._inside and not self._spoken and self._left > 0:
            self._pieces.append(text[: self._left])
            self._left -= len(text)


class _Rows(Walker):
    def __init__(self, shared: list[str], gathered: Gathered) -> None:
        self._shared, self._gathered = shared, gathered
        self._cells = gathered.limits.cells
        self._type, self._value, self._inside = "", "", False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._inside = name in {"v", "t"}
        if name == "c":
            self._type, self._value = attributes.get("t", ""), ""
            self._cells -= 1
            if self._cells < 0:
                raise Enough

    def end(self, name: str) -> None:
        self._inside = False
        if name == "c" and self._value:
            self._gathered.add(self._said() + " ")
        elif name == "row":
            self._gathered.add("\n")

    def data(self, text: str) -> None:
        if self._inside and len(self._value) < self._gathered.limits.text_bytes:
            self._value += text

    def _said(self) -> str:
        if self._type != "s":
            return self._value
        number = self._value.strip()
        is_there = (
            number.isascii() and number.isdigit() and len(number) < 10 and int(number) < len(self._shared)
        )
        return self._shared[int(number)] if is_there else ""
