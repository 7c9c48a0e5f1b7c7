"""Files made to hurt: each ends in bounded time with a word for what was wrong, and the next one is read."""

import io
import os
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opora.search.file_text import extracting
from opora.search.file_text.extracted import Problem
from opora.search.file_text.extracting import Interrupted, extract, rest
from opora.search.file_text.limits import Limits
from tests.search.file_text import files

SMALL = Limits(cpu_seconds=10)
BILLION = '<!DOCTYPE x [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture(scope="module", autouse=True)
def _end_of_child() -> Iterator[None]:
    yield
    rest()


def problem_of(data: bytes, name: str = "", limits: Limits = SMALL) -> str:
    return extract(io.BytesIO(data), name, limits=limits).problem


def word(content: str | bytes) -> bytes:
    return files.packed({"word/document.xml": content})


def test_part_that_unpacks_without_end() -> None:
    assert problem_of(word(b" " * 30_000_000)) == Problem.BOMB
    many = {f"word/header{number}.xml": b"<a>" + b" " * 2_000_000 + b"</a>" for number in range(20)}
    assert problem_of(files.packed({"word/document.xml": "<a/>", **many})) == Problem.BOMB


def test_directory_that_lies_about_sizes() -> None:
    data = bytearray(word(b"<a>" + b" " * 30_000_000 + b"</a>"))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")
    assert problem_of(bytes(data)) in {Problem.BOMB, Problem.BROKEN}


def test_archive_of_countless_parts() -> None:
    assert problem_of(files.packed({f"{number}": "" for number in range(5001)})) == Problem.BOMB


def test_packings_that_no_office_program_uses() -> None:
    assert problem_of(files.packed({"word/document.xml": "<a/>"}, zipfile.ZIP_LZMA)) == Problem.KIND


def test_locked_part() -> None:
    data = bytearray(word("<a/>"))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert problem_of(bytes(data)) == Problem.ENCRYPTED


@pytest.mark.parametrize("root", [f"{BILLION}]><x>&i;</x>", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'])
def test_document_with_entities(root: str) -> None:
    assert problem_of(word(root)) == Problem.BOMB


def test_nesting_without_end() -> None:
    assert problem_of(word("<a>" * 100_000)) == Problem.BOMB
    assert problem_of(b"<html>" + b"<div>" * 20_000 + b"end") in {"", Problem.CUT}


def test_broken_files_keep_what_was_read() -> None:
    found = extract(
        io.BytesIO(word(f'<w:d xmlns:w="{files.WORD}"><w:t>начало</w:t><w:t>конец')), limits=SMALL
    )
    assert (found.text, found.problem) == ("началоконец", Problem.BROKEN)
    assert problem_of(files.docx("текст " * 1000)[:-200]) == Problem.BROKEN
    assert problem_of(b"%PDF-1.7\n" + b"x" * 5000) == Problem.BROKEN
    assert problem_of(b"PK\x03\x04") == Problem.BROKEN


def test_truncated_pdf_never_harms() -> None:
    whole = files.pdf("Договор поставки", "Вторая страница")
    for length in range(5, len(whole), 97):
        assert problem_of(whole[:length]) in set(Problem)


def test_pdf_that_goes_in_circles() -> None:
    circle = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 >>",
        b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 /Parent 2 0 R >>",
    ]
    assert problem_of(files.numbered(circle)) in {Problem.BROKEN, Problem.STOPPED, Problem.EMPTY}
    itself = files.numbered([b"<< /Type /Catalog /Pages 2 0 R >>", b"2 0 R"])
    assert problem_of(itself) in {Problem.BROKEN, Problem.STOPPED}


def test_pdf_whose_text_takes_minutes() -> None:
    """What was read before the time was up is kept."""
    found = extract(io.BytesIO(files.slow_pdf(200)), limits=Limits(cpu_seconds=1))
    assert (found.text.split("\n")[0], found.problem) == ("первая страница", Problem.CUT)


def test_pdf_of_ten_thousand_pages() -> None:
    kids = b"3 0 R " * 10_000
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count 10000 >>" % kids,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        files.stream(b"0 0 m"),
    ]
    limits = Limits(pages=100)
    assert problem_of(files.numbered(objects), limits=limits) == Problem.CUT


def test_pdf_stream_that_unpacks_without_end() -> None:
    found = extract(io.BytesIO(files.picture_page(b" " * 60_000_000)), limits=SMALL)
    assert (found.text, found.problem in {Problem.BROKEN, Problem.STOPPED, Problem.EMPTY}) == ("", True)


def test_file_that_wants_all_memory() -> None:
    limits = Limits(memory_bytes=64 * 1024 * 1024)
    huge = files.packed({"word/document.xml": b"<a b='" + b"word " * 4_000_000 + b"'/>"}, zipfile.ZIP_STORED)
    assert problem_of(huge, limits=limits) == Problem.STOPPED
    assert problem_of(files.docx("дальше")) == ""


@pytest.mark.parametrize("magic", [b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", b""])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tail=st.binary(max_size=3000))
def test_random_bytes_behind_any_beginning(magic: bytes, tail: bytes) -> None:
    found = extract(io.BytesIO(magic + tail), "x.bin", limits=SMALL)
    assert found.problem in set(Problem)
    found.text.encode()  # no halves of signs
    assert "\x00" not in found.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    place=st.floats(0, 1),
    noise=st.binary(min_size=1, max_size=40),
    which=st.sampled_from(["pdf", "docx", "xlsx"]),
)
def test_whole_files_with_noise_in_them(place: float, noise: bytes, which: str) -> None:
    whole = {
        "pdf": files.pdf("Договор"),
        "docx": files.docx("Договор"),
        "xlsx": files.xlsx([["Договор", 7]]),
    }[which]
    at = int(place * len(whole))
    assert problem_of(whole[:at] + noise + whole[at + len(noise) :]) in set(Problem)


def _children() -> list[int]:
    found = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "file_text.child"], capture_output=True, text=True
    )
    return [int(pid) for pid in found.stdout.split()]


def test_child_that_was_killed_is_replaced() -> None:
    assert problem_of(files.docx("раз")) == ""
    (pid,) = _children()
    os.kill(pid, signal.SIGKILL)
    assert problem_of(files.docx("два")) == ""
    assert _children() != [pid]
    rest()
    assert _children() == []


def test_child_knows_no_secret_and_no_django() -> None:
    assert problem_of(files.docx("раз")) == ""
    (pid,) = _children()
    place = Path(f"/proc/{pid}")
    if not place.exists():
        pytest.skip("needs /proc")
    assert b"OPORA" not in (place / "environ").read_bytes()
    program = "import sys, opora.search.file_text.child, opora.search.file_text.formats.pdf"
    command = [sys.executable, "-c", f"{program}; print('django' in sys.modules)"]
    said = subprocess.run(command, env=extracting._environment(), capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


def test_reading_is_given_up_when_somebody_wants_to_stop() -> None:
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    with pytest.raises(Interrupted):
        extract(io.BytesIO(files.slow_pdf(200)), stop=stop)
    assert _children() == []
