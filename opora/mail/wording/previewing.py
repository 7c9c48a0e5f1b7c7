"""How a mail would look with words that are not in force yet: about a real ticket of the desk, or an invented one."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from opora.desk.models import Brand
from opora.desk.public import default_brand, first_department, signatures
from opora.mail.models import OutgoingMail, Purpose
from opora.mail.sending import body
from opora.mail.wording.rendering import Rendered, Rich, Values, render
from opora.mail.wording.templates import Template, read, tidy
from opora.mail.wording.variables import OFFERS
from opora.tickets.models import AuthorRole, Message, MessageKind, Ticket
from opora.tickets.public import as_text

NUMBER = 4711


def preview(
    purpose: str,
    language: str,
    subject: str,
    html: str,
    *,
    brand: Brand | None = None,
    ticket: Ticket | None = None,
) -> Rendered:
    """The mail as it would leave. Raises Refusal where the words could not be saved."""
    template = read(purpose, *tidy(purpose, subject, html))
    with translation.override(language):
        about = _mail_about(ticket, purpose, language) if ticket is not None else None
        if about is not None and (about.message is not None or purpose != Purpose.ANSWER):
            made = body.words_of(about, template)
        else:
            made = _invented(template, language, brand)
    return made if OFFERS[purpose].has_subject else Rendered(_subject(ticket), made.html, made.text)


def _subject(ticket: Ticket | None) -> str:
    return f"Re: {ticket.subject if ticket is not None else _('Where is my order?')}"


def _mail_about(ticket: Ticket, purpose: str, language: str) -> OutgoingMail:
    """A row that is never saved. Its words speak of the ticket's first message, and of the last answer."""
    public = Message.objects.filter(ticket=ticket, kind=MessageKind.PUBLIC)
    answers = public.filter(author_role=AuthorRole.AGENT).select_related(
        "author", "ticket__department", "ticket__brand"
    )
    first = public.order_by("at", "id").first()
    return OutgoingMail(
        purpose=purpose,
        ticket=ticket,
        person=ticket.requester,
        message=answers.order_by("-at", "-id").first() if purpose == Purpose.ANSWER else None,
        address=ticket.requester.email or "",
        language=language,
        details={"message": first.pk if first else None, "files": [_("photographs.zip")]},
    )


def _invented(template: Template, language: str, brand: Brand | None) -> Rendered:
    made = render(template, _values(language, brand))
    return Rendered(
        made.subject,
        render_to_string("mail/mail/frame.html", {"html": made.html, "language": language}),
        made.text,
    )


def _values(language: str, brand: Brand | None) -> Values:
    face, department = brand or default_brand(), first_department()
    asked = _("Where is my order? It should have come on Monday.")
    said = _("It is on its way and will be with you tomorrow before noon.")
    place = "https://example.com/"
    plain = {
        "ticket.number": str(NUMBER),
        "ticket.subject": _("Where is my order?"),
        "customer.name": _("Anna Novak"),
        "agent.name": _("Vera Brown"),
        "department.name": department.called_in(language) if department else "",
        "brand.name": face.called_in(language) if face else "",
    }
    signature = signatures.filled(department.signature_in(language), plain) if department else ""
    return {
        **plain,
        "subject": f"Re: {_('Where is my order?')}",
        "customer.address": "anna@example.com",
        **dict.fromkeys(("link", "rate.good", "rate.bad", "unsubscribe"), place),
        "message": Rich(f"<div><p>{said}</p></div>", said),
        "signature": Rich(signature, f"-- \n{as_text(signature)}" if signature else ""),
        "quote": Rich(f"{body.QUOTED}<p>{asked}</p></blockquote>", f"> {asked}"),
        "hours": body.hours_in_words(4),
        "files": Rich(f"<ul><li>{_('photographs.zip')}</li></ul>", f"- {_('photographs.zip')}"),
        "megabytes": "20",
    }
