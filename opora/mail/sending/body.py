"""The words of a mail in both forms: the template in force for it, filled in with what the mail is about."""

import re
from collections.abc import Callable, Iterable

import nh3
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.desk.models import Department
from opora.desk.public import desk_zone, signatures
from opora.desk.public import settings as desk_settings
from opora.mail.models import OutgoingMail, Purpose
from opora.mail.sending import headers, links
from opora.mail.settings import ANSWER_HOURS, QUOTE
from opora.mail.wording.rendering import Rendered, Rich, Values, render
from opora.mail.wording.templates import Template, template_for
from opora.people.models import Person
from opora.tickets.models import AuthorRole, Channel, Message, MessageKind
from opora.tickets.public import as_text, from_text

LONGEST_QUOTE, LONGEST_EXCERPT = 20_000, 600
QUOTED = '<blockquote type="cite" style="margin:0 0 0 4px;padding-left:12px;border-left:2px solid #8a919c">'


def words_of(mail: OutgoingMail, template: Template | None = None) -> Rendered:
    """What the mail says, in the language that is active now. `template`: another one than that in force (a trial)."""
    if template is None:
        template = template_for(mail.purpose, _brand_of(mail), mail.language)
    made = render(template, values_of(mail, template.body.names() | template.subject.names()))
    html = render_to_string("mail/mail/frame.html", {"html": made.html, "language": mail.language or "en"})
    return Rendered(made.subject, html, made.text)


def values_of(mail: OutgoingMail, wanted: Iterable[str]) -> Values:
    """The values that a template asks for; nothing else is looked up."""
    return {name: VALUES[name](mail) for name in wanted}


def _brand_of(mail: OutgoingMail) -> int | None:
    return mail.ticket.brand_id if mail.ticket else None


def _department(mail: OutgoingMail) -> Department | None:
    if mail.ticket is not None:
        return mail.ticket.department
    return mail.mailbox.department if mail.mailbox else None


def _ticket_subject(mail: OutgoingMail) -> str:
    return headers.shown_subject(mail) if mail.ticket else ""


def _number(mail: OutgoingMail) -> str:
    return str(mail.ticket.pk) if mail.ticket else ""


def _reader(mail: OutgoingMail) -> Person | None:
    """Whom the words speak to: copies of an answer all speak to the requester, unless each goes to one alone."""
    if mail.purpose != Purpose.ANSWER or mail.ticket is None:
        return mail.person
    is_alone = mail.ticket.department.separate_copies and mail.person is not None
    return mail.person if is_alone else mail.ticket.requester


def _customer_name(mail: OutgoingMail) -> str:
    person = _reader(mail)
    name = person.name if person else ""
    # Whoever writes into a form may give a stranger's address: nothing that leads elsewhere goes to it.
    return "" if mail.details.get("is_unproven") and headers.ADDRESSED.search(name) else name


def _department_name(mail: OutgoingMail) -> str:
    department = _department(mail)
    return department.called_in(mail.language) if department else ""


def _brand_name(mail: OutgoingMail) -> str:
    department = _department(mail)
    brand = mail.ticket.brand if mail.ticket else (department.brand if department else None)
    return brand.called_in(mail.language) if brand else ""


def _agent_name(mail: OutgoingMail) -> str:
    """Who wrote this answer; for a notice, who wrote the last one."""
    if mail.purpose == Purpose.ANSWER and mail.message is not None:
        return mail.message.author.name if mail.message.author else ""
    if mail.purpose in headers.REPLIES:
        return ""  # nobody has answered yet
    answers = Message.objects.filter(
        ticket=mail.ticket_id, kind=MessageKind.PUBLIC, author_role=AuthorRole.AGENT
    ).select_related("author")
    last = answers.order_by("-at", "-id").first() if mail.ticket_id else None
    return last.author.name if last is not None and last.author is not None else ""


def _signature(mail: OutgoingMail) -> Rich:
    department = _department(mail)
    kept = department.signature_in(mail.language) if department else ""
    if "{{" in kept:
        kept = signatures.filled(kept, _signature_values(mail))
    # “-- ” marks a signature for mail programs, which then fold it away.
    return Rich(kept, f"-- \n{as_text(kept)}" if kept else "")


