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


def pipe(data: Path, raw: bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("OPORA_")}
    environ |= {
        "OPORA_DATA": str(data),
        "OPORA_SMTP_DOOR": f"127.0.0.1:{free_port()}",
        "PYTHONPATH": str(ROOT),
    }
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
