"""Words on their way into a message."""

import pytest

from opora.people.public import Refusal
from opora.tickets.public import NewFile, Words

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "words", [Words(), Words(text=" \n\x00 "), Words(html="<p> <br></p><script>x</script>")]
)
def test_nothing_is_refused(words: Words) -> None:
    with pytest.raises(Refusal) as refused:
        words.tidy()
    assert refused.value.code == "empty"


@pytest.mark.parametrize(
    "words",
    [
        Words(files=(NewFile("a.txt", b""),)),
        Words(html='<img src="cid:a@b">'),
        Words(remarks=({"code": "file_too_large"},)),
    ],
)
def test_a_file_a_picture_or_a_remark_is_something(words: Words) -> None:
    assert words.tidy().text == ""


def test_html_alone_makes_the_text() -> None:
    tidy = Words(html="<p>Да<br>нет</p>").tidy()
    assert (tidy.text, tidy.visible) == ("Да\nнет", "Да\nнет")


def test_what_was_cleaned_stays_clean_and_pictures_are_taken_out_once() -> None:
    tidy = Words(text="\ud800Вот", html='<img src="data:image/gif;base64,R0lGODlh">').tidy()
    assert tidy.text == "Вот"
    assert len(tidy.files) == 1
    assert tidy.tidy() == tidy


def test_far_too_much_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        Words(text="я" * 2_000_001).tidy()
    assert refused.value.code == "too_long"
