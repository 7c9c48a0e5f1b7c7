"""The package's own source as the structure tests read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "opora"


@cache
def python_files() -> tuple[Path, ...]:
    """All Python files of the package."""
    return tuple(sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts))


@cache
def tree(path: Path) -> ast.Module:
    """A file as Python understands it."""
    return ast.parse(path.read_text("utf-8"), str(path))


def shown(path: Path, line: int = 0) -> str:
    """A file, or a line of it, as one writes it in a message."""
    name = path.relative_to(ROOT).as_posix()
    return f"{name}:{line}" if line else name


def room_of(path: Path) -> str:
    """The room a file is in; empty for the two files of the package itself."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def rooms() -> list[str]:
    """All rooms."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module of ours that a file imports, at its top or inside a function, with the line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno
