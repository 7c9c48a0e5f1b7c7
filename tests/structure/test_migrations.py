"""Migrations: one line of them in each room, none forgotten."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.structure.source import PACKAGE

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("opora.")}


@pytest.mark.once
def test_migrations_are_one_line() -> None:
    graph = MigrationLoader(None).graph
    assert [label for label in OURS if len(graph.leaf_nodes(label)) > 1] == []


@pytest.mark.once
def test_migrations_are_named_and_numbered_without_gaps() -> None:
    for folder in PACKAGE.glob("*/migrations"):
        names = sorted(path.stem for path in folder.glob("[0-9]*.py"))
        assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1)), folder
        assert [name for name in names if "_auto_" in name] == [], folder


@pytest.mark.once
@pytest.mark.django_db
def test_no_migration_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", *sorted(OURS), check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail(f"Models have changed: {capsys.readouterr().out}")


@pytest.mark.once
def test_room_labels_are_short() -> None:
    assert {config.name: config.label for config in apps.get_app_configs() if config.label != Path(config.path).name
            and config.name.startswith("opora.")} == {}  # fmt: skip
