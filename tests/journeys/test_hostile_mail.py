"""Mails that mean harm, opened in a real browser: nothing runs, nothing leaves, the page stays as it is."""

from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bench._corpus import folder, mails
from opora.mail.actions import open_from_held
from opora.mail.models import IncomingMail, IncomingState
from opora.people.public import Actor
from opora.tickets.models import Message, Ticket
from tests.journeys.conftest import House, sign_in
from tests.mail.letters import PNG, brought
from tests.mail.parsing.samples_hostile import samples

CORPUS = folder()
TOGETHER = 12
UNFOLD = """() => {
  for (const fold of document.querySelectorAll("details.message-fold")) fold.open = true;
  for (const frame of document.querySelectorAll("opora-mail iframe")) frame.loading = "eager";
}"""
LOADED = """() => [...document.querySelectorAll("opora-mail iframe")].every(({ contentDocument: inside }) =>
  inside && inside.URL !== "about:blank" && inside.readyState === "complete")"""
# What is wrong with the page as it is laid out now, in words.
LAYOUT = """() => {
  const wrong = [];
  if (window.canary || document.title.includes("Signed out")) wrong.push("a script ran, or the title is the mail's");
  const over = (node, name) => node && node.scrollWidth > node.clientWidth + 1 &&
    wrong.push(`${name} is ${node.scrollWidth} wide in ${node.clientWidth}`);
  over(document.scrollingElement, "the page");
  over(document.querySelector(".thread-scroll"), "the conversation");
  for (const article of document.querySelectorAll("article.message")) {
    const box = article.getBoundingClientRect();
    for (const node of article.querySelectorAll("*")) {
      const place = node.getBoundingClientRect();
      const clipped = node.closest(".message-scroll, opora-mail, .menu, .avatar, .letter-words");
      if (place.width && (!clipped || clipped === node) && (place.left < box.left - 2 || place.right > box.right + 2))
        wrong.push(`${article.id}: ${node.outerHTML.slice(0, 120)} is outside`);
      if (node.closest(".letter-words") && getComputedStyle(node).position !== "static")
        wrong.push(`${article.id}: a placed word`);
    }
    for (const frame of article.querySelectorAll("opora-mail iframe"))
      if (frame.offsetHeight > 6010) wrong.push(`${article.id}: a frame ${frame.offsetHeight} high`);
  }
  for (const id of ["composer", "toasts", "panes", "seen-message"])
    if (document.querySelectorAll(`#${id}`).length !== 1) wrong.push(`not one #${id}`);
  const places = document.querySelectorAll("#composer :is(button[data-look=main], .editor-area)");
  const write = [...places].find((one) => one.offsetWidth);
  write.scrollIntoView({ block: "center" });
  const place = write.getBoundingClientRect();
  const there = document.elementFromPoint(place.left + place.width / 2, place.top + Math.min(place.height / 2, 20));
  if (!there?.closest("#composer")) wrong.push(`where one writes there is ${there?.outerHTML.slice(0, 120)}`);
  return wrong;
}"""


def hostile_letter(name: str, html: str) -> EmailMessage:
    """A sample as a mail: its HTML, a picture it carries, and names that try to mislead."""
    mail = EmailMessage()
    mail["From"] = f"\u202egro.knab <{name.replace(' ', '.')}@mallory.example>"
    mail["To"], mail["Subject"] = "help@severka.example", f"\u202e{name} <script>top.canary=1</script>"
    mail["Message-ID"] = f"<{name.replace(' ', '-')}@mallory.example>"
    mail.set_content(
        html.replace("\x00", "").encode("utf-8", "replace"), maintype="text", subtype="html", cte="base64"
    )
    mail.replace_header("Content-Type", 'text/html; charset="utf-8"')
    mail.make_mixed()
    mail.add_attachment(PNG, "image", "png", filename="\u202egnp.exe", cid="<x>", disposition="inline")
    mail.add_attachment(b"<script>top.canary=1</script>", "text", "html", filename="open me.html")
    mail.add_attachment(b"<svg onload='top.canary=1'/>", "image", "svg+xml", filename="<b>.svg")
    return mail


def taken_in(cast: object, raws: Sequence[bytes | EmailMessage]) -> list[Message]:
    """The messages that these mails became; whatever is held or set aside is opened as an agent may."""
    found = []
    for raw in raws:
        row = brought(raw, cast.mailbox)  # type: ignore[attr-defined]
        assert row.state != IncomingState.FAILED, row.failure
        if row.message is None and row.state in {IncomingState.HELD, IncomingState.IGNORED}:
            row = _opened(row, cast)
        if row.message is not None:
            found.append(row.message)
    return found


def _opened(row: IncomingMail, cast: object) -> IncomingMail:
    requester = cast.anna  # type: ignore[attr-defined]
    open_from_held(actor=Actor.system(), incoming=row, requester=requester)
    return IncomingMail.objects.get(pk=row.pk)


def look_at(page: Page, house: House, messages: Sequence[Message]) -> None:
    """Opens them, some together on one ticket, wide and narrow, everything unfolded."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(f"dialog: {dialog.message}"))
    sign_in(page, house, house.cast.vera)
    for start in range(0, len(messages), TOGETHER):
        some = messages[start : start + TOGETHER]
        ticket = Ticket.objects.get(pk=some[0].ticket_id)
        Message.objects.filter(pk__in=[one.pk for one in some]).update(ticket=ticket, thread=ticket.pk)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{house.url}/desk/tickets/{ticket.pk}")
        assert page.locator("article.message").count() >= len(some)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(UNFOLD)
            page.wait_for_function(LOADED)
            assert page.evaluate(LAYOUT) == [], (width, [one.pk for one in some])
        assert page.url == f"{house.url}/desk/tickets/{ticket.pk}"
    strangers = {url for url in asked if not url.startswith((house.url, "data:", "blob:", "about:"))}
    assert strangers == set()


def test_our_own_samples(house: House, page: Page) -> None:
    mails_in = [hostile_letter(name, html) for name, html in samples().items()]
    messages = taken_in(house.cast, mails_in)
    assert len(messages) == len(mails_in)
    look_at(page, house, messages)


@pytest.mark.skipif(not mails(CORPUS), reason="no mail corpus here")
def test_the_hostile_part_of_the_corpus(house: House, page: Page) -> None:
    files = sorted(Path(CORPUS or "", "hostile").glob("*.eml"))
    messages = taken_in(house.cast, [file.read_bytes() for file in files])
    assert len(messages) > len(files) * 0.8
    look_at(page, house, messages)
