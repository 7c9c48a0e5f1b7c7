"""axe-core finds nothing serious on the pages that people use most, light on a desk and dark on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import House, sign_in, violations

pytestmark = pytest.mark.once
SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


def test_nothing_serious_stands_in_anybodys_way(house: House, page: Page) -> None:
    found: dict[str, list[str]] = {}
    number = house.cast.tickets["open"].pk
    pages = {
        "sign-in": "/accounts/login/",
        "portal": "/",
        "form": "/requests/new",
        "list": "/desk/?list=open",
        "ticket": f"/desk/tickets/{number}",
        "split": f"/desk/tickets/{number}/split/",
        "new ticket": "/desk/tickets/new/",
        "settings": "/desk/settings/",
    }
    for name, address in pages.items():
        if name == "list":
            sign_in(page, house, house.cast.vera)
        for scheme, size in (("light", "desk"), ("dark", "phone")):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
            page.goto(house.url + address)
            if wrong := violations(page):
                found[f"{name}, {scheme}, {size}"] = wrong
    assert found == {}


def test_the_check_sees_what_is_wrong(page: Page) -> None:
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><select></select></main></html>")
    assert [one.split()[0] for one in violations(page)] == ["select-name"]


def test_without_script_one_can_write_and_sign_in(house: House, page: Page) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()
    for address in ("/requests/new", "/accounts/login/"):
        plain.goto(house.url + address)
        expect(plain.locator("form button[data-look=main]").first).to_be_visible()
    context.close()
