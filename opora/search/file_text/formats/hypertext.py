"""HTML files: their words without the markup."""

from html.parser import HTMLParser
from typing import IO

from opora.search.file_text.formats.gathering import Gathered
from opora.search.file_text.plain import decode

_WITHOUT = {"script", "style", "template", "noscript"}
_INLINE = {"a", "b", "i", "u", "em", "strong", "span", "font", "small", "sub", "sup", "wbr", "code", "mark"}


def read(file: IO[bytes], gathered: Gathered) -> None:
    """What a reader would see, and what they would not but for scripts and styles."""
    parser = _Words(gathered)
    parser.feed(decode(file.read(gathered.limits.text_bytes * 4)))
    parser.close()


class _Words(HTMLParser):
    def __init__(self, gathered: Gathered) -> None:
        super().__init__()
        self._gathered, self._without = gathered, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _WITHOUT:
            self._without = tag
        if tag not in _INLINE:
            self._gathered.add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._without:
            self._without = ""
        if tag not in _INLINE:
            self._gathered.add("\n")

    def handle_data(self, data: str) -> None:
        if not self._without:
            self._gathered.add(data)
