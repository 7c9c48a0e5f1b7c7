"""A customer without an account: the form, the answer, the signed link in the mail, an answer there."""

import re
from email import message_from_bytes, policy

from playwright.sync_api import Page, expect

from opora.people.public import by_email
from opora.tickets.models import Status, Ticket
from tests.journeys.conftest import House, sign_in
from tests.servers.waiting import until

SUBJECT = "Посылка застряла в пути"


def _letter_to_jana(house: House, text: str) -> str | None:
    """The text of a mail to her that holds these words."""
    for _sender, recipients, raw in house.sink.mails:
        if recipients != ["jana@posta.example"]:
            continue
        body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))  # type: ignore[attr-defined]
        if body is not None and text in body.get_content():
            return str(body.get_content())
    return None


def test_from_the_form_to_the_signed_link(house: House, page: Page) -> None:
    desk = page.context.browser.new_context(locale="en-GB").new_page()  # type: ignore[union-attr]
    sign_in(desk, house, house.cast.vera)
    desk.goto(f"{house.url}/desk/?list=unassigned")

    page.goto(f"{house.url}/requests/new")
    page.fill("input[name=name]", "Jana Nová")
    page.fill("input[name=email]", "Jana@posta.example")
    page.fill("input[name=subject]", SUBJECT)
    page.fill("textarea[name=text]", "Zásilka 48-3001 stojí.\nCo s ní?")
    page.locator("#new-request button[data-look=main]").click()
    page.wait_for_url("**/requests/sent/**")

    row = desk.locator("#listing .row", has_text=SUBJECT)
    expect(row).to_be_visible()
    ticket = until(lambda: Ticket.objects.filter(subject=SUBJECT).first())
    assert ticket.requester == by_email("jana@posta.example")
    row.click()
    area = desk.locator("opora-editor[data-ready] .editor-area")
    area.click()
    desk.keyboard.type("Dobrý den, zítra ji máte.")
    desk.locator("#composer button[data-look=main]").click()
    expect(desk.locator("#timeline .message")).to_have_count(2)

    letter = until(lambda: _letter_to_jana(house, "zítra ji máte"))
    (link,) = set(re.findall(rf"{re.escape(house.url)}/requests/\d+/[^\s/]+/", letter))
    customer = page.context.browser.new_context(locale="cs-CZ").new_page()  # type: ignore[union-attr]
    customer.goto(link)
    expect(customer.locator("body")).to_contain_text("Dobrý den, zítra ji máte.")
    customer.locator("opora-editor[data-ready] .editor-area").click()
    customer.keyboard.type("Děkuji, počkám.")
    customer.locator("form[action*='/messages/'] button[data-look=main]").click()
    expect(customer.locator("body")).to_contain_text("Děkuji, počkám.")
    expect(desk.locator("#timeline .message").nth(2)).to_contain_text("Děkuji, počkám.")
    until(lambda: Ticket.objects.filter(pk=ticket.pk, status=Status.OPEN, message_count=3).first())

    # The link is for this ticket only, and somebody else's guess opens nothing.
    other = link.replace(f"/requests/{ticket.pk}/", f"/requests/{house.cast.tickets['open'].pk}/")
    for wrong in (other, link[:-2] + ("0/" if link[-2] != "0" else "1/")):
        answer = customer.goto(wrong)
        assert answer is not None
        assert answer.status == 404
        expect(customer.locator("body")).not_to_contain_text("Кэшбэк")
