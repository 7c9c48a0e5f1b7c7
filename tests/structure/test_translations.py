"""Translations: complete, nothing fuzzy, the same placeholders, all plural forms, nothing said twice."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from tests.structure.source import PACKAGE, python_files, shown, tree

pytestmark = pytest.mark.once
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
TRANSLATED = [code for code, _ in settings.LANGUAGES if code != "en"]
FEWEST_PLURALS = {"ru": 3, "cs": 3}
CATALOGUES = sorted(PACKAGE.rglob("LC_MESSAGES/*.po"))
GETTEXT = {
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "_",
}


@pytest.mark.parametrize("path", CATALOGUES, ids=shown)
def test_catalogue_is_complete(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    untranslated = [entry.msgid for entry in catalogue.untranslated_entries() if not entry.obsolete]
    assert (untranslated[:20], [entry.msgid for entry in catalogue.fuzzy_entries()][:20]) == ([], [])


@pytest.mark.parametrize("path", CATALOGUES, ids=shown)
def test_placeholders_survive_translation(path: Path) -> None:
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if not entry.obsolete and not _same_placeholders(entry)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=shown)
def test_plural_forms_are_all_there(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    declared = re.search(r"nplurals\s*=\s*(\d+)", catalogue.metadata.get("Plural-Forms", ""))
    count = int(declared.group(1)) if declared else 0
    assert count >= FEWEST_PLURALS.get(path.parts[-3], 1)
    plural = [entry for entry in catalogue if entry.msgid_plural and not entry.obsolete]
    assert [
        entry.msgid for entry in plural if len(list(filter(None, entry.msgstr_plural.values()))) < count
    ] == []


def test_each_language_has_a_catalogue() -> None:
    if not CATALOGUES:
        pytest.skip("no text has been translated yet")
    assert {path.parts[-3] for path in CATALOGUES} >= set(TRANSLATED)


def test_texts_for_people_are_whole_literals() -> None:
    """Only a literal can be found by those who translate; an f-string is looked up after it was filled in."""
    wrong = []
    for path in python_files():
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in GETTEXT
                and node.args
            ):
                text = node.args[1] if node.func.id.startswith("p") and len(node.args) > 1 else node.args[0]
                if isinstance(text, ast.JoinedStr | ast.BinOp | ast.Call):
                    wrong.append(f"{shown(path, node.lineno)}: {ast.unparse(node)}")
    assert wrong == []


def _same_placeholders(entry: polib.POEntry) -> bool:
    wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.msgid_plural:  # “one” may be said in words: “in a minute”
        return all(set(PLACEHOLDER.findall(text)) <= wanted for text in texts if text)
    return all(set(PLACEHOLDER.findall(text)) == wanted for text in texts if text)
