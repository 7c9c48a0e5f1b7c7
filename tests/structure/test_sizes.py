"""The tail is the health of a codebase: long files and functions need a reason here, very long ones are refused."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.structure.source import PACKAGE, ROOT, python_files, shown, tree

pytestmark = pytest.mark.once
QUESTION, LIMIT = 300, 500
LONGEST_FUNCTION = 80
FULLEST_FOLDER = 15
LONG_FILES: dict[str, str] = {
    "opora/demo/telling.py": "one story of the demo desk is told in one piece",
}
LONG_FUNCTIONS: dict[str, str] = {}
FULL_FOLDERS = {
    "opora/api": "one file for each resource",
    "opora/demo": "the library, the company, the telling and the seeding: to be parted when a next scene comes",
    "opora/workspace/pages": "one file for each resource",
    "opora/tickets/actions": "one file for each verb",
    "opora/mail/actions": "one file for each verb",
    "opora/mail/parsing": "the parser is one subject; each file is one thing that mails contain",
}
NAMELESS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "managers",
    "service",
    "handler",
    "handlers",
}


def ours() -> Iterator[Path]:
    """Files that people write: no vendored libraries, migrations, translations."""
    for path in PACKAGE.rglob("*"):
        if path.suffix in {".py", ".js", ".css", ".html"} and not {
            "vendor",
            "migrations",
            "__pycache__",
        } & set(path.parts):
            yield path


def test_no_file_is_too_long() -> None:
    lengths = {shown(path): len(path.read_text("utf-8").splitlines()) for path in ours()}
    assert {name: length for name, length in lengths.items() if length > LIMIT} == {}
    assert {
        name: length for name, length in lengths.items() if length > QUESTION and name not in LONG_FILES
    } == {}


def test_no_function_is_too_long() -> None:
    found = []
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                name = f"{shown(path)}:{node.name}"
                if length > LONGEST_FUNCTION and name not in LONG_FUNCTIONS:
                    found.append(f"{name} has {length} lines")
    assert found == []


def test_folders_can_be_overlooked() -> None:
    folders = {path.parent for path in python_files() if "migrations" not in path.parts}
    full = {
        shown(folder): count
        for folder in folders
        if (count := len(list(folder.glob("[!_]*.py")))) > FULLEST_FOLDER
        and shown(folder) not in FULL_FOLDERS
    }
    assert full == {}


def test_modules_are_named_after_what_they_hold() -> None:
    assert [
        shown(path) for path in python_files() if path.stem in NAMELESS or path.parent.name in NAMELESS
    ] == []


def test_reasons_are_still_needed() -> None:
    gone = [name for name in [*LONG_FILES, *FULL_FOLDERS] if not (ROOT / name).exists()]
    short = [name for name in LONG_FILES if len((ROOT / name).read_text("utf-8").splitlines()) <= QUESTION]
    slim = [name for name in FULL_FOLDERS if len(list((ROOT / name).glob("[!_]*.py"))) <= FULLEST_FOLDER]
    assert (gone, short, slim) == ([], [], [])
