"""The command line as somebody at a terminal has it: a program of its own, with a data folder of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from opora.cli.main import COMMANDS, main

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]


def opora(*words: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs one command to its end."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("OPORA_")}
    environ |= {"OPORA_DATA": str(data), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    text = more.pop("stdin", "")
    command = [sys.executable, "-P", "-m", "opora", *words]
    return subprocess.run(
        command, input=text, env=environ | more, capture_output=True, text=True, timeout=60, check=False
    )


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert [name for name in COMMANDS if f"  {name} " not in said] == []


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "manage"])
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"usage: opora {name}" in capsys.readouterr().out


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["upp"])
    assert ended.value.code == 2
    assert "upp" in capsys.readouterr().err


def test_an_unknown_variable_is_refused(tmp_path: Path) -> None:
    ended = opora("readers", data=tmp_path, OPORA_DATABSE_URL="sqlite:///x")
    assert ended.returncode == 1
    assert "OPORA_DATABSE_URL is not a setting of Opora" in ended.stderr


def test_people_and_tokens(tmp_path: Path) -> None:
    create = ["user", "create", "Vera@Severka.example", "--name", "Вера Соколова", "--role", "administrator"]
    made = opora(*create, "--password-stdin", data=tmp_path, stdin="correct horse battery\n")
    assert (made.returncode, made.stderr) == (0, "")
    assert "Вера Соколова" in made.stdout
    again = opora(*create, data=tmp_path)
    assert (again.returncode, again.stdout) == (1, "")
    assert "address" in again.stderr
    token = opora("token", "create", "vera@severka.example", "--scope", "read", data=tmp_path)
    assert token.stdout.startswith("opora_")
    assert opora("token", "create", "nobody@severka.example", data=tmp_path).returncode == 1
    # What is kept in the folder is nobody else's business.
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_weak_password_makes_nobody(tmp_path: Path) -> None:
    create = ["user", "create", "egor@severka.example", "--name", "Egor", "--role", "agent"]
    weak = opora(*create, "--password-stdin", data=tmp_path, stdin="abc\n")
    assert weak.returncode == 1
    assert "password" in weak.stderr
    assert opora("token", "create", "egor@severka.example", data=tmp_path).returncode == 1


def test_readers_are_listed(tmp_path: Path) -> None:
    listed = opora("readers", data=tmp_path)
    assert listed.returncode == 0
    assert listed.stdout.startswith("reader")
    unknown = opora("readers", "reset", "nobody", data=tmp_path)
    assert unknown.returncode == 2
    assert "nobody" in unknown.stderr


def test_parsing_a_mail_loads_neither_django_nor_the_desk(tmp_path: Path) -> None:
    mail = tmp_path / "one.eml"
    mail.write_bytes(b"From: Anna <anna@veter.example>\r\nSubject: Hello\r\n\r\nHi!\r\n")
    program = (
        "import sys; from opora.cli.main import main; code = main(['mail', 'parse', sys.argv[1]]); "
        "heavy = sorted({'django', 'huey', 'uvicorn'} & set(sys.modules)); sys.exit(f'{heavy}' if heavy else code)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(mail)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert '"subject": "Hello"' in ended.stdout


def test_doctor(tmp_path: Path) -> None:
    """A desk without a worker is ill, also for a terminal; what is said is the desk's language."""
    ended = opora("doctor", "--json", data=tmp_path)
    assert ended.returncode == 1
    cards = {card["code"]: card for card in json.loads(ended.stdout)["cards"]}
    assert cards["worker_away"]["severity"] == "red"
    plain = opora("doctor", data=tmp_path)
    assert (plain.returncode, plain.stderr) == (1, "")
    assert plain.stdout.startswith("RED  ")
