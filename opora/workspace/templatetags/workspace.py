"""Template tags of the workspace."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from opora.desk.models import Priority
from opora.mail.public import reason_in_words
from opora.tickets.models import Status, Ticket

register = template.Library()


@register.simple_tag
def row_chip(ticket: Ticket) -> SafeString:
    """The one thing about a ticket that a list must say: an answer that did not arrive, urgent, high, or a status that
    is not simply “open”."""
    if ticket.has_undelivered:
        return _chip("late", _("not delivered"))
    if ticket.is_open and ticket.priority >= Priority.HIGH:
        return _chip("late" if ticket.priority == Priority.URGENT else "soon", ticket.get_priority_display())
    tones = {
        Status.NEW: "soon",
        Status.PENDING: "wait",
        Status.HOLD: "",
        Status.SOLVED: "done",
        Status.CLOSED: "",
    }
    if ticket.status == Status.OPEN:
        return SafeString("")
    return _chip(tones[Status(ticket.status)], ticket.get_status_display())


@register.filter
def reason_words(code: str) -> str:
    """Why mail does not arrive, in words."""
    return reason_in_words(code)


def _chip(tone: str, words: object) -> SafeString:
    return format_html('<span class="chip" data-tone="{}">{}</span>', tone, words)
