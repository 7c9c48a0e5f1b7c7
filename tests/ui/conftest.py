"""A browser with a page of ours and no server: the elements alone, under the policy they run under in life."""

from collections.abc import Iterator
from shutil import which

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from opora.conf.headers import POLICY
from opora.ui import static_bundle
from tests.conftest import needs

HOST = "http://desk.test"
SERVED = {
    "/ui/opora.js": (static_bundle.script, "text/javascript"),
    "/ui/editor.js": (static_bundle.editor, "text/javascript"),
    "/ui/opora.css": (static_bundle.stylesheet, "text/css"),
    "/ui/icons.svg": (static_bundle.sprite, "image/svg+xml"),
}
HTML = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Desk</title>
<link rel="stylesheet" href="/ui/opora.css"><script type="module" src="/ui/opora.js"></script></head>
<body><div class="toasts" id="toasts"></div>
<opora-shortcuts></opora-shortcuts>
<opora-composer class="composer" data-draft="1:ticket:7" data-word-saved="kept"
 data-word-restored="your draft">
<form action="/send" method="post"><input type="hidden" name="idempotency_key" value="">
<label><input type="radio" name="kind" value="reply" checked data-key="KeyR">Reply</label>
<label><input type="radio" name="kind" value="note" data-key="KeyN">Note</label>
<opora-editor id="editor" src="/ui/editor.js" name="html">
<textarea name="text" aria-label="Words"></textarea></opora-editor>
<div class="composer-files"></div><input type="file" name="files" multiple>
<opora-editor-tools for="editor" role="toolbar"><button type="button" data-tool="bold">B</button
><button type="button" data-tool="bullets">L</button></opora-editor-tools>
<span class="composer-state"></span><button data-look="main">Send</button></form></opora-composer></body></html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one module only: while Playwright runs, Django takes its thread for an asynchronous one."""
    path = which("chromium") or which("chromium-browser") or which("google-chrome")
    needs("a browser", present=path is not None, install="Debian's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def answer(route: Route) -> None:
    """What a server would say."""
    path = route.request.url.removeprefix(HOST).partition("?")[0]
    if path in SERVED:
        make, kind = SERVED[path]
        route.fulfill(body=make(), content_type=f"{kind}; charset=utf-8")
    elif path == "/":
        headers = {"Content-Security-Policy": POLICY.format(nonce="n", forms="")}
        route.fulfill(body=HTML, content_type="text/html; charset=utf-8", headers=headers)
    else:
        route.fulfill(status=204)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The page with its editor ready; an error in a script fails the test."""
    context = browser.new_context(base_url=HOST)
    context.route("**/*", answer)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/")
    page.wait_for_selector("opora-editor[data-ready]")
    yield page
    context.close()
    assert errors == []
