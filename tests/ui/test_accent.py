"""A brand's accent is readable, whatever it is."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from opora.ui import accent

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS, st.sampled_from([accent.LIGHT_PAPER, accent.DARK_PAPER]))
def test_contrast_is_kept(colour: str, paper: str) -> None:
    tones = accent.tones(colour, paper)
    assert accent.contrast(tones.accent, paper) >= 4.5
    assert accent.contrast(tones.ink, tones.accent) >= 4.5


def test_a_colour_that_reads_is_left_alone() -> None:
    assert accent.tones("#1f6f5c", accent.LIGHT_PAPER).accent == "#1f6f5c"


def test_contrast_of_black_on_white() -> None:
    assert accent.contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.django_db
def test_style_sheet_of_a_colour_is_kept_for_ever() -> None:
    answer = Client().get("/ui/accent/aa3300.css")
    assert answer.headers["Content-Type"].startswith("text/css")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "--accent: light-dark(#aa3300," in answer.content.decode()
    assert Client().get("/ui/accent/red.css").status_code == 404
