"""Writing, pasting, answering: nothing of it is refused by our Content-Security-Policy (the fixture `page` looks)."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import House, sign_in

WORD = (
    "<style>p.MsoNormal{margin:0}</style>"
    "<p class=MsoNormal style='mso-margin-top-alt:auto'>из <b style=''>Word</b></p>"
)
PASTE = """(area, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "Word");
  area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_an_answer_with_pasted_words_breaks_no_policy(house: House, page: Page) -> None:
    ticket = house.cast.tickets["open"]
    sign_in(page, house, house.cast.vera)
    page.goto(f"{house.url}/desk/tickets/{ticket.pk}?list=open")
    # What reads along in the browser (password managers, screenshots) leaves such attributes behind.
    page.evaluate("document.getElementById('seen-message').style.color = ''")
    page.evaluate("document.getElementById('seen-message').style.setProperty('caret-color', 'red')")
    area = page.locator("opora-editor[data-ready] .editor-area")
    area.click()
    area.evaluate(PASTE, WORD)
    expect(area).to_contain_text("из Word")
    page.keyboard.type(" и дальше")
    for _step in range(4):
        page.keyboard.press("Control+z")
    page.keyboard.type("Ответ")
    before = page.locator("#timeline .message").count()
    page.locator("#composer button[data-look=main]").click()
    expect(page.locator("#timeline .message")).to_have_count(before + 1)
    expect(page.locator("opora-editor[data-ready] .editor-area")).to_have_text("")
