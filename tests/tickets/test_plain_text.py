"""HTML as plain text: as somebody would type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.tickets.public import as_text, clean


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>Вот <a href="https://a.example/x?y=1&amp;z=2">ссылка</a>.</p>', "Вот ссылка <https://a.example/x?y=1&z=2>."),
        ('<a href="https://www.a.example/">a.example</a>', "a.example"),
        ('<a href="mailto:a@b.cz">a@b.cz</a>, <a href="mailto:a@b.cz?subject=x">pište</a>', "a@b.cz, pište <a@b.cz>"),
        ('<a href="https://a.example/"><img alt=""></a>', "<https://a.example/>"),
        ('<a href="cid:1">x</a> <a href="tel:+420">volejte</a>', "x volejte"),
        ("<p>a</p><p>b<br>c</p><div>d</div><div><br></div><div>e</div>", "a\n\nb\nc\n\nd\n\ne"),
        ("<ul><li>раз<li>два<ul><li>внутри</li></ul></li></ul>x", "- раз\n- два\n  - внутри\n\nx"),
        ('<ol start="9"><li><p>one</p><p>more</p></li><li>two</li></ol>', "9. one\n\n   more\n\n10. two"),
        ("<blockquote><p>1</p><p>2</p><blockquote>3</blockquote></blockquote>4", "> 1\n>\n> 2\n>\n> > 3\n\n4"),
        ("<pre>if x:\n    y\n\nz</pre>", "if x:\n    y\n\nz"),
        ("<h1>Заказ</h1><p>да</p><hr>нет", "Заказ\n\nда\n\n* * *\n\nнет"),
        ('до<img alt="Фото чека" src="cid:1">после<img src="cid:2">', "до[Фото чека]после"),
        ('<img alt="🙂">', "🙂"),
        ("15&nbsp;000&nbsp;Kč &amp; &lt;b&gt; &euro;", "15 000 Kč & <b> €"),
        ("<title>t</title><style>p {}</style><script>x</script>Да", "Да"),
        ("a<b>b</b> <i>c</i>  d", "ab c d"),
    ],
)  # fmt: skip
def test_it_reads_as_somebody_would_type_it(html: str, text: str) -> None:
    assert as_text(html) == text


def test_a_small_table_stands_in_columns() -> None:
    html = "<table><tr><th>Zboží</th><th>Cena</th></tr><tr><td>Šroub</td><td>12 Kč</td></tr></table>"
    assert as_text(html) == "Zboží  Cena\nŠroub  12 Kč"


def test_a_wide_table_has_a_row_a_line() -> None:
    html = f"<table><tr><td>{'a' * 60}</td><td>b</td></tr><tr><td>c</td><td>{'d' * 60}</td></tr></table>"
    assert as_text(html).split("\n") == [f"{'a' * 60}  b", f"c  {'d' * 60}"]


def test_a_table_that_only_lays_out_is_read_part_by_part() -> None:
    html = "<table><tr><td><p>a</p><p>b</p></td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>e"
    assert as_text(html) == "a\n\nb\n\n1  2\n\ne"


def test_a_long_address_is_not_broken() -> None:
    address = f"https://a.example/{'x' * 3000}"
    assert f"<{address}>" in as_text(f'<p>{"слово " * 50}<a href="{address}">здесь</a></p>')


@given(st.text("<>/abpdivtrultdblockquote =\"'&; \n", max_size=400))
def test_anything_becomes_text(html: str) -> None:
    as_text(html)
    as_text(clean(html))


def test_depth_is_no_matter() -> None:
    assert as_text("<blockquote><ul><li><table><tr><td>" * 300 + "x").endswith("x")
