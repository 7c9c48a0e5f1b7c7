"""The main job, end to end: a mail comes in, an agent answers in the browser, a mail goes out, the reply joins.

Real parts only: Dovecot, a browser, the web and worker processes, an SMTP server that keeps what it is given.
"""

import base64
import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from opora.mail.models import IncomingMail
from opora.tickets.models import Message, Status, Ticket
from tests.cast import Cast
from tests.journeys.conftest import House, sign_in
from tests.servers.waiting import until

SUBJECT = "Не начислен кэшбэк за заказ 48-2210"
WORDS = "Здравствуйте! Заказ 48-2210 получен, а кэшбэк так и не начислен. Ёлкин ждёт."
PICTURE = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
        "e221bc330000000049454e44ae426082"
    )
).decode()
PASTE = """(area, picture) => {
  const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], "screen.png", {type: "image/png"}));
  area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def first_letter() -> bytes:
    """A plain mail as an old mail program writes it: windows-1251, eight bits."""
    head = (
        "From: =?windows-1251?B?{who}?= <anna@veter.example>\r\n"
        "To: help@severka.example\r\n"
        "Subject: =?windows-1251?B?{subject}?=\r\n"
        "Date: Mon, 01 Jun 2026 10:00:00 +0300\r\n"
        "Message-ID: <first-1@veter.example>\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=windows-1251\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n"
    ).format(who=_encoded("Анна Ковалёва"), subject=_encoded(SUBJECT))
    return head.encode("ascii") + WORDS.encode("windows-1251") + b"\r\n"


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode("windows-1251")).decode()


def second_letter(answer: EmailMessage) -> bytes:
    """The customer's reply from a phone: KOI8-R, the answer quoted below, a phone's signature."""
    made = EmailMessage()
    made["From"], made["To"] = "Анна Ковалёва <anna@veter.example>", answer["Reply-To"] or answer["From"]
    made["Subject"] = f"Re: {SUBJECT}"
    made["Message-ID"], made["In-Reply-To"] = "<second-2@veter.example>", answer["Message-ID"]
    made["References"] = f"<first-1@veter.example> {answer['Message-ID']}"
    text = (
        "Спасибо, но баланс прежний: 0 рублей.\n\nОтправлено с iPhone\n\n"
        "> 1 июня 2026 г., в 12:00, Вера Соколова <help@severka.example> написал(а):\n>\n"
        "> Анна, здравствуйте! Кэшбэк начислен.\n"
    )
    made.set_content(text, charset="koi8-r", cte="base64")
    return made.as_bytes()


def test_the_main_job(house_with_imap: House, page: Page) -> None:
    house, cast = house_with_imap, house_with_imap.cast
    assert house.imap is not None
    sign_in(page, house, cast.vera)
    page.goto(f"{house.url}/desk/?list=open")
    page.evaluate("window.untouched = true")

    # A mail in the mailbox is a row of the open list, without a reload.
    house.imap.put(first_letter())
    row = page.locator("#listing .row", has_text=SUBJECT)
    expect(row).to_be_visible()
    assert page.evaluate("window.untouched") is True
    ticket = until(lambda: Ticket.objects.filter(subject=SUBJECT).first())
    assert Message.objects.get(ticket=ticket).text == WORDS

    _answer(page)
    expect(page.locator("#timeline .message")).to_have_count(2)
    ticket.refresh_from_db()
    assert ticket.status == Status.SOLVED
    answer = _check_the_mail(house, ticket)

    # The customer's reply joins the same ticket and opens it; the agent sees what is new in it.
    page.evaluate("window.untouched = true")
    house.imap.put(second_letter(answer))
    last = page.locator("#timeline .message").nth(2)
    expect(last).to_contain_text("баланс прежний")
    expect(last.locator(".message-body").first).not_to_contain_text("Кэшбэк начислен")
    expect(last.locator(".message-body").first).not_to_contain_text("iPhone")
    assert page.evaluate("window.untouched") is True
    ticket.refresh_from_db()
    assert (ticket.status, ticket.reopened, ticket.message_count) == (Status.OPEN, 1, 3)
    assert (
        until(lambda: IncomingMail.objects.filter(mail_id="second-2@veter.example").first()).ticket_id
        == ticket.pk
    )

    _split_and_undo(page, ticket)
    _merge_and_undo(page, ticket, cast)

    page.goto(f"{house.url}/desk/tickets/{ticket.pk}")
    page.locator("button[name=status][value=solved][data-key=KeyE]").click()
    until(lambda: Ticket.objects.filter(pk=ticket.pk, status=Status.SOLVED).first())
    page.goto(f"{house.url}/desk/?list=open")
    expect(page.locator("#listing .row", has_text=SUBJECT)).to_have_count(0)


def _answer(page: Page) -> None:
    """A reply with a picture in it and a file beside it, that solves the ticket."""
    page.locator("#listing .row", has_text=SUBJECT).click()
    expect(page.locator("#timeline .message")).to_have_count(1)
    area = page.locator("opora-editor[data-ready] .editor-area")
    area.click()
    page.keyboard.type("Анна, здравствуйте! Кэшбэк начислен.")
    area.evaluate(PASTE, PICTURE)
    expect(area.locator("img")).to_have_count(1)
    words = "Выписка по кэшбэку: 150 ₽".encode()
    page.set_input_files(
        "#composer input[type=file]", {"name": "Выписка №7.txt", "mimeType": "text/plain", "buffer": words}
    )
    page.select_option("#composer select[name=status]", Status.SOLVED)
    page.locator("#composer button[data-look=main]").click()


def _check_the_mail(house: House, ticket: Ticket) -> EmailMessage:
    sender, recipients, raw = until(lambda: _sent(house))
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert recipients == ["anna@veter.example"]
    assert sender.startswith("help")
    assert sender.endswith("@severka.example")
    assert mail["Subject"] == f"Re: {SUBJECT}"
    assert mail["In-Reply-To"] == "<first-1@veter.example>"
    assert "<first-1@veter.example>" in mail["References"]
    assert re.fullmatch(r"<[^<>@\s]+@[^<>@\s]+>", mail["Message-ID"])
    assert "Вера Соколова" in mail["From"]
    assert "help@severka.example" in mail["From"]
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "Анна, здравствуйте! Кэшбэк начислен." in plain.get_content()
    assert "Анна, здравствуйте! Кэшбэк начислен." in html.get_content()
    assert plain.get_content_charset() == html.get_content_charset() == "utf-8"
    (picture_id,) = re.findall(r'src="cid:([^"]+)"', html.get_content())
    parts = {part.get_content_type(): part for part in mail.walk() if not part.is_multipart()}
    assert parts["image/png"]["Content-ID"] == f"<{picture_id}>"
    assert parts["image/png"].get_payload(decode=True) == base64.b64decode(PICTURE)
    files = {
        part.get_filename(): part for part in mail.walk() if part.get_content_disposition() == "attachment"
    }
    assert list(files) == ["Выписка №7.txt"]
    assert files["Выписка №7.txt"].get_payload(decode=True).decode() == "Выписка по кэшбэку: 150 ₽"  # type: ignore[union-attr]
    answer = Message.objects.filter(ticket=ticket).order_by("id").last()
    assert answer is not None
    assert answer.attachments.count() == 2
    return mail


def _sent(house: House) -> tuple[str, list[str], bytes] | None:
    """The agent's answer among what was sent: the cast's own answers went out, too."""
    for sender, recipients, raw in house.sink.mails:
        if message_from_bytes(raw, policy=policy.default)["Subject"] == f"Re: {SUBJECT}":
            return sender, recipients, raw
    return None


def _split_and_undo(page: Page, ticket: Ticket) -> None:
    message = Message.objects.filter(ticket=ticket).order_by("id").last()
    assert message is not None
    block = page.locator(f"#message-{message.pk}")
    block.hover()
    block.locator(".message-menu summary").click()
    block.locator("a[href*='/split/']").click()
    page.fill("dialog[open] input[name=subject]", "Баланс")
    page.locator("dialog[open] form button[data-look=main]").click()
    expect(page.locator("#main h1")).to_contain_text("Баланс")
    part = Ticket.objects.get(subject="Баланс")
    message.refresh_from_db()
    assert message.ticket == part
    page.locator("#toasts form button").click()
    until(lambda: Message.objects.filter(pk=message.pk, ticket=ticket).first())
    until(lambda: Ticket.objects.filter(pk=part.pk, status=Status.CLOSED, merged_into=ticket).first())


def _merge_and_undo(page: Page, ticket: Ticket, cast: Cast) -> None:
    other = cast.tickets[Status.HOLD]
    moved = list(Message.objects.filter(ticket=other).values_list("pk", flat=True))
    page.goto(re.sub(r"/desk/.*", f"/desk/tickets/{other.pk}/merge/", page.url))
    page.fill("input[name=number]", str(ticket.pk))
    page.locator("main form button[data-look=main]").click()
    expect(page.locator("#main h1")).to_contain_text(SUBJECT)
    assert Message.objects.filter(pk__in=moved, ticket=ticket).count() == len(moved)
    for key in moved:
        expect(page.locator(f"#message-{key}")).to_be_visible()
    page.locator("#toasts form button").click()
    until(lambda: Message.objects.filter(pk__in=moved, ticket=other).count() == len(moved))
    until(lambda: Ticket.objects.filter(pk=other.pk, status=Status.HOLD, merged_into=None).first())
