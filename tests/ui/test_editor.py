"""The writing place in a real browser: what is pasted, what is kept, how one gets in and out by keyboard."""

from pathlib import Path

from playwright.sync_api import Page, expect

PASTED = Path(__file__).parent / "pasted"

PASTE = """([html, text]) => new Promise((done) => {
  const editor = document.querySelector("opora-editor");
  editor.squire.setHTML("");
  editor.squire.focus();
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  editor.addEventListener("opora:written", () => setTimeout(() => done(editor.html), 50), { once: true });
  editor.area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
})"""
PICTURE = """() => new Promise((done) => {
  const editor = document.querySelector("opora-editor");
  const canvas = document.createElement("canvas");
  canvas.toBlob((blob) => {
    const data = new DataTransfer();
    data.items.add(new File([blob], "снимок.png", { type: "image/png" }));
    editor.addEventListener("opora:written", () => done(editor.html), { once: true });
    editor.area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
})"""


def pasted(program: str) -> str:
    """What this program puts on the clipboard."""
    return (PASTED / f"{program}.html").read_text("utf-8")


def flat(html: str) -> str:
    return "".join(line.strip() for line in html.splitlines())


def test_word_keeps_its_structure_and_loses_its_looks(page: Page) -> None:
    html = flat(page.evaluate(PASTE, [pasted("word"), ""]))
    assert html == (
        "<p><b>Уважаемая Анна!</b></p><p>Заказ <i>48-1173</i>:</p><ul><li>первый</li><li>второй</li></ul>"
        "<ol><li>раз</li><li>два</li></ol>"
    )


def test_outlook_link_stays_and_its_local_picture_goes(page: Page) -> None:
    html = page.evaluate(PASTE, [pasted("outlook"), ""])
    assert '<a href="https://example.org/a?b=1&amp;c=2">odkaz</a>' in html
    for gone in ("style", "class", "o:p", "file:", "<img"):
        assert gone not in html


def test_gmail_comes_without_script_and_spies(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    html = page.evaluate(PASTE, [pasted("gmail"), ""])
    for kept in ("<b>Mia</b>", "<li>one</li>", "<blockquote>old</blockquote>"):
        assert kept in html
    for gone in ("alert", "style", "class", "spy.gif"):
        assert gone not in html
    assert [url for url in asked if "elsewhere" in url] == []


def test_pasted_picture_stands_in_the_text(page: Page) -> None:
    page.click(".editor-area")
    assert '<img src="data:image/png;base64,' in page.evaluate(PICTURE)


def test_tab_leaves_the_editor_and_arrows_walk_the_toolbar(page: Page) -> None:
    page.click(".editor-area")
    page.keyboard.type("слова")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("[name=kind][value=reply]")).to_be_focused()
    page.focus(".editor-area")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("[data-tool=bold]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-tool=bullets]")).to_be_focused()


def test_draft_survives_a_reload_and_goes_when_it_is_sent(page: Page) -> None:
    page.click(".editor-area")
    page.keyboard.type("не потеряйся")
    expect(page.locator(".composer-state")).to_have_text("kept")
    page.reload()
    expect(page.locator(".editor-area")).to_contain_text("не потеряйся")
    expect(page.locator(".composer-state")).to_have_text("your draft")
    with page.expect_request("**/send") as sent:
        page.click(".editor-area")
        page.keyboard.press("Control+Enter")
    assert sent.value.method == "POST"
    assert page.evaluate("localStorage.getItem('opora-draft:1:ticket:7')") is None


def test_each_composer_has_a_key_of_its_own(page: Page) -> None:
    first = page.input_value("[name=idempotency_key]")
    page.reload()
    assert len(first) == 32
    assert page.input_value("[name=idempotency_key]") != first


def test_keys_work_on_a_cyrillic_layout_and_not_while_writing(page: Page) -> None:
    press = (
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'т', code: 'KeyN', bubbles: true}))"
    )
    page.click(".editor-area")
    page.keyboard.type("n")
    expect(page.locator("[value=reply]")).to_be_checked()
    page.evaluate("document.activeElement.blur()")
    page.evaluate(press)
    expect(page.locator("[value=note]")).to_be_checked()


def test_keys_can_be_switched_off(page: Page) -> None:
    page.evaluate("localStorage.setItem('opora-shortcuts', 'false')")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'n', code: 'KeyN', bubbles: true}))"
    )
    expect(page.locator("[value=reply]")).to_be_checked()


def test_files_are_listed_and_taken_away_again(page: Page) -> None:
    files = [{"name": name, "mimeType": "text/plain", "buffer": b"x"} for name in ("a.txt", "b.txt")]
    page.set_input_files("input[type=file]", files)  # type: ignore[arg-type]
    expect(page.locator(".composer-files .attachment")).to_have_count(2)
    page.locator(".composer-files button").first.click()
    expect(page.locator(".composer-files .attachment")).to_contain_text(["b.txt"])
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 1
