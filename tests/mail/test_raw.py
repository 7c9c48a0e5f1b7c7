"""Raw mails are kept under their digest, or refused loudly."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from opora.mail import raw


def test_what_is_kept_is_read_back(mail_folder: Path) -> None:
    digest = raw.keep(b"Subject: a\r\n\r\n\xff\x00")
    assert raw.read(digest) == b"Subject: a\r\n\r\n\xff\x00"
    assert [path.name for path in mail_folder.rglob("*") if path.is_file()] == [f"{digest}.eml"]


def test_the_same_bytes_are_one_file(mail_folder: Path) -> None:
    assert raw.keep(b"once") == raw.keep(b"once")
    assert len(list(mail_folder.rglob("*.eml"))) == 1


def test_a_copy_is_not_taken_before_the_first_ones_name_is_on_the_disk(
    mail_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest, synced = raw.keep(b"once"), list[Path]()
    monkeypatch.setattr(raw, "_sync", synced.append)
    raw.keep(b"once")
    assert synced == [raw.path_of(digest).parent]


def test_a_half_written_file_of_a_crash_is_written_again(mail_folder: Path) -> None:
    digest = raw.keep(b"the whole mail")
    raw.path_of(digest).write_bytes(b"the wh")
    raw.keep(b"the whole mail")
    assert raw.read(digest) == b"the whole mail"


def test_where_nothing_can_be_written_the_mail_is_not_taken(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("in the way")
    settings.MAIL_ROOT = str(tmp_path / "a-file")
    with pytest.raises(raw.NotKept):
        raw.keep(b"mail")


def test_a_full_disk_leaves_nothing_half_done(mail_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(raw.NotKept, match="No space left"):
        raw.keep(b"mail")
    assert [path for path in mail_folder.rglob("*") if path.is_file()] == []
