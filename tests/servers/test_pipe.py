"""`opora mail receive` as a mail server runs it: a program of its own, exit codes and all."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import needs
from tests.mail.letters import letter
from tests.servers.sink import free_port

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]


def pipe(data: Path, raw: bytes, *words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("OPORA_")}
    environ |= {
        "OPORA_DATA": str(data),
        "OPORA_SMTP_DOOR": f"127.0.0.1:{free_port()}",
        "PYTHONPATH": str(ROOT),
    } | more
    command = [sys.executable, "-m", "opora", "mail", "receive", *words]
    return subprocess.run(command, input=raw, env=environ, capture_output=True, check=False, timeout=120)


def kept(data: Path) -> list[tuple[str, str, str]]:
    with sqlite3.connect(data / "opora.sqlite3") as database:
        return database.execute("SELECT state, envelope_to, digest FROM incoming_mail ORDER BY id").fetchall()


def test_kept_is_zero_and_the_mail_is_there_even_if_nobody_can_read_it(tmp_path: Path) -> None:
    raw = letter().as_bytes()
    assert pipe(tmp_path, raw, "--to", "help@severka.example").returncode == 0
    assert pipe(tmp_path, b"\xff\x00 no mail at all").returncode == 0
    (first, to, digest), (second, _, _) = kept(tmp_path)
    assert (first, to, second) == ("kept", "help@severka.example", "kept")
    assert (tmp_path / "mail" / digest[:2] / digest[2:4] / f"{digest}.eml").read_bytes() == raw


def test_what_cannot_be_kept_is_for_the_mail_server_to_try_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way of the data folder")
    refused = pipe(tmp_path / "file", letter().as_bytes())
    assert (refused.returncode, b"not kept" in refused.stderr) == (75, True)
    assert pipe(tmp_path / "good", b"").returncode == 75


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    needs("the right to mount a small disk", present=os.geteuid() == 0, install="running as root")
    assert pipe(tmp_path, letter().as_bytes()).returncode == 0
    small = tmp_path / "mail"
    command = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(small)]
    mounted = subprocess.run(command, capture_output=True, check=False)
    needs("the right to mount a small disk", present=mounted.returncode == 0, install="running as root")
    try:
        big = letter(text="x" * 60_000, message_id="<big@v>").as_bytes()
        assert pipe(tmp_path, big).returncode == 75
        assert [path for path in small.rglob("*") if path.is_file()] == []
        assert len(kept(tmp_path)) == 1
    finally:
        subprocess.run(["umount", str(small)], check=True)
    assert pipe(tmp_path, big).returncode == 0


def test_several_recipients_are_kept_each(tmp_path: Path) -> None:
    words = ("--to", "a@severka.example", "--to", "b@severka.example", "--to", "a@severka.example")
    assert pipe(tmp_path, letter().as_bytes(), *words).returncode == 0
    assert [to for _, to, _ in kept(tmp_path)] == ["a@severka.example", "b@severka.example"]


def test_a_database_that_is_away_or_busy_is_for_the_mail_server_to_try_again(tmp_path: Path) -> None:
    assert pipe(tmp_path, letter().as_bytes()).returncode == 0
    other = letter(message_id="<other@v>").as_bytes()
    with sqlite3.connect(tmp_path / "opora.sqlite3", isolation_level=None) as busy:
        busy.execute("BEGIN EXCLUSIVE")
        refused = pipe(tmp_path, other)
        assert (refused.returncode, b"not kept" in refused.stderr) == (75, True)
        busy.execute("ROLLBACK")
    nowhere = "postgres://nobody@127.0.0.1:1/nothing"
    assert pipe(tmp_path, other, OPORA_DATABASE_URL=nowhere).returncode == 75
    assert pipe(tmp_path, other).returncode == 0
    assert len(kept(tmp_path)) == 2


def test_what_has_no_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            [sys.executable, "-m", "opora", "mail", "receive"], stdin=endless, capture_output=True, check=False,
            env=os.environ | {"OPORA_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)}, timeout=120,
        )  # fmt: skip
    assert (done.returncode, b"larger than 200 MB" in done.stderr) == (75, True)
