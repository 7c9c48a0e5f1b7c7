"""The words of a mail in both forms: what was written, the signature, the link, the customer's words quoted."""

from dataclasses import dataclass

import nh3
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.desk.public import desk_zone
from opora.desk.public import settings as desk_settings
from opora.mail.models import OutgoingMail
from opora.mail.settings import QUOTE
from opora.tickets.models import AuthorRole, Channel, Message, MessageKind
from opora.tickets.public import as_text, from_text, key_for

LONGEST_QUOTE = 20_000


@dataclass(frozen=True)
class Body:
    """The same words twice: plain and as HTML."""

    text: str
    html: str


@dataclass(frozen=True)
class Quote:
    """The customer's message that is answered: “On 3 May 2026 Anna wrote:” and the words."""

    lead: str
    text: str
    html: str


def of_answer(mail: OutgoingMail, message: Message) -> Body:
    """An agent's answer. The language is that active now."""
    ticket = message.ticket
    signature = ticket.department.signature_in(mail.language)
    quote = _quote(message) if QUOTE.get() else None
    said, html = _said(message)
    context = {
        "html": html,
        "signature": signature,
        "link": link_for(mail),
        "quote": quote,
        "language": mail.language,
    }
    parts = [said]
    if signature:
        # “-- ” marks a signature for mail programs, which then fold it away.
        parts.append(f"-- \n{as_text(signature)}")
    if context["link"]:
        parts.append(_("The whole conversation: %(link)s") % {"link": context["link"]})
    if quote:
        parts.append(f"{quote.lead}\n{_quoted(quote.text)}")
    return Body("\n\n".join(parts) + "\n", render_to_string("mail/mail/answer.html", context))


def _said(message: Message) -> tuple[str, str]:
    """What the agent wrote, plain and as HTML; of an answer sent by mail without the history quoted in it."""
    if message.channel == Channel.MAIL and message.visible.strip() != message.text.strip():
        return message.visible, from_text(message.visible)
    return message.text or as_text(message.html), message.html or from_text(message.visible or message.text)


def of_notice(mail: OutgoingMail) -> Body:
    """That some files of a mail were too large to keep."""
    files = [str(name) for name in mail.details.get("files", [])]
    context = {
        "files": files,
        "megabytes": desk_settings.ATTACHMENT_MEGABYTES.get(),
        "link": link_for(mail),
        "language": mail.language,
        "signature": mail.ticket.department.signature_in(mail.language) if mail.ticket else "",
    }
    html = render_to_string("mail/mail/too_large.html", context)
    return Body(as_text(html) + "\n", html)


def link_for(mail: OutgoingMail) -> str:
    """The reader's own link to the ticket on the portal; empty when there is no reader or no ticket."""
    if mail.ticket is None or mail.person is None or mail.person.is_staff:
        return ""
    return f"{settings.ENV.url}/requests/{mail.ticket.pk}/{key_for(mail.ticket, mail.person)}/"


def _quote(message: Message) -> Quote | None:
    earlier = Message.objects.select_related("author").filter(
        ticket=message.ticket_id, kind=MessageKind.PUBLIC, author_role=AuthorRole.CUSTOMER, at__lte=message.at
    )
    last = earlier.exclude(pk=message.pk).order_by("-at", "-id").first()
    if last is None:
        return None
    words = (last.visible or last.text)[:LONGEST_QUOTE]
    day = date_format(timezone.localtime(last.at, desk_zone()), "DATE_FORMAT")
    name = last.author.called if last.author else _("you")
    lead = _("On %(day)s %(name)s wrote:") % {"day": day, "name": name}
    return Quote(lead, words, nh3.clean(from_text(words))) if words.strip() else None


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.splitlines())
