"""What must be true before the desk can run: tables up to date, translations compiled. Does only what is stale."""

import fcntl
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from opora.conf.environment import environment

PACKAGE = Path(__file__).resolve().parents[1]


def prepare() -> bool:
    """Prepares the desk; Django is set up. True when there was something to do.

    What was prepared is remembered in the data folder as one fingerprint of the files it depends on and of the
    migrations that the database itself says it has, so that a restored or replaced database is noticed.
    """
    data = environment().data
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    (data / "static").mkdir(
        exist_ok=True
    )  # for `collectstatic`, should a proxy serve the files; else it stays empty
    stamp = data / "prepared.json"
    if _remembered(stamp) == _fingerprint():
        return False
    with (data / "prepared.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # web and worker may be started at the same moment
        if _remembered(stamp) == _fingerprint():
            return False
        _compile_translations()
        _bring_tables_up_to_date()
        stamp.write_text(json.dumps(_fingerprint()), "utf-8")
    return True


def compile_translations(package: Path, into: Path) -> list[Path]:
    """Compiles each .po below `package` whose .mo below `into` is missing or older; returns those made.

    The two are the same folder wherever it may be written.
    """
    import polib

    made = []
    for source in sorted(package.rglob("LC_MESSAGES/*.po")):
        compiled = into / source.relative_to(package).with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            compiled.parent.mkdir(parents=True, exist_ok=True)
            polib.pofile(str(source)).save_as_mofile(str(compiled))
            made.append(compiled)
    return made


def _compile_translations() -> None:
    try:
        made = compile_translations(PACKAGE, PACKAGE)
    except (
        OSError
    ):  # the package belongs to root, as on a server: LOCALE_PATHS looks into the data folder too
        made = compile_translations(PACKAGE / "locale", environment().data / "locale")
    if made:
        from django.utils.translation import trans_real

        # Django has read what there was before; forget it, or this first run would speak English only.
        trans_real._translations = {}  # type: ignore[attr-defined]
        trans_real._default = None  # type: ignore[attr-defined]


def _bring_tables_up_to_date() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _fingerprint() -> dict[str, str]:
    return {"files": _files(), "database": _database()}


def _files() -> str:
    digest = hashlib.sha256(environment().database_url.encode())
    for path in _watched():
        about = path.stat()
        digest.update(f"{path.relative_to(PACKAGE)} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _watched() -> Iterator[Path]:
    yield from sorted(PACKAGE.glob("*/migrations/*.py"))
    yield from sorted(PACKAGE.rglob("LC_MESSAGES/*.po"))


def _database() -> str:
    """The migrations that the database has; empty when it has none yet or is new."""
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), max(id) FROM django_migrations")
            return "{} {}".format(*cursor.fetchone())
    except DatabaseError:
        return ""


def _remembered(stamp: Path) -> object:
    try:
        return json.loads(stamp.read_text("utf-8"))
    except (OSError, ValueError):
        return None
