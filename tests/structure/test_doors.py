"""From outside, a room is entered by its public, actions and models only. (The arrows: import-linter, in pyproject.)"""

import pytest

from tests.structure.source import PACKAGE, imports, python_files, room_of, rooms, shown

pytestmark = pytest.mark.once
DOORS = {"public", "actions", "models"}
# What these two hold is meant for everybody.
OPEN_ROOMS = {"conf", "ui"}
EXCEPTIONS = {
    # `mail parse` must answer without loading Django; mail.public needs it.
    ("opora/cli/commands/mail.py", "mail.parsing"),
    # `python -m opora` is the command line.
    ("opora/__main__.py", "cli.main"),
}


def test_rooms_are_entered_by_their_doors() -> None:
    wrong = []
    for path in python_files():
        for module, line in imports(path):
            parts = module.split(".")
            if parts[0] != "opora" or len(parts) < 3 or parts[1] not in rooms():
                continue
            room, inside = parts[1], parts[2]
            if room in OPEN_ROOMS | {room_of(path)} or inside in DOORS:
                continue
            if (shown(path), f"{room}.{inside}") not in EXCEPTIONS:
                wrong.append(f"{shown(path, line)} enters {room} by {inside}")
    assert wrong == []


def test_every_room_says_what_it_is_for() -> None:
    silent = [
        room for room in rooms() if not (PACKAGE / room / "__init__.py").read_text("utf-8").startswith('"""')
    ]
    assert silent == []


def test_no_signal_receivers() -> None:
    """`post_save` and its like hide the order of things."""
    forbidden = {"django.db.models.signals", "django.dispatch"}
    used = [
        shown(path, line)
        for path in python_files()
        for module, line in imports(path)
        if any(module == name or module.startswith(f"{name}.") for name in forbidden)
    ]
    assert used == []
