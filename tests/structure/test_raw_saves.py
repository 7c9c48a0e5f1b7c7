"""Rows of the core are written by verbs: in `actions/` of people, desk and tickets, and nowhere else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.structure.source import PACKAGE, python_files, room_of, shown, tree

pytestmark = pytest.mark.once
CORE = ("people", "desk", "tickets")
WRITING = {
    "create", "get_or_create", "update_or_create", "bulk_create", "update", "bulk_update", "delete", "save",
    "acreate", "asave", "adelete", "aupdate", "set", "add", "remove", "clear",
}  # fmt: skip
ON_QUERYSETS_ONLY = {"set", "add", "remove", "clear"}
# Each with its reason; an architecture review reads this list.
EXCEPTIONS = {
    "opora/people/tokens.py": "notes when a token was last used; no change of the desk",
    "opora/desk/health/heartbeat.py": "says that the worker lives; no change of the desk",
    "opora/tickets/sweeping.py": "removes files that nothing leads to, each night",
    "opora/tickets/content/files.py": "keeps an uploaded file before a verb attaches it",
    "opora/tickets/summary.py": "rebuilds what lists repeat from messages and events; called by verbs",
    "opora/tickets/posting.py": "the step that opening, replying and noting share; called by those verbs",
    "opora/tickets/returning.py": "the undoing of split and merge; called by the verb `undo`",
    "opora/tickets/verb.py": "the last step of every verb: save the row, record the events",
}


def core_models() -> set[str]:
    """Names of all model classes of the core rooms."""
    names = set()
    for room in CORE:
        for path in (PACKAGE / room / "models").glob("*.py"):
            for node in tree(path).body:
                if isinstance(node, ast.ClassDef) and any(
                    "models.Model" in ast.unparse(base) for base in node.bases
                ):
                    names.add(node.name)
    return names | {"Person"}


def raw_saves(path: Path, models: set[str]) -> Iterator[str]:
    """Lines that write core rows: Model.objects….create(), and .save() or .delete() on a name made from a model."""
    held = _names_of_rows(tree(path), models)
    for node in ast.walk(tree(path)):
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING
        ):
            continue
        root = _root(node.func.value)
        through_manager = (
            isinstance(root, ast.Name) and root.id in models and ".objects" in ast.unparse(node.func)
        )
        on_row = isinstance(node.func.value, ast.Name) and node.func.value.id in held
        if through_manager or (on_row and node.func.attr not in ON_QUERYSETS_ONLY):
            yield f"{shown(path, node.lineno)}: {ast.unparse(node.func)}"


def _root(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node


def _names_of_rows(module: ast.Module, models: set[str]) -> set[str]:
    """Names that hold a core row: annotated as one, or assigned from Model(…) or Model.objects…get()/first()."""
    held = set()
    for node in ast.walk(module):
        if (
            isinstance(node, ast.arg)
            and node.annotation
            and ast.unparse(node.annotation).split(" ")[0] in models
        ):
            held.add(node.arg)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            root = _root(node.value)
            made = isinstance(root, ast.Name) and root.id in models
            held |= {target.id for target in node.targets if isinstance(target, ast.Name)} if made else set()
    return held


def test_core_rows_are_written_by_verbs_only() -> None:
    models = core_models()
    found = [
        line
        for path in python_files()
        if not _may_write(path) and shown(path) not in EXCEPTIONS
        for line in raw_saves(path, models)
    ]
    assert found == []


def _may_write(path: Path) -> bool:
    inside = path.relative_to(PACKAGE).parts
    return "migrations" in inside or (room_of(path) in CORE and inside[1] == "actions")


def test_the_check_sees_raw_saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    culprit = PACKAGE.parent / "culprit.py"
    module = ast.parse(
        "def f(ticket: Ticket):\n"
        "    Ticket.objects.filter(pk=1).update(status='open')\n"
        "    ticket.save()\n"
        "    other = Ticket(subject='x')\n"
        "    other.delete()\n"
        "    somebody.save()\n"
        "    names.add(1)\n"
    )
    monkeypatch.setitem(globals(), "tree", lambda path: module)
    lines = [line.split(": ")[1] for line in raw_saves(culprit, {"Ticket"})]
    assert lines == ["Ticket.objects.filter(pk=1).update", "ticket.save", "other.delete"]