def _signature_values(mail: OutgoingMail) -> dict[str, str]:
    agent = _agent_name(mail)
    return {
        "agent.name": "" if mail.message is not None and _is_signed(mail.message, agent) else agent,
        "customer.name": _customer_name(mail),
        "department.name": _department_name(mail),
        "brand.name": _brand_name(mail),
        "ticket.number": _number(mail),
        "ticket.subject": _ticket_subject(mail),
    }


def _is_signed(message: Message, name: str) -> bool:
    """Whether the agent has put their name (or the first word of it) under the answer by hand."""
    lines = [line for line in (message.visible or message.text).splitlines() if line.strip()]
    last = set(re.findall(r"\w+", lines[-1].casefold())) if lines and len(lines[-1]) < 60 else set()
    return bool(name) and name.split()[0].casefold() in last


def _message(mail: OutgoingMail) -> Rich:
    """What the agent wrote; of an answer sent by mail without the history quoted in it."""
    message = mail.message
    if message is None:
        return Rich("", "")
    if message.channel == Channel.MAIL and message.visible.strip() != message.text.strip():
        return Rich(f"<div>{from_text(message.visible)}</div>", message.visible)
    html = message.html or from_text(message.visible or message.text)
    return Rich(f"<div>{html}</div>", message.text or as_text(message.html))


def _quote(mail: OutgoingMail) -> Rich:
    """The customer's words that this mail is about: before an answer their last ones, in a confirmation their first."""
    if mail.purpose == Purpose.CONFIRMATION:
        return _excerpt(mail)
    message = mail.message
    if message is None or not QUOTE.get():
        return Rich("", "")
    earlier = Message.objects.select_related("author").filter(
        ticket=message.ticket_id, kind=MessageKind.PUBLIC, author_role=AuthorRole.CUSTOMER, at__lte=message.at
    )
    last = earlier.exclude(pk=message.pk).order_by("-at", "-id").first()
    words = (last.visible or last.text)[:LONGEST_QUOTE] if last else ""
    if last is None or not words.strip():
        return Rich("", "")
    day = date_format(timezone.localtime(last.at, desk_zone()), "DATE_FORMAT")
    name = last.author.called if last.author else _("you")
    lead = _("On %(day)s %(name)s wrote:") % {"day": day, "name": name}
    html = (
        f'<div class="gmail_quote" style="margin-top:20px"><p>{escape(lead)}</p>{_quoted_html(words)}</div>'
    )
    return Rich(html, f"{lead}\n{_quoted(words)}")


def _excerpt(mail: OutgoingMail) -> Rich:
    key = mail.details.get("message")
    if mail.details.get("is_unproven") or not isinstance(key, int):
        return Rich("", "")
    message = Message.objects.filter(pk=key, kind=MessageKind.PUBLIC).first()
    words = (message.visible or message.text).strip() if message else ""
    if len(words) > LONGEST_EXCERPT:
        words = f"{words[:LONGEST_EXCERPT].rsplit(None, 1)[0]} …"
    return Rich(_quoted_html(words), _quoted(words)) if words else Rich("", "")


def _quoted_html(words: str) -> str:
    return f"{QUOTED}{nh3.clean(from_text(words))}</blockquote>"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.splitlines())


def hours_in_words(hours: int) -> str:
    """“4 hours”; nothing for 0."""
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours} if hours else ""


def _files(mail: OutgoingMail) -> Rich:
    names = [str(name) for name in mail.details.get("files", [])]
    html = "".join(f"<li>{escape(name)}</li>" for name in names)
    return Rich(f"<ul>{html}</ul>", "\n".join(f"- {' '.join(name.split())}" for name in names))


VALUES: dict[str, Callable[[OutgoingMail], str | Rich]] = {
    "subject": headers.subject,
    "ticket.number": _number,
    "ticket.subject": _ticket_subject,
    "customer.name": _customer_name,
    "customer.address": lambda mail: mail.address,
    "agent.name": _agent_name,
    "department.name": _department_name,
    "brand.name": _brand_name,
    "link": links.to_ticket,
    "rate.good": lambda mail: links.to_rating(mail, "good"),
    "rate.bad": lambda mail: links.to_rating(mail, "bad"),
    "unsubscribe": links.to_notices,
    "message": _message,
    "signature": _signature,
    "quote": _quote,
    "hours": lambda mail: hours_in_words(ANSWER_HOURS.get()),
    "files": _files,
    "megabytes": lambda mail: str(desk_settings.ATTACHMENT_MEGABYTES.get()),
}
