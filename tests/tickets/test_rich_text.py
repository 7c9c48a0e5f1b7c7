"""The HTML of messages: nothing in it acts, pictures become files, it reads as text."""

import base64
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from opora.tickets.content.rich_text import take_out_pictures
from opora.tickets.public import as_text, clean, from_text, with_pictures

pytestmark = pytest.mark.once
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n not really").decode()
SCHEMES = ("http:", "https:", "mailto:", "tel:", "cid:")

TAG_NAMES = (
    "a img p div script style svg math iframe object embed form input button base meta link table td font b "
    "template noscript textarea title xmp plaintext select option video audio source details"
)
ATTRIBUTE_NAMES = (
    "href src srcset onclick onerror onload style class id name action formaction xlink:href data background "
    "cite poster srcdoc target rel title"
)
TAGS = st.sampled_from(TAG_NAMES.split())
NAMES = st.sampled_from(ATTRIBUTE_NAMES.split())
VALUES = st.sampled_from(
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "DATA:text/html;base64,PHNjcmlwdD4=",
        "data:image/svg+xml,<svg onload=alert(1)>",
        f"data:image/png;base64,{PICTURE}",
        "cid:logo@x",
        "https://severka.example/?a=1&b=2",
        "//other.example/x",
        "expression(alert(1))",
        '"><script>alert(1)</script>',
        "' onerror='alert(1)",
    ]
)
PIECES = st.one_of(
    st.text(st.characters(), max_size=12),
    st.builds(lambda tag, name, value: f'<{tag} {name}="{value}">', TAGS, NAMES, VALUES),
    st.builds(lambda tag, name, value: f"<{tag}/{name}={value} x", TAGS, NAMES, VALUES),
    st.builds("</{}>".format, TAGS),
    st.sampled_from(["<!--", "-->", "<![CDATA[", "]]>", "<?", "<![if x]>", "&lt;", "&", "<", "\x00"]),
)
HTML = st.lists(PIECES, max_size=12).map("".join)


class _Acting(HTMLParser):
    """Collects whatever could act, as a browser would read it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {
            "script",
            "style",
            "svg",
            "math",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "base",
            "meta",
        }:
            self.found.append(tag)
        for name, value in attrs:
            if _acts(name, (value or "").strip().lower()):
                self.found.append(f"{name}={value}")


def _acts(name: str, value: str) -> bool:
    if name == "src":
        return not value.startswith(("cid:", "data:image/png;base64,"))
    if name in {"href", "cite"} and ":" in value.split("/")[0]:
        return not value.startswith(SCHEMES)
    return name.startswith("on") or name in {
        "style",
        "srcdoc",
        "class",
        "id",
        "srcset",
        "action",
        "formaction",
    }


def acting(html: str) -> list[str]:
    reader = _Acting()
    reader.feed(html)
    reader.close()
    return reader.found


@given(HTML)
@example('<a href="data:text/html,x">x</a>')
@example('<a href="DATA:text/html,x">x</a>')
@example('<img src="data:image/svg+xml;base64,AAAA">')
def test_nothing_in_it_acts(html: str) -> None:
    cleaned = clean(html)
    assert acting(cleaned) == []
    assert acting(clean(cleaned)) == []
    assert "\x00" not in cleaned
    cleaned.encode()


def test_the_check_sees_what_acts() -> None:
    assert acting('<p onclick=x><a href="javascript:x"><img src="//x"><svg>') == [
        "onclick=x",
        "href=javascript:x",
        "src=//x",
        "svg",
    ]


def test_what_people_write_stays() -> None:
    html = (
        '<p>Да, <b>вот</b> <a href="https://severka.example/?a=1&amp;b=2">ссылка</a></p><ul><li>раз</li></ul>'
    )
    cleaned = clean(html)
    assert 'href="https://severka.example/?a=1&amp;b=2"' in cleaned
    assert "<b>вот</b>" in cleaned
    assert 'rel="noopener noreferrer nofollow"' in cleaned


def test_pasted_pictures_become_files() -> None:
    html, files = take_out_pictures(
        clean(f'<p>Вот:<img alt="экран" src="data:image/png;base64,{PICTURE}"></p>')
    )
    (file,) = files
    assert file.data == base64.b64decode(PICTURE)
    assert (file.name, file.type, file.is_inline) == ("picture-1.png", "image/png", True)
    assert f'src="cid:{file.content_id}"' in html
    assert "data:" not in html
    assert f'src="/files/{file.content_id}"' in with_pictures(html, lambda content_id: f"/files/{content_id}")
    assert with_pictures(html, lambda content_id: None) == html


@given(HTML)
def test_no_picture_stays_inside(html: str) -> None:
    taken, files = take_out_pictures(clean(html))
    assert "data:image" not in taken or 'src="data:' not in taken
    assert taken.count('src="cid:') >= len(files)


@given(HTML)
@example("<![foo")
@example("<![if !x]>y")
def test_anything_reads_as_text(html: str) -> None:
    text = as_text(html)
    assert text == text.strip()
    assert as_text(clean(html)) is not None


def test_text_reads_well() -> None:
    html = "<h1>Заказ</h1><p>Здравствуйте,<br>вот <a href='https://a.example/x'>ссылка</a>:</p><ul><li>раз<li>два</ul>"
    assert as_text(html) == "Заказ\n\nЗдравствуйте,\nвот ссылка <https://a.example/x>:\n\n- раз\n- два"
    assert as_text("<style>p {}</style><script>x</script>Да") == "Да"


@given(st.text(st.characters(exclude_characters="\x00\r", exclude_categories=["Cs", "Cc"]), max_size=60))
def test_plain_text_as_html_says_the_same(text: str) -> None:
    html = from_text(text)
    assert acting(html) == []
    assert as_text(html).split() == text.split()


@pytest.mark.parametrize(
    "absurd",
    ["<ul><li>" * 20_000, "<div></i>" * 15_000, "&" * 200_000, "<b>" * 50_000],
    ids=["deep", "wrongly closed", "entities", "many"],
)
def test_what_would_keep_a_tree_builder_busy_becomes_bare_words(absurd: str) -> None:
    cleaned = clean(f"<p>Hello</p> {absurd} world")
    assert as_text(cleaned).split() == ["Hello", "world"]
    assert clean(cleaned) == cleaned


def test_a_long_honest_letter_keeps_its_form() -> None:
    table = f"<table><tbody>{'<tr><td>1</td><td>2 &amp; 3</td></tr>' * 3000}</tbody></table>"
    letter = f"{'<blockquote>' * 40}<p><b>x</b></p>{'</blockquote>' * 40}{table}"
    assert clean(letter) == letter
