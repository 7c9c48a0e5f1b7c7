"""Files of messages."""

import os
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st

from opora.desk.actions import change_setting
from opora.desk.public import settings as desk_settings
from opora.people.public import Actor
from opora.tickets.actions import reply
from opora.tickets.models import Attachment, Blob, Message
from opora.tickets.public import NewFile, Words, keep, read_file, safe_name, safe_type
from tests.cast import Cast

MEGABYTE = 1024 * 1024


def _send(cast: Cast, *files: NewFile, text: str = "Вот") -> Message:
    words = Words(text=text, files=files)
    return reply(actor=Actor.of(cast.anna), ticket=cast.tickets["open"], words=words, channel="mail")


def test_a_file_comes_back_as_it_was_sent(cast: Cast) -> None:
    message = _send(cast, NewFile("Счёт №5.pdf", b"%PDF-1.7\x00\xff", "application/pdf"), text="")
    attachment = message.attachments.get()
    assert (attachment.name, attachment.type, attachment.blob.size) == ("Счёт №5.pdf", "application/pdf", 10)
    assert read_file(attachment) == b"%PDF-1.7\x00\xff"
    cast.tickets["open"].refresh_from_db()
    assert cast.tickets["open"].has_files


def test_a_file_too_large_is_left_out_and_the_rest_kept(cast: Cast) -> None:
    change_setting(actor=Actor.system(), name="attachment_megabytes", value=1)
    desk_settings.forget_values()
    message = _send(cast, NewFile("film/1.mp4", bytes(MEGABYTE + 1)), NewFile("a.txt", bytes(MEGABYTE)))
    assert [attachment.name for attachment in message.attachments.all()] == ["a.txt"]
    assert message.remarks == [{"code": "file_too_large", "name": "film_1.mp4", "size": MEGABYTE + 1}]
    assert message.text == "Вот"
    desk_settings.forget_values()


def test_the_same_content_is_kept_once(cast: Cast) -> None:
    _send(cast, NewFile("a.png", b"same"), NewFile("b.png", b"same"))
    _send(cast, NewFile("c.png", b"same"))
    assert (Attachment.objects.count(), Blob.objects.count()) == (3, 1)


def test_half_a_file_left_by_a_crash_is_written_anew(cast: Cast) -> None:
    blob = keep(b"whole content")
    path = Path(default_storage.path(blob.path))
    blob.delete()
    path.write_bytes(b"whole")
    again = keep(b"whole content")
    assert Path(default_storage.path(again.path)).read_bytes() == b"whole content"


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\win.ini", "C__Windows_win.ini"),
        ("счёт\u202efdp.exe", "счёт_fdp.exe"),
        ("a\x00b\r\n.txt", "a_b__.txt"),
        ('"><script>.html', "___script_.html"),
        ("...", "file"),
        ("", "file"),
        ("й.txt", "й.txt"),
        ("half\ud83d.txt", "half_.txt"),
        ("я" * 300 + ".docx", "я" * 180 + ".docx"),
    ],
)
def test_hostile_names_become_harmless(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.once
@given(st.text(st.characters(), max_size=300))
def test_any_name_is_a_name_of_one_file(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe) <= 200
    assert not set(safe) & set('/\\:*?"<>|\x00\r\n\t\u202e')
    assert safe not in {".", ".."}
    assert safe_name(safe) == safe
    safe.encode()


@pytest.mark.once
@pytest.mark.parametrize(
    ("declared", "name", "safe"),
    [
        ("Image/PNG", "a", "image/png"),
        ("text/html; charset=x", "a.pdf", "application/pdf"),
        ("../..", "a.unknown", "application/octet-stream"),
        ("a/" + "b" * 200, "", "application/octet-stream"),
    ],
)
def test_types_are_well_formed(declared: str, name: str, safe: str) -> None:
    assert safe_type(declared, name) == safe


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks Linux which file a handle is")
def test_the_bytes_are_on_the_disk_before_the_row_says_so(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, real = list[str](), os.fsync

    def noted(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    blob = keep(b"what must not be lost")
    place = Path(default_storage.path(blob.path)).resolve()
    assert synced == [str(place), str(place.parent)]
