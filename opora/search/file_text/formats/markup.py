"""XML as it streams by: no tree is built, no entity is known, no depth is endless."""

from collections.abc import Iterable
from xml.parsers import expat

from opora.search.file_text.extracted import Problem
from opora.search.file_text.formats.gathering import Unreadable

_NO_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]


class Walker:
    """Told of each element by its local name, and of the text between; to be derived from."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...


def walk(bites: Iterable[bytes], walker: Walker, depth: int) -> None:
    """Leads the walker through a document. Raises Unreadable for a broken one, one that declares a document type (it
    is there for entities, which no office program writes), and one that is nested deeper than `depth`."""
    left = depth

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Unreadable(Problem.BOMB)
        walker.start(name.rpartition("}")[2], attributes)

    def end(name: str) -> None:
        nonlocal left
        left += 1
        walker.end(name.rpartition("}")[2])

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = walker.data
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for bite in bites:
            parser.Parse(bite, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from error
        raise Unreadable(Problem.BROKEN) from error


def _refuse(*_declared: object) -> None:
    raise Unreadable(Problem.BOMB)
