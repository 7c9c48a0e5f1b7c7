"""The preview of a mail template, and a rating by the link of a mail, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from opora.tickets.models import Status
from opora.tickets.public import key_for
from tests.journeys.conftest import House, sign_in, violations

pytestmark = pytest.mark.once


def test_the_mail_is_shown_before_it_is_saved(house: House, page: Page) -> None:
    sign_in(page, house, house.cast.adam)
    page.goto(f"{house.url}/administration/templates/confirmation/ru/")
    outer = page.frame_locator("iframe[name=template-preview]")
    mail = outer.frame_locator("iframe")
    expect(mail.locator("body")).to_contain_text("номер заявки — 4711")
    page.locator("textarea[name=html]").fill(
        "<p>Номер <b>{{ ticket.number }}</b></p><script>document.title='x'</script>"
    )
    expect(mail.locator("body")).to_have_text("Номер 4711")
    expect(outer.locator("pre")).to_have_text("Номер 4711")
    page.locator("textarea[name=html]").fill("{{ nothing }}")
    page.locator("[data-preview]").click()
    expect(outer.locator("[role=alert]")).to_contain_text("{{ nothing }}")
    assert violations(page) == []


def test_a_rating_is_two_presses(house: House, page: Page) -> None:
    ticket, anna = house.cast.tickets[Status.SOLVED], house.cast.anna
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{house.url}/requests/{ticket.pk}/{key_for(ticket, anna)}/rating/?verdict=bad")
    expect(page.locator("input[value=bad]")).to_be_checked()
    assert violations(page) == []
    page.locator("textarea").fill("Долго.")
    page.locator("form.narrow-form button[data-look=main]").click()
    expect(page.locator("[role=status]").first).to_be_visible()
    expect(page.locator("textarea")).to_have_value("Долго.")
