"""Searching as an agent does it: half a word, an accepted completion, marked words, chips, the very message, saving."""

import re

from playwright.sync_api import Page, expect

from opora.people.public import Actor
from opora.tickets.actions import add_note
from opora.tickets.models import Message, MessageKind
from opora.tickets.public import Words
from tests.journeys.conftest import House, sign_in, violations


def test_from_half_a_word_to_a_saved_search(page: Page, house: House) -> None:
    cast, ticket = house.cast, house.cast.tickets["open"]
    add_note(actor=Actor.of(cast.egor), ticket=ticket, words=Words(text="Ювелир перезвонит."))
    note = Message.objects.get(ticket=ticket, kind=MessageKind.NOTE)
    sign_in(page, house, cast.vera)
    box = page.get_by_role("combobox", name="Find a ticket")
    options = page.get_by_role("option")

    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("кэшбэка stat")
    expect(options.filter(has_text="status:")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Tab")
    expect(box).to_have_value("кэшбэка status:")
    expect(options.filter(has_text="open").first).to_be_visible()
    page.keyboard.type("op")
    expect(options).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", re.compile("search-panel-0"))
    page.keyboard.press("Enter")
    expect(box).to_have_value("кэшбэка status:open ")
    page.keyboard.press("Enter")  # nothing is chosen, whether or not something is offered by now: it searches

    listing = page.locator("#listing")
    expect(listing.get_by_role("heading")).to_have_text("1 found")
    expect(listing.locator(".row mark").first).to_have_text("Кэшбэк")
    assert violations(page) == []
    listing.get_by_role("link", name="Without кэшбэка").click()
    expect(page).to_have_url(re.compile(r"\?q=status%3Aopen$"))

    page.keyboard.press("Control+KeyK")
    page.keyboard.type("ювелир")
    page.keyboard.press("Enter")
    page.locator(f"#row-{ticket.pk}").click()
    expect(page.locator(f"#message-{note.pk}")).to_be_in_viewport()
    assert page.url.endswith(f"#message-{note.pk}")
    expect(listing.locator(f"#row-{ticket.pk}")).to_have_attribute("aria-current", "page")

    listing.get_by_role("link", name="Save this search…").click()
    page.get_by_label("What to call it").fill("Ювелиры")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    kept = page.locator("#rail-saved .rail-link")
    expect(kept).to_contain_text("Ювелиры")
    expect(kept.locator(".rail-count")).to_have_text("1")
    expect(kept).to_have_attribute("aria-current", "page")

    page.keyboard.press("/")
    box.fill("")
    expect(options.filter(has_text="Ювелиры")).to_be_visible()
    recent = page.locator("[data-recent]")
    expect(recent).to_have_count(3)
    recent.first.locator("[data-forget]").click()
    expect(recent).to_have_count(2)
    recent.first.click()
    expect(page).to_have_url(re.compile("/desk/search/"))


def test_on_a_phone_the_search_tab_has_the_box(page: Page, house: House) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, house, house.cast.vera)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Search").click()
    box = page.get_by_role("combobox", name="Find a ticket")
    expect(box).to_be_focused()
    box.fill(f"{house.cast.tickets['open'].pk}")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/desk/tickets/{house.cast.tickets['open'].pk}$"))


def test_without_script_the_box_is_a_form(house: House, page: Page) -> None:
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    plain = context.new_page()
    sign_in(plain, house, house.cast.vera)
    box = plain.get_by_label("Find a ticket").first
    box.fill("status:open")
    box.press("Enter")
    plain.locator(".search-chip summary").click()
    plain.locator(".search-chip .menu-item", has_text="closed").first.click()
    expect(plain).to_have_url(re.compile("status%3Aclosed"))
    expect(plain.locator(".listing .row")).to_have_count(1)
    context.close()
