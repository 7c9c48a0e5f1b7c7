"""The shell part of `bin/opora`: finding Python, and saying what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "dirname", "cksum", "cut", "cat", "rm", "mkdir", "mv", "sleep", "readlink")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone as it is after `git clone`: without an environment."""
    root = tmp_path / "clone"
    shutil.copytree(ROOT / "bin", root / "bin")
    for name in ("requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, root / name)
    return root


def with_python(folder: Path, script: str) -> dict[str, str]:
    """An environment in which `python3` is that script and only everyday tools exist."""
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (folder / tool).symlink_to(found)
    if script:
        python = folder / "python3"
        python.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        python.chmod(0o755)
    return {"PATH": str(folder), "HOME": os.environ.get("HOME", "/")}


def run(clone: Path, environ: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [str(clone / "bin" / "opora"), *(words or ("--version",))]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)


def test_says_which_python_it_needs(clone: Path, tmp_path: Path) -> None:
    ended = run(clone, with_python(tmp_path / "bin", ""))
    assert ended.returncode == 1
    assert "Opora needs Python 3.11 or later" in ended.stderr


def test_a_mail_is_not_sent_back_for_that(clone: Path, tmp_path: Path) -> None:
    assert run(clone, with_python(tmp_path / "bin", ""), "mail", "receive").returncode == 75


def test_an_old_python_does_not_count(clone: Path, tmp_path: Path) -> None:
    ended = run(clone, with_python(tmp_path / "bin", "exit 1"))
    assert "Opora needs Python 3.11 or later" in ended.stderr


def test_says_the_line_that_installs_venv(clone: Path, tmp_path: Path) -> None:
    debian = 'case "$2" in *ensurepip*) exit 1 ;; *) exit 0 ;; esac'
    ended = run(clone, with_python(tmp_path / "bin", debian))
    assert ended.returncode == 1
    assert "sudo apt install python3-venv" in ended.stderr
    assert not (clone / ".venv.busy").exists()


def test_a_current_environment_is_used_as_it_is(clone: Path, tmp_path: Path) -> None:
    environment = clone / ".venv"
    (environment / "bin").mkdir(parents=True)
    python = environment / "bin" / "python"
    python.write_text('#!/bin/sh\necho "$PYTHONPATH $*"\n', "utf-8")
    python.chmod(0o755)
    lock = subprocess.run(
        ["cksum"], input=(clone / "requirements.lock").read_bytes(), capture_output=True, check=True
    ).stdout.decode()
    (environment / "opora-lock").write_text(f"runtime {lock}", "utf-8")
    link = tmp_path / "opora"
    link.symlink_to(clone / "bin" / "opora")
    environ = {"PATH": os.environ["PATH"]}
    ended = subprocess.run(
        [str(link), "up", "--demo"], env=environ, capture_output=True, text=True, check=False
    )
    assert ended.stdout == f"{clone} -P -m opora up --demo\n"
