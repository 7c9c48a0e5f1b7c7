"""A newsletter in a real browser: nothing is fetched until somebody asks, then by the desk and never by the browser."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import House, sign_in
from tests.mail.letters import brought, letter
from tests.servers.pictures import Answer, picture, serving

SHOWN = """() => [...document.querySelectorAll("opora-mail iframe")].flatMap((frame) =>
  [...(frame.contentDocument?.images ?? [])].map((one) => one.complete && one.naturalWidth))"""


def test_pictures_are_shown_when_somebody_asks(house: House, page: Page) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    with serving({"/a.png": Answer(picture(64, 32))}) as server:
        mail = letter(text="x")
        seen, tracker = server.url("/a.png"), server.url("/t.gif")
        html = f'<p>Смотрите</p><img src="{seen}" alt="чашка"><img src="{tracker}" width=1 height=1>'
        mail.set_content(html, subtype="html")
        ticket = brought(mail, house.cast.mailbox).ticket
        assert ticket is not None
        sign_in(page, house, house.cast.vera)
        page.goto(f"{house.url}/desk/tickets/{ticket.pk}")
        expect(page.locator(".letter-pictures")).to_contain_text("1 tracking pixel blocked")
        assert server.paths == []
        page.locator(".letter-pictures button[value=once]").click()
        page.wait_for_function(f"() => ({SHOWN})().join() === '64'")
        # What changes on the ticket meanwhile leaves the pictures where they are.
        page.evaluate("document.getElementById('timeline').dispatchEvent(new CustomEvent('opora:changed'))")
        page.locator(".letter-pictures button[value=always]").click()
        expect(page.locator("#toasts")).to_contain_text("are always shown")
        page.goto(f"{house.url}/desk/tickets/{ticket.pk}")
        page.wait_for_function(f"() => ({SHOWN})().join() === '64'")
        assert server.paths == ["/a.png"]
    assert [url for url in asked if not url.startswith((house.url, "data:", "blob:"))] == []
