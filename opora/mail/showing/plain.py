"""Pieces of a mail's HTML written anew: only structure, in our own tags, with nothing that could have looks."""

import html as entities
from dataclasses import dataclass, field

from opora.mail.showing.markup import VOID, Piece
from opora.mail.showing.tables import data_tables
from opora.tickets.public import clean

KEPT_NAMES = "p br b strong i em u s sub sup a ul ol li blockquote pre code hr"
CELL_NAMES = "table thead tbody tfoot tr td th caption"
BOX_NAMES = "div article section header footer nav main aside figure figcaption address center dl dt dd details summary"
KEPT, CELLS = frozenset(KEPT_NAMES.split()), frozenset(CELL_NAMES.split())
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
INTO = {
    **dict.fromkeys(BOX_NAMES.split(), "div"),
    **dict.fromkeys(("tt", "kbd", "samp"), "code"),
    **dict.fromkeys(("del", "strike"), "s"),
    "ins": "u",
}
SCROLLS = '<div class="message-scroll" tabindex="0"><table>'
MOST_BREAKS = 2  # the end of a line, and one empty line


@dataclass
class _Paper:
    """What is written so far; `end` is how much of it there is up to the last thing that can be seen."""

    parts: list[str] = field(default_factory=list)
    end: int = 0
    breaks: int = 0

    def put(self, text: str, *, is_seen: bool = False) -> None:
        self.parts.append(text)
        if is_seen:
            self.end, self.breaks = len(self.parts), 0

    def put_break(self) -> None:
        """None before the first words, and never a heap of them."""
        self.breaks += 1
        if self.end and self.breaks <= MOST_BREAKS:
            self.parts.append("<br>")

    def text(self) -> str:
        """All of it, without the breaks behind the last words."""
        return "".join(
            [*self.parts[: self.end], *(part for part in self.parts[self.end :] if part != "<br>")]
        )


def written(found: list[Piece]) -> str:
    """Harmless HTML for the page, its pictures as cid: links; pictures from elsewhere are left out."""
    data, paper = data_tables(found), _Paper()
    inside: list[bool] = []
    preformatted = 0
    for place, piece in enumerate(found):
        if piece.name == "table" and not piece.is_end:
            inside.append(place in data)
        if piece.name == "pre":
            preformatted += -1 if piece.is_end else 1
        _write(paper, piece, is_data=bool(inside) and inside[-1], is_raw=preformatted > 0)
        if piece.name == "table" and piece.is_end and inside:
            inside.pop()
    if not paper.end:
        return ""
    return clean(paper.text()).replace("<table>", SCROLLS).replace("</table>", "</table></div>").strip()


def _write(paper: _Paper, piece: Piece, *, is_data: bool, is_raw: bool) -> None:
    if not piece.name:
        is_blank = not piece.words.strip()
        paper.put(piece.raw if is_raw or not is_blank else " ", is_seen=not is_blank)
    elif piece.name == "br":
        paper.put_break()
    elif piece.name == "img":
        if image := _image(piece):
            paper.put(image, is_seen=True)
    elif piece.name in CELLS:
        paper.put(_cell(piece) if is_data else _tag("div", piece))
    elif piece.name in HEADINGS:
        paper.put("</strong></div>" if piece.is_end else "<div><strong>")
    else:
        name = INTO.get(piece.name, piece.name if piece.name in KEPT else "")
        paper.put(_tag(name, piece, "href" if name == "a" else "start" if name == "ol" else ""))


def _tag(name: str, piece: Piece, attribute: str = "") -> str:
    if not name or (piece.is_end and name in VOID):
        return ""
    if piece.is_end:
        return f"</{name}>"
    value = piece.get(attribute) if attribute else ""
    facts = f' {attribute}="{entities.escape(value)}"' if value else ""
    return f'<{name}{facts} dir="rtl">' if piece.get("dir").lower() == "rtl" else f"<{name}{facts}>"


def _cell(piece: Piece) -> str:
    if piece.is_end:
        return f"</{piece.name}>"
    spans = ""
    for name in ("colspan", "rowspan") if piece.name in {"td", "th"} else ():
        value = piece.get(name)
        if value.isascii() and value.isdecimal() and len(value) < 3:
            spans += f' {name}="{value}"'
    return f"<{piece.name}{spans}>"


def _image(piece: Piece) -> str:
    """A picture that the mail carries."""
    source = piece.get("src")
    if piece.is_end or not source.lower().startswith(("cid:", "data:image/")):
        return ""
    return f'<img src="{entities.escape(source)}" alt="{entities.escape(piece.get("alt")[:200])}">'
