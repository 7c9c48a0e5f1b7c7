"""From a mailbox to an open list: the server's word (IDLE), the intake, the live stream, the browser."""

import time

from playwright.sync_api import Page, expect

from opora.mail.models import MailboxState
from tests.journeys.conftest import House, sign_in
from tests.mail.letters import letter
from tests.servers.waiting import until

MAILS = 3


def test_a_delivered_mail_is_a_row_of_the_list_within_moments(house_with_imap: House, page: Page) -> None:
    """Polling would take half a minute each; on a quiet machine it is well under two seconds."""
    house = house_with_imap
    assert house.imap is not None
    sign_in(page, house, house.cast.vera)
    page.goto(f"{house.url}/desk/?list=open")
    until(lambda: MailboxState.objects.filter(checked_at__isnull=False).exists())
    began = time.monotonic()
    for number in range(MAILS):
        raw = letter(subject=f"Заказ номер {number}", message_id=f"<{number}@idle.example>").as_bytes()
        house.imap.put(raw)
        delivered = time.monotonic()
        expect(page.locator("#listing .row", has_text=f"Заказ номер {number}")).to_be_visible()
        print(f"{time.monotonic() - delivered:.2f} s from delivery to the list")
    assert time.monotonic() - began < MAILS * 20
