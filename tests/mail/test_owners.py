"""Whether the process that had something in hand is still there."""

import subprocess
import sys

import pytest

from opora.mail import owners

pytestmark = pytest.mark.once


def test_we_are_here() -> None:
    assert not owners.is_gone(owners.own())


def test_a_process_that_ended_is_gone() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "from opora.mail import owners; print(owners.own())"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert owners.is_gone(said.stdout.strip())


def test_of_other_machines_nothing_is_certain() -> None:
    for owner in ("", "elsewhere/1/1/5", "elsewhere/4026531836/999999/1", "nonsense"):
        assert not owners.is_gone(owner)


def test_somebody_else_with_our_number_is_not_us() -> None:
    machine, _, began = owners.own().rpartition("/")
    assert began == "" or owners.is_gone(f"{machine}/1")
