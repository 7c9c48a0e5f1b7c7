"""The process settings: what is understood, and what is refused with a sentence."""

from pathlib import Path

import pytest

from opora.conf.environment import EnvironmentRefused, read

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("OPORA_DATABSE_URL", "sqlite:///x", "Known: OPORA_"),
        ("OPORA_DATABASE_URL", "oracle://x", "postgres://"),
        ("OPORA_DATABASE_URL", "mssql://x/y", "mariadb://"),
        ("OPORA_URL", "help.example.com", "https://"),
        ("OPORA_DEBUG", "perhaps", "yes or no"),
        ("OPORA_SMTP_DOOR", "8025", "HOST:PORT"),
        ("OPORA_TRUSTED_PROXIES", "-1", "whole number"),
        ("OPORA_DNS_SERVERS", "dns.example", "addresses like"),
        ("OPORA_DNS_SERVERS", "127.0.0.1:53,127.0.0.2:54", "same port"),
        ("OPORA_PICTURES_FROM", "10.0.5.7/24", "networks like"),
        ("OPORA_SECRET_KEY_FILE", "/nowhere/at/all", "cannot read"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_write(
    tmp_path: Path, name: str, value: str, says: str
) -> None:
    with pytest.raises(EnvironmentRefused, match=says):
        read({"OPORA_DATA": str(tmp_path), name: value})


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from a file\n")
    assert (
        read({"OPORA_DATA": str(tmp_path), "OPORA_SECRET_KEY_FILE": str(tmp_path / "key")}).secret_key
        == "from a file"
    )


def test_the_secret_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first = read({"OPORA_DATA": str(tmp_path)}).secret_key
    assert read({"OPORA_DATA": str(tmp_path)}).secret_key == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
