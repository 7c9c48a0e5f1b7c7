"""Sending, regretting it, and what happens when an answer does not arrive."""

from email import message_from_bytes

from playwright.sync_api import Page, expect

from opora.mail.models import OutgoingMail
from opora.people.actions import add_identity, change_person
from opora.people.public import Actor
from opora.tickets.models import Message, Status
from tests.journeys.conftest import House, sign_in
from tests.servers.waiting import until

HOME = "anna@home.example"
SYSTEM = Actor.system()


def write(page: Page, words: str) -> None:
    """An answer that solves the ticket, sent by its button."""
    area = page.locator(".editor-area")
    area.click()
    page.keyboard.type(words)
    page.locator("#composer select[name=status]").select_option("solved")
    page.locator("#composer button[data-look=main]").click()


def test_undo_send(house: House, page: Page) -> None:
    cast, ticket = house.cast, house.cast.tickets[Status.OPEN]
    change_person(actor=SYSTEM, person=cast.vera, language="en", undo_seconds=60)
    house.sink.mails.clear()
    sign_in(page, house, cast.vera)
    page.goto(f"{house.url}/desk/tickets/{ticket.pk}")
    write(page, "Let me check that")
    leaving = page.locator(".message-leaving")
    expect(leaving).to_contain_text("leaves in")
    until(lambda: int(leaving.locator("[data-seconds]").inner_text()) < 60)
    page.locator("#ticket-head h1").click()
    page.keyboard.press("KeyZ")
    expect(page.locator(".editor-area")).to_have_text("Let me check that")
    expect(page.locator("#composer select[name=status]")).to_have_value("solved")
    expect(leaving).to_have_count(0)
    assert not OutgoingMail.objects.filter(message__text__contains="check that").exists()
    assert not house.sink.mails
    change_person(actor=SYSTEM, person=cast.vera, undo_seconds=1)
    page.locator("#composer button[data-look=main]").click()
    until(lambda: len(house.sink.mails) == 1)
    assert Message.objects.filter(text__contains="check that").count() == 1


def test_from_a_refused_answer_to_the_other_address(house: House, page: Page) -> None:
    cast, ticket = house.cast, house.cast.tickets[Status.OPEN]
    change_person(actor=SYSTEM, person=cast.vera, language="en", undo_seconds=0)
    add_identity(actor=SYSTEM, person=cast.anna, kind="email", value=HOME)
    house.sink.answers["anna@veter.example"] = "552 5.2.2 the mailbox is full"
    sign_in(page, house, cast.vera)
    page.goto(f"{house.url}/desk/tickets/{ticket.pk}")
    write(page, "It is on its way to you")
    banner = page.locator(".undelivered")
    expect(banner).to_contain_text("Your answer did not reach anna@veter.example: the mailbox is full.")
    ticket.refresh_from_db()
    assert ticket.status == Status.OPEN
    banner.get_by_role("button", name=f"Send to {HOME}").click()
    expect(banner).to_have_count(0)
    until(lambda: any(recipients == [HOME] for _sender, recipients, _raw in house.sink.mails))
    lost = OutgoingMail.objects.get(address="anna@veter.example", state="failed")
    raw = next(raw for _sender, recipients, raw in house.sink.mails if recipients == [HOME])
    assert message_from_bytes(bytes(raw))["Message-ID"] == f"<{lost.mail_id}>"
