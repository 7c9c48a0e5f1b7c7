"""HTML as plain text: for the text half of a mail, for search, for lists.

As somebody would type it: links as “text <address>”, quotes with “> ”, lists with “- ” or “1. ”, small tables in
columns and others a row a line, pictures by their words. Lines are never wrapped, so no address is broken.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

WIDEST_TABLE = 76
_SPACES = re.compile(r"[\s\u00a0]+")
_QUOTES = re.compile(r"(?:> |>$)*")
SILENT = frozenset({"style", "script", "title", "head", "template"})
PARAGRAPHS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol", "dl", "figure"}
)
LINES = frozenset(
    {"div", "section", "article", "header", "footer", "center", "address", "dt", "dd", "li", "tr", "caption"}
    | {"figcaption", "form", "fieldset", "main", "aside", "nav"}
)


def as_text(html: str) -> str:
    """The same as plain text."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.text()


@dataclass
class _Sheet:
    """Lines being written: the whole text, or one cell of a table. `gap`: how many line ends the next word needs."""

    lines: list[str] = field(default_factory=list)
    line: str = ""
    gap: int = 0
    prefixes: list[str] = field(default_factory=list)
    marker: str | None = None

    def write(self, words: str, *, as_it_is: bool = False) -> None:
        """Adds words to the line; one that is only begun, or ends with a space, takes no further space."""
        if not as_it_is and (not self.line or self.line.endswith(" ")):
            words = words.lstrip(" ")
        if not words:
            return
        if not self.line:
            self._begin()
        self.line += words

    def end_line(self, gap: int) -> None:
        """The next word begins a new line, after an empty one when `gap` is 2."""
        self._flush()
        self.gap = max(self.gap, gap)

    def end_by_hand(self) -> None:
        """A line break that somebody wrote: two of them are an empty line."""
        if self.line:
            self._flush()
            self.gap = max(self.gap, 1)
        else:
            self.gap = min(max(self.gap, 1) + 1, 2)

    def _begin(self) -> None:
        prefix = "".join(self.prefixes)
        if self.lines and self.gap > 1:
            depth = min(_depth(prefix), _depth(self.lines[-1]))
            self.lines.append(("> " * depth).rstrip())
        self.gap = 0
        if self.marker is not None and self.prefixes:
            outer, own = "".join(self.prefixes[:-1]), self.prefixes[-1]
            prefix, self.marker = outer + self.marker.ljust(len(own)), None
        self.line = prefix

    def _flush(self) -> None:
        if self.line:
            self.lines.append(self.line.rstrip())
            self.line = ""

    def all(self) -> list[str]:
        """All lines so far."""
        self._flush()
        return self.lines


