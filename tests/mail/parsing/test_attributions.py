"""The lines above a quote, in each mail program's way, at each place where they can stand."""

from __future__ import annotations

import pytest

from opora.mail.parsing.visible import visible
from tests.mail.parsing.samples_attributions import ATTRIBUTIONS, STORIES
from tests.mail.parsing.samples_blocks import BLOCKS, SEPARATORS
from tests.mail.parsing.samples_footers import FOOTERS, NO_FOOTERS

LINES = {
    name: line.replace("\\n", "\n")
    for name, _, line in (row.partition("|") for row in ATTRIBUTIONS.split("\n"))
}
NOT_LINES = {"gmx", "zimbra", "proton old"}


def quoted(line: str) -> str:
    return "\n".join(f"> {piece}" for piece in line.split("\n"))


@pytest.mark.parametrize("name", LINES)
def test_above_a_quote(name: str) -> None:
    line = LINES[name]
    for text in (
        f"Works.\n\n{line}\n\n> Please try.\n> Again.\n",
        f"Works.\n{line}\n> Please try.\n",
        f"Works.\n\n{quoted(line)}\n> \n> Please try.\n",
        f"Works.\n\n-- \nAnna Orlova\n\n{line}\n> Please try.\n",
    ):
        assert visible(text).reply == "Works."


@pytest.mark.parametrize("name", [name for name, line in LINES.items() if "@" in line])
def test_above_unmarked_history(name: str) -> None:
    for text in (f"Works.\n\n{LINES[name]}\n\nPlease try.\nAgain and again.\n", f"Works.\n\n{LINES[name]}\n"):
        assert visible(text).reply == "Works."


@pytest.mark.parametrize("name", [name for name in LINES if name not in NOT_LINES])
def test_answer_below_the_quote(name: str) -> None:
    assert visible(f"{LINES[name]}\n> Please try.\n\nWorks.\n").reply == "Works."


@pytest.mark.parametrize("name", [name for name in LINES if name not in NOT_LINES])
def test_answers_between(name: str) -> None:
    seen = visible(f"Hello,\n\n{LINES[name]}\n> Which version?\n\n5.2\n\n> Which system?\n\nDebian\n")
    assert seen.reply == "Hello,\n\n> Which version?\n\n5.2\n\n> Which system?\n\nDebian"


@pytest.mark.parametrize("story", STORIES)
def test_stories_are_kept(story: str) -> None:
    assert visible(story).reply == story


ABOVE = [
    "Works.\n\n",
    "Works.\n\n________________________________\n",
    "Works.\n\n\n\n",
    "Works.\n\nС уважением,\nАнна\n+7 495 123-45-67\n\n",
]


@pytest.mark.parametrize("name", BLOCKS)
def test_header_blocks(name: str) -> None:
    for above in ABOVE:
        for below in ("\n\nPlease try.\nAgain.\n", "\nPlease try.\n"):
            assert visible(f"{above}{BLOCKS[name]}{below}").reply == "Works."


@pytest.mark.parametrize("name", SEPARATORS)
def test_separators(name: str) -> None:
    for above in ABOVE:
        for below in ("\nFrom: x\n\nPlease try.\n", "\n\nPlease try.\n"):
            assert visible(f"{above}{SEPARATORS[name]}{below}").reply == "Works."


@pytest.mark.parametrize("footer", FOOTERS.split("\n"))
def test_footers(footer: str) -> None:
    quote = "12.05.2026, 10:15, Поддержка <s@d.example>:\n> Попробуйте\n"
    for below in ("\n", f"\n\n{quote}"):
        for above in ("Works.\n\n", "Works.\n", "Works.\n\n-- \n"):
            assert visible(f"{above}{footer}{below}").reply == "Works."


@pytest.mark.parametrize("line", NO_FOOTERS.split("\n"))
def test_last_lines_that_people_wrote(line: str) -> None:
    assert visible(f"Hello,\n\n{line}\n").reply == f"Hello,\n\n{line}"
