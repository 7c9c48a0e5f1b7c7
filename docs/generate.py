"""Writes what follows from the code: docs/events.md, docs/settings.md, docs/schema.sql, the keys in docs/search.md.

`bin/lint --fix` runs it; a structure test says when a page is behind.
"""

import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def pages() -> Mapping[str, str]:
    """The text each generated page should have, by file name. Django must be set up, with English active."""
    return {"events.md": events(), "settings.md": settings(), "search.md": search()}


def events() -> str:
    """All kinds of the event log with their fields."""
    from opora.events.models import Audience
    from opora.events.public import known

    lines = [
        "# Event kinds",
        "",
        "Made from the code by docs/generate.py.",
        "",
        "| kind | who may read it | fields | what |",
    ]
    lines.append("|---|---|---|---|")
    for name, kind in sorted(known().items()):
        if not kind.__module__.startswith("opora."):
            continue
        names = ", ".join(f"`{field.name}`" for field in fields(kind))
        own = kind.__doc__ if kind.__doc__ and not kind.__doc__.startswith(f"{kind.__name__}(") else ""
        what = " ".join((own or "").split())
        lines.append(f"| `{name}` | {Audience(kind.audience).label} | {names} | {what} |")
    return "\n".join(lines) + "\n"


def settings() -> str:
    """All desk settings with defaults and limits."""
    from opora.desk.settings import declared

    lines = [
        "# Desk settings",
        "",
        "Set in the interface or through the API. Made from the code by docs/generate.py.",
        "",
    ]
    lines += ["| name | default | limits | what |", "|---|---|---|---|"]
    for name, setting in sorted(declared().items()):
        limits = f"{setting.least}–{setting.most}" if setting.least is not None else ""
        limits = limits or ", ".join(value for value, _ in setting.choices)
        lines.append(f"| `{name}` | `{setting.default!r}` | {limits} | {setting.label}. {setting.help} |")
    return "\n".join(lines) + "\n"


def search() -> str:
    """The page of the search language, with the keys as they are announced."""
    from opora.search.language.keys import keys

    lines = ["| key | по-русски | česky | also | what | for example |", "|---|---|---|---|---|---|"]
    for key in keys().values():
        name = f"`{key.name}.NAME:`" if key.takes_name else f"`{key.name}:`"
        spelled = [
            ", ".join(f"`{one}`" for one in key.spellings.get(code, ())) for code in ("ru", "cs", "en")
        ]
        mark = " ●" if key.staff_only else ""
        lines.append(f"| {name}{mark} | {' | '.join(spelled)} | {key.explanation} | `{key.example}` |")
    page = (ROOT / "docs" / "search.md").read_text("utf-8")
    begin, end = "docs/generate.py -->\n", "<!-- /keys -->"
    return page[: page.index(begin) + len(begin)] + "\n".join(lines) + "\n" + page[page.index(end) :]


def schema(path: Path) -> str:
    """The tables of Opora's own rooms as SQLite has them, one column a line."""
    rows = sqlite3.connect(path).execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
        " AND tbl_name NOT LIKE 'django_%' AND tbl_name NOT LIKE 'auth_%'"
        " AND tbl_name NOT LIKE 'account_%' AND tbl_name NOT LIKE 'mfa_%' AND tbl_name NOT LIKE 'sqlite_%'"
        " ORDER BY tbl_name, type DESC, name"
    )
    column = re.compile(
        r'\s*("\w+" (?:integer|bigint|varchar|text|datetime|bool|char|smallint|date|decimal|real))'
    )
    statements = [column.sub(r"\n    \1", row[0]) for row in rows]
    note = "-- The tables as a new SQLite desk has them. Made from the migrations by docs/generate.py.\n\n"
    return note + "\n\n".join(f"{statement};" for statement in statements) + "\n"


def fresh_schema() -> str:
    """The schema of a desk made this moment."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    return schema(Path(str(connection.settings_dict["NAME"])))


def main() -> None:
    """Writes all pages."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["OPORA_DATA"] = folder
        os.environ.pop("OPORA_DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "opora.conf.settings"
        import django
        from django.utils import translation

        django.setup()
        with translation.override("en"):
            for name, text in {**pages(), "schema.sql": fresh_schema()}.items():
                (ROOT / "docs" / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
