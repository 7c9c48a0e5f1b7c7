"""Plain text of content/ as the HTML that the workspace's editor would have made of it."""

import re
from itertools import groupby

_BULLET = re.compile(r"^- ")
_NUMBER = re.compile(r"^\d+[.)] ")


def as_html(text: str) -> str:
    """Paragraphs, and lists for lines that begin with "- " or "1. "."""
    return "".join(_paragraph(part) for part in re.split(r"\n{2,}", text.strip()))


def _paragraph(part: str) -> str:
    return "".join(_lines(sort, list(lines)) for sort, lines in groupby(part.split("\n"), _sort))


def _sort(line: str) -> str:
    return "ul" if _BULLET.match(line) else "ol" if _NUMBER.match(line) else "p"


def _lines(sort: str, lines: list[str]) -> str:
    if sort == "p":
        return f"<p>{'<br>'.join(map(_escaped, lines))}</p>"
    pattern = _BULLET if sort == "ul" else _NUMBER
    items = "".join(f"<li>{_escaped(pattern.sub('', line))}</li>" for line in lines)
    return f"<{sort}>{items}</{sort}>"


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
