"""A mail's words among ours: what stays of its HTML, where it is parted, how long that takes."""

import time

import pytest

from opora.mail.parsing.html import sanitise
from opora.mail.showing.frame import framed
from opora.mail.showing.links import disguised, with_targets
from opora.mail.showing.reading import read
from opora.mail.showing.remote import remote_pictures

pytestmark = pytest.mark.once


def words(html: str) -> str:
    return read(sanitise(html), "", "").words


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>A</h2><p style='color:red'>b</p>", "<div><strong>A</strong></div><p>b</p>"),
        ("<br><br>a<br><br><br><br><br>b<br><br>", "a<br><br>b"),
        ("<div>a</div><p>&nbsp;</p><p>&nbsp;</p><div>b</div>", "<div>a</div><p> </p><p> </p><div>b</div>"),
        ("<font color=white>x</font><span>y</span>", "xy"),
        ("<p dir=rtl>x</p>", '<p dir="rtl">x</p>'),
        ("<ol start=4><li>x</ol>", '<ol start="4"><li>x</li></ol>'),
        ("<p style='display:none'>a</p><p style='font-size:0px'>b</p>c", "c"),
        ("<div style='display:none'><div>a</div>b</div>c", "c"),
        ("a<img src='https://x.example/a.png'>b", "ab"),
        ("a &lt;b&gt; & c", "a &lt;b&gt; &amp; c"),
        ("<script>alert(1)</script><svg><g>x</g></svg>y", "y"),
        ("<a href='javascript:alert(1)'>x</a>", '<a rel="noopener noreferrer nofollow">x</a>'),
    ],
)
def test_what_stays(html: str, expected: str) -> None:
    assert words(html) == expected


def test_nothing_of_it_could_act_or_look_like_ours() -> None:
    hostile = (
        '<p id="composer" class="button" style="position:fixed" onclick="x()" hx-get="/" data-live="1" role="alert" '
        'tabindex="1" name="csrf">x</p><form action="/x"><input name=a><button>b</button></form>'
        "<opora-editor>e</opora-editor>"
        '<details open><summary>s</summary>t</details><main>m</main><iframe src="/"></iframe><a href="/desk/">in</a>'
    )
    made = words(hostile)
    gone_names = "composer class style onclick hx- data- role tabindex name= <form <input <button opora- <details <main"
    for gone in (*gone_names.split(), "<iframe", 'href="/desk'):
        assert gone not in made


@pytest.mark.parametrize(
    ("shown", "href", "expected"),
    [
        ("https://bank.example/login", "https://evil.example/", "evil.example"),
        ("bank.example", "http://bank.example.evil.example/", "bank.example.evil.example"),
        ("www.bank.example", "https://bank.example/x", ""),
        ("bank.example", "https://www.bank.example/x", ""),
        ("bank.example", "https://login.bank.example/", ""),
        ("b\u200bank.exam\u200bple", "https://evil.example", "evil.example"),
        ("https://bank.example@evil.example/", "https://bank.example@evil.example/", ""),
        ("bank.example", "https://bank.example@evil.example/", "evil.example"),
        ("bank.example", "https://b\u0430nk.example/", "xn--bnk-6cd.example"),
        ("here", "https://evil.example/", ""),
        ("help@bank.example", "mailto:x@evil.example", "x@evil.example"),
        ("help@bank.example", "mailto:Help@bank.example?subject=x", ""),
        ("bank.example", "http://[::1", ""),
    ],
)
def test_links_that_pretend(shown: str, href: str, expected: str) -> None:
    assert disguised(shown, href) == expected


def test_titles_are_the_addresses() -> None:
    assert with_targets('<a title="x" href="https://a.example/?a=1&amp;b=2">x</a>') == (
        '<a href="https://a.example/?a=1&amp;b=2" target="_blank" title="https://a.example/?a=1&amp;b=2">x</a>'
    )


def test_a_cut_inside_of_a_table_leaves_both_halves_whole() -> None:
    html = "<table><tr><td>Да, подходит</td></tr><tr><td>On Monday Vera wrote:<br>earlier words</td></tr></table>"
    found = read(sanitise(html), "Да, подходит", "On Monday Vera wrote: earlier words")
    assert "подходит" in found.words
    assert "Vera" not in found.words
    assert "earlier words" in found.earlier
    for part in (found.words, found.earlier):
        assert part.count("<div") == part.count("</div>")


def test_where_it_cannot_be_parted_the_plain_text_is_shown() -> None:
    assert read(sanitise("<p>one two three</p>"), "one", "quite another text").words == ""


def test_trackers_are_told_from_pictures() -> None:
    html = sanitise(
        '<img src="https://a/1" width=1 height=1><img src="https://a/2" style="width:1px;height:1px">'
        '<img src="https://a/3" width="0"><img src="https://a/4" style="display:none" width=50>'
        '<img src="https://a/5" width=1 height=40><img src="https://a/6"><img src="//a/7" width="600">'
    )
    assert [(one.url, one.is_tracker) for one in remote_pictures(html)] == [
        ("https://a/1", True), ("https://a/2", True), ("https://a/3", True), ("https://a/4", True),
        ("https://a/5", False), ("https://a/6", False), ("//a/7", False),
    ]  # fmt: skip


def test_a_frame_cannot_grow_with_itself() -> None:
    made = framed(sanitise('<div style="height:110vh;color:red">x</div>'), lambda _: None, lambda _: None)
    assert "110vh" not in made
    assert "color:red" in made


@pytest.mark.parametrize(
    "html",
    [
        "<br>" * 60_000,
        "<p>&nbsp;</p>" * 9_000,
        "&nbsp;" * 40_000,
        "<span> </span>" * 15_000 + "x",
        "<a href='https://x.example'>" * 3_000,
        "<table><tr><td>" * 390 + "x",
        "<b>" * 390 + "x" * 200_000,
        "<" * 60_000,
        "<img src=https://a.example/1>" * 9_000,
        "<div style='" + "color:red;" * 20_000 + "'>x</div>",
        "a@" * 100_000,
        "<a href=https://e.example>" + "a-" * 100_000 + "</a>",
    ],
)  # fmt: skip
def test_nothing_takes_long(html: str) -> None:
    clean = sanitise(html)
    began = time.process_time()
    read(clean, "x", "earlier letters here")
    read(clean, "x", "")
    remote_pictures(clean)
    framed(clean, lambda _: None, lambda _: None)
    assert time.process_time() - began < 3