@dataclass
class _Table:
    """A table being read: rows of cells, each some lines."""

    rows: list[list[list[str]]] = field(default_factory=list)


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets = [_Sheet()]
        self.tables: list[_Table] = []
        self.lists: list[int | None] = []
        self.quotes: list[str] = []
        self.silent = self.preformatted = 0
        self.link: tuple[str, str] | None = None  # where it leads, what was said of it so far

    @property
    def sheet(self) -> _Sheet:
        return self.sheets[-1]

    def text(self) -> str:
        """What was written."""
        while self.tables:
            self._end_table()
        lines = [line.rstrip() for line in self.sheets[0].all()]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in SILENT:
            self.silent += 1
        elif tag == "br":
            self.sheet.end_by_hand()
        elif tag == "hr":
            self._rule()
        elif tag == "img":
            self._picture(given)
        elif tag == "a":
            self._end_link()
            self.link = ((given.get("href") or "").strip(), "")
        elif tag in {"td", "th"} and self.tables:
            self._end_cell()
            self.sheets.append(_Sheet())
        elif tag in PARAGRAPHS or tag in LINES:
            self._begin_block(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "a":
            self._end_link()
        elif tag in {"td", "th"} and self.tables:
            self._end_cell()
        elif tag == "table" and self.tables:
            self._end_table()
        elif tag in PARAGRAPHS or tag in LINES:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.preformatted:
            for number, line in enumerate(data.split("\n")):
                if number:
                    self.sheet.end_by_hand()
                self._say(line.replace("\r", "").expandtabs(4))
            return
        self._say(_SPACES.sub(" ", data))

    def _say(self, words: str) -> None:
        if self.link is not None:
            self.link = (self.link[0], self.link[1] + words)
        self.sheet.write(words, as_it_is=self.preformatted > 0)

    def _begin_block(self, tag: str, given: dict[str, str | None]) -> None:
        sheet = self.sheet
        is_nested = tag in {"ul", "ol"} and bool(self.lists)
        if tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].rows.append([])
            return
        if tag != "p" or sheet.marker is None:  # <li><p>: the paragraph begins beside its mark
            sheet.end_line(2 if tag in PARAGRAPHS and not is_nested else 1)
        if tag == "table":
            self.tables.append(_Table())
        elif tag == "blockquote":
            sheet.prefixes.append("> ")
        elif tag == "pre":
            self.preformatted += 1
        elif tag in {"ul", "ol"}:
            self.lists.append(_first_number(given) if tag == "ol" else None)
        elif tag == "li":
            self._begin_item()

    def _end_block(self, tag: str) -> None:
        sheet = self.sheet
        sheet.end_line(2 if tag in PARAGRAPHS and not (tag in {"ul", "ol"} and len(self.lists) > 1) else 1)
        if tag == "blockquote" and "> " in sheet.prefixes:
            while sheet.prefixes.pop() != "> ":
                pass
        elif tag == "pre":
            self.preformatted = max(0, self.preformatted - 1)
        elif tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "li":
            self._end_item()

    def _begin_item(self) -> None:
        number = self.lists[-1] if self.lists else None
        marker = f"{number}. " if number is not None else "- "
        if number is not None:
            self.lists[-1] = number + 1
        self._end_item()
        self.sheet.marker = marker
        self.sheet.prefixes.append(" " * len(marker))

    def _end_item(self) -> None:
        """Ends an item of this list; those whose end was left out end with the next one."""
        prefixes = self.sheet.prefixes
        self.sheet.marker = None
        if (
            sum(not prefix.strip() for prefix in prefixes) >= max(len(self.lists), 1)
            and not prefixes[-1].strip()
        ):
            prefixes.pop()

    def _end_link(self) -> None:
        if self.link is None:
            return
        address, said = self.link[0], " ".join(self.link[1].split())
        self.link = None
        if address.lower().startswith("mailto:"):
            bare = address[7:].partition("?")[0]
            if said and bare.lower() not in said.lower():
                self.sheet.write(f" <{bare}>")
        elif re.match(r"https?:", address, re.IGNORECASE) and not _is_same(said, address):
            self.sheet.write(f" <{address}>" if said else f"<{address}>")

    def _rule(self) -> None:
        self.sheet.end_line(2)
        self.sheet.write("* * *")
        self.sheet.end_line(2)

    def _picture(self, given: dict[str, str | None]) -> None:
        words = " ".join((given.get("alt") or "").split())
        if words and not self.silent:
            self._say(words if len(words) == 1 else f"[{words}]")

    def _end_cell(self) -> None:
        if len(self.sheets) > len(self.tables):
            lines = self.sheets.pop().all()
            rows = self.tables[-1].rows
            if not rows:
                rows.append([])
            rows[-1].append(lines)

    def _end_table(self) -> None:
        self._end_cell()
        table = self.tables.pop()
        for line in _laid_out(table.rows):
            self.sheet.write(line) if line else None
            self.sheet.end_line(1 if line else 2)
        self.sheet.end_line(2)


def _depth(line: str) -> int:
    """How many quotes a line is in."""
    found = _QUOTES.match(line)
    return found[0].count(">") if found else 0


def _first_number(given: dict[str, str | None]) -> int:
    start = given.get("start") or "1"
    return int(start) if re.fullmatch(r"\d{1,6}", start, re.ASCII) else 1


def _is_same(said: str, address: str) -> bool:
    """Whether the words of a link are its address already."""

    def bare(text: str) -> str:
        return re.sub(r"^https?://(?:www\.)?|/$", "", text.strip().lower())

    return bare(said) == bare(address)


def _laid_out(rows: list[list[list[str]]]) -> list[str]:
    """A small table of short words in columns; other rows one a line; a table that only lays out, part by part."""
    filled = [row for row in rows if any(row)]
    if not filled:
        return []
    widest = max(len(row) for row in filled)
    if widest == 1 or any(len(cell) > 1 for row in filled for cell in row):
        return [line for row in filled for cell in row if cell for line in (*cell, "")]
    cells = [[cell[0] if cell else "" for cell in row] for row in filled]
    widths = [max(len(row[at]) if at < len(row) else 0 for row in cells) for at in range(widest)]
    if len(cells) > 1 and sum(widths) + 2 * (widest - 1) <= WIDEST_TABLE:
        return ["  ".join(cell.ljust(widths[at]) for at, cell in enumerate(row)).rstrip() for row in cells]
    return ["  ".join(cell for cell in row if cell) for row in cells]
