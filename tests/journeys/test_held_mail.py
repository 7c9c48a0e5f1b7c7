"""Held mail in a real browser: on a desk and on a phone, nothing in anybody's way."""

import pytest
from playwright.sync_api import Page, expect

from opora.mail.models import IncomingMail
from opora.mail.public import receive, take_in
from tests.journeys.conftest import House, sign_in, violations
from tests.journeys.test_accessibility import SIZES
from tests.mail.letters import letter

pytestmark = pytest.mark.once


@pytest.fixture
def held(house: House) -> list[IncomingMail]:
    """Four newsletters, one with a subject longer than a phone is wide."""
    subjects = ["Скидки", "Slevy", "Неделяскидок" * 20, "Sale"]
    mails = [
        letter(subject=subject, List_Id="<news.shop.example>", message_id=f"<{number}@shop.example>")
        for number, subject in enumerate(subjects)
    ]
    return [take_in(receive(mail.as_bytes(), source="pipe", mailbox=house.cast.mailbox)) for mail in mails]


def test_held_mail_is_decided_in_one_go_and_shows_well(
    house: House, page: Page, held: list[IncomingMail]
) -> None:
    sign_in(page, house, house.cast.vera)
    found: dict[str, list[str]] = {}
    for scheme, size in (("light", "desk"), ("dark", "phone")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
        page.goto(house.url + "/desk/mail/")
        if wrong := violations(page):
            found[size] = wrong
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], size
    assert found == {}
    page.goto(house.url + "/desk/mail/")
    boxes = page.locator("input[form=many]")
    expect(boxes).to_have_count(4)
    for place in (0, 1):
        boxes.nth(place).check()
    page.locator("#many button[value=dismissed]").click()
    expect(page.locator("input[form=many]")).to_have_count(2)
