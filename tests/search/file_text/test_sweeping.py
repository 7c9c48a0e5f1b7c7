"""Rows make reading certain: each content once, whatever happens to the process that reads."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.db import connection

from opora.events.public import clock
from opora.people.public import Actor
from opora.search.file_text import health, sweeping, wanting
from opora.search.file_text.extracted import Problem
from opora.search.file_text.extracting import rest
from opora.search.file_text.limits import LIMITS
from opora.search.models import FileText, FileTextState
from opora.tickets.actions import open_ticket
from opora.tickets.models import Attachment, Blob, Channel, Ticket
from opora.tickets.public import NewFile, Words, sweep_unused_files
from tests.cast import Cast, build
from tests.search.file_text import files

ACT = files.docx("Акт сверки № 48-1173")


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[set[int]]]:
    """What was announced, in order; the integrator's own callbacks are not these tests' business."""
    heard: list[set[int]] = []
    monkeypatch.setattr(wanting, "_callbacks", [])
    wanting.announce_made(lambda tickets: heard.append(set(tickets)))
    yield heard
    rest()


def ticket_with(cast: Cast, *attached: NewFile) -> Ticket:
    return open_ticket(
        actor=Actor.of(cast.anna),
        requester=cast.anna,
        subject="Документы",
        words=Words(text="Во вложении.", files=list(attached)),
        channel=Channel.DESK,
    )


def blobs_of(ticket: Ticket) -> list[int]:
    return list(
        Attachment.objects.filter(message__ticket=ticket).order_by("id").values_list("blob_id", flat=True)
    )


def want(keys: list[int]) -> int:
    """Says that they are wanted as whoever indexes their messages does."""
    rows = Attachment.objects.filter(blob_id__in=keys).values_list("blob_id", "blob__size", "name", "type")
    return wanting.wanted([wanting.File(*row) for row in rows])


def wanted_of(cast: Cast, name: str, data: bytes, type: str = "") -> FileText:
    """The row of a file that was just wanted."""
    (key,) = blobs_of(ticket_with(cast, NewFile(name, data, type)))
    assert want([key]) == 1
    return FileText.objects.get(pk=key)


def test_file_in_two_tickets_is_read_once_and_both_hear_of_it(cast: Cast, made: list[set[int]]) -> None:
    first, second = (ticket_with(cast, NewFile(name, ACT)) for name in ("act.docx", "copy.docx"))
    assert blobs_of(first) == blobs_of(second)
    assert [want(blobs_of(first)), want(blobs_of(second))] == [1, 0]
    assert (sweeping.read_due(), sweeping.read_due()) == (1, 0)
    assert made == [{first.pk, second.pk}]
    assert wanting.texts_of(blobs_of(second)) == {blobs_of(first)[0]: "Акт сверки № 48-1173"}
    assert want(blobs_of(first)) == 0


def test_what_has_no_words_gets_no_row(cast: Cast) -> None:
    picture = NewFile("photo.JPG", b"\xff\xd8\xff" + bytes(50), "image/jpeg")
    packed = NewFile("all.zip", files.packed({"a.txt": "слова"}), "application/zip")
    assert want(blobs_of(ticket_with(cast, picture, packed))) == 0
    disguised = wanted_of(cast, "scan.jpg", files.pdf("Счёт"), "application/pdf")
    sweeping.read_due()
    assert wanting.texts_of([disguised.pk]) == {disguised.pk: "Счёт"}


def test_too_large_file_is_settled_at_once(cast: Cast) -> None:
    (key,) = blobs_of(ticket_with(cast, NewFile("act.docx", ACT)))
    Blob.objects.filter(pk=key).update(size=LIMITS.input_bytes + 1)
    want([key])
    row = FileText.objects.get(pk=key)
    assert (row.state, row.problem, row.due_at) == (FileTextState.SKIPPED, Problem.TOO_LARGE, None)


@pytest.mark.parametrize(
    ("name", "data", "state", "problem"),
    [
        ("broken.docx", ACT[:-100], FileTextState.FAILED, Problem.BROKEN),
        ("table.bin", bytes(range(256)), FileTextState.SKIPPED, Problem.KIND),
        ("scan.pdf", files.picture_page(b"0 0 m"), FileTextState.DONE, Problem.EMPTY),
        ("act.docx", ACT, FileTextState.DONE, Problem.NONE),
    ],
)
def test_what_becomes_of_a_file(cast: Cast, name: str, data: bytes, state: str, problem: str) -> None:
    row = wanted_of(cast, name, data)
    sweeping.read_due()
    row.refresh_from_db()
    assert (row.state, row.problem, row.due_at, row.attempts) == (state, problem, None, 1)
    assert row.made_at is not None


def test_file_that_is_not_there_is_tried_again_and_then_given_up(cast: Cast, made: list[set[int]]) -> None:
    row = wanted_of(cast, "act.docx", ACT)
    path = Blob.objects.get(pk=row.pk).path
    default_storage.delete(path)
    states = []
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _attempt in range(5):
            sweeping.read_due()
            row.refresh_from_db()
            states.append((row.state, row.problem))
            traveller.shift(timedelta(hours=7))
    assert states == [("waiting", "missing")] * 3 + [("failed", "missing")] * 2
    assert made == []


def test_text_and_what_follows_from_it_are_kept_together_or_neither(cast: Cast) -> None:
    row = wanted_of(cast, "act.docx", ACT)

    def fails(_tickets: Collection[int]) -> None:
        raise RuntimeError("the index is locked")

    wanting.announce_made(fails)
    with pytest.raises(RuntimeError):
        sweeping.read_due()
    row.refresh_from_db()
    assert (row.state, row.text) == (FileTextState.WAITING, "")
    assert sweeping.read_due() == 0  # it rests for a while
    wanting._callbacks.remove(fails)
    with time_machine.travel(clock.now() + sweeping.LEASE, tick=False):
        sweeping.read_due()
    assert wanting.texts_of([row.pk])


def test_what_is_always_cut_off_is_given_up(cast: Cast) -> None:
    row = wanted_of(cast, "act.docx", ACT)
    FileText.objects.filter(pk=row.pk).update(attempts=max(sweeping.ATTEMPTS.values()))
    sweeping.read_due()
    row.refresh_from_db()
    assert (row.state, row.problem, row.due_at) == (FileTextState.FAILED, Problem.STOPPED, None)


def test_stopping_gives_the_file_back(cast: Cast) -> None:
    row = wanted_of(cast, "act.docx", ACT)
    stop = threading.Event()
    stop.set()
    assert sweeping.read(row.pk, stop)
    before = row.due_at
    row.refresh_from_db()
    assert (row.state, row.attempts, row.due_at) == (FileTextState.WAITING, 0, before)


def test_texts_go_with_their_files_and_keep_none(cast: Cast) -> None:
    row = wanted_of(cast, "act.docx", ACT)
    sweeping.read_due()
    assert sweeping.forget_gone() == 0
    Attachment.objects.filter(blob_id=row.pk).delete()
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        assert sweep_unused_files() == 1
    assert sweeping.forget_gone() == 1
    assert not FileText.objects.exists()


def _programs_of(pid: int) -> list[str]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True)
    return found.stdout.split()


def _lives(pid: str) -> bool:
    found = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True)
    return bool(found.stdout.strip()) and not found.stdout.startswith("Z")


@pytest.mark.django_db(transaction=True)
def test_worker_that_is_killed_in_the_middle_of_a_file(
    settings: Any, tmp_path: Path, made: list[set[int]]
) -> None:
    """Its child ends with it, nothing half is kept, and the file is read when its lease is over."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    slow = files.slow_pdf(2)
    row = wanted_of(build(), "slow.pdf", slow, "application/pdf")
    program = (
        "import django; django.setup()\nfrom opora.search.file_text import sweeping\n"
        f"from django.conf import settings; settings.MEDIA_ROOT = {settings.MEDIA_ROOT!r}\n"
        f"settings.DATABASES['default']['NAME'] = {str(connection.settings_dict['NAME'])!r}\n"
        "print('begun', flush=True); sweeping.read_due()"
    )
    environ = os.environ | {"PYTHONPATH": os.pathsep.join([str(django_settings.ROOT.parent), *sys.path])}
    worker = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environ)
    assert worker.stdout is not None
    worker.stdout.readline()
    while FileText.objects.filter(pk=row.pk, attempts=0).exists() and worker.poll() is None:
        time.sleep(0.02)
    children = _programs_of(worker.pid)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    while any(_lives(pid) for pid in children):  # at the latest when its own limits end it
        time.sleep(0.05)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.text, made) == (FileTextState.WAITING, 1, "", [])
    assert sweeping.read_due() == 0
    with time_machine.travel(clock.now() + sweeping.LEASE, tick=False):
        assert sweeping.read_due() == 1
    assert wanting.texts_of([row.pk])[row.pk].startswith("первая страница")
    assert len(made) == 1


@pytest.mark.django_db(transaction=True)
def test_service_reads_until_it_is_to_stop(settings: Any, tmp_path: Path, made: list[set[int]]) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    row = wanted_of(build(), "act.docx", ACT)
    stop = threading.Event()
    wanting.announce_made(lambda _tickets: stop.set())
    sweeping.run(stop)
    assert (len(made), list(wanting.texts_of([row.pk]))) == (1, [row.pk])
    assert _programs_of(os.getpid()) == []


def test_health_is_quiet_until_it_is_not(cast: Cast) -> None:
    row = wanted_of(cast, "act.docx", ACT)
    assert list(health.findings()) == []
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        (late,) = health.findings()
        assert (late.code, late.is_red, late.detail) == ("file_texts_late", False, "Waiting: 1")
        sweeping.read_due()
        assert list(health.findings()) == []
    now = clock.now()
    FileText.objects.bulk_create(
        FileText(blob_id=row.pk + number, state=FileTextState.FAILED, problem="broken", made_at=now)
        for number in range(1, 11)
    )
    (failing,) = health.findings()
    assert (failing.code, failing.detail) == ("file_texts_failing", "10 of 11")
