"""Tables that hold data, told from those that only put things in their places."""

from dataclasses import dataclass

from opora.mail.showing.markup import Piece

# Deeper nesting is nobody's data.
DEEPEST = 50


@dataclass
class _Table:
    place: int
    cells: int = 0
    wide_rows: int = 0
    is_filled: bool = False
    has_table: bool = False


def data_tables(found: list[Piece]) -> set[int]:
    """The places of the opening tags of tables with two rows or more that hold several filled cells, and no table."""
    stack: list[_Table] = []
    data = set()
    for place, piece in enumerate(found):
        if piece.name == "table" and not piece.is_end:
            stack.append(_Table(place))
        elif piece.name == "table" and stack:
            done = stack.pop()
            if done.wide_rows >= 2 and not done.has_table:
                data.add(done.place)
            if stack:
                stack[-1].has_table = stack[-1].is_filled = True
        elif stack:
            _count(stack[-1], piece)
    return data


def _count(table: _Table, piece: Piece) -> None:
    if piece.name in {"td", "th"}:
        if piece.is_end:
            table.cells += table.is_filled
        table.is_filled = False
    elif piece.name == "tr":
        if piece.is_end:
            table.wide_rows += table.cells > 1
        table.cells = 0
    elif piece.name == "img" or (not piece.name and piece.words.strip()):
        table.is_filled = True


def depth_of_tables(found: list[Piece]) -> int:
    """How deep tables stand in each other."""
    depth = deepest = 0
    for piece in found:
        if piece.name == "table":
            depth = max(0, depth + (-1 if piece.is_end else 1))
            deepest = max(deepest, depth)
    return deepest
