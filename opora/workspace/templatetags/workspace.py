"""Template tags of the workspace."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.desk.models import Priority
from opora.mail.public import reason_in_words
from opora.tickets.models import OPEN_STATUSES, Status, Ticket
from opora.tickets.public import Row
from opora.ui.templatetags.ui import Clock

register = template.Library()


@register.simple_tag(takes_context=True)
def rows(context: Context, listing: Mapping[str, Any]) -> SafeString:
    """A list's rows. What a row shows decides how it looks, so one that was drawn before is not drawn again."""
    current, viewer = context.get("current_number"), context["request"].user.pk
    clock, language, zone = Clock(), get_language(), get_current_timezone_name()
    drawn = [
        _row(
            row,
            clock.short(row.last_message_at),
            listing["key"],
            row.number == current,
            row.assignee_id == viewer,
            language,
            zone,
        )
        for row in listing["rows"]
    ]
    return SafeString("".join(drawn))


@lru_cache(maxsize=4000)
def _row(
    row: Row, words: str, list_key: str, is_current: bool, is_own: bool, _language: str | None, _zone: str
) -> SafeString:
    shown = {"row": row, "words": words, "list_key": list_key, "is_current": is_current, "is_own": is_own}
    return render_to_string("workspace/tickets/_row.html", shown)


@register.simple_tag
def row_chip(ticket: Ticket | Row) -> SafeString:
    """The one thing about a ticket that a list must say: an answer that did not arrive, urgent, high, or a status that
    is not simply “open”."""
    if ticket.has_undelivered:
        return _chip("late", _("not delivered"))
    if ticket.status in OPEN_STATUSES and ticket.priority >= Priority.HIGH:
        tone = "late" if ticket.priority == Priority.URGENT else "soon"
        return _chip(tone, Priority(ticket.priority).label)
    tones = {
        Status.NEW: "soon",
        Status.PENDING: "wait",
        Status.HOLD: "",
        Status.SOLVED: "done",
        Status.CLOSED: "",
    }
    if ticket.status == Status.OPEN:
        return SafeString("")
    return _chip(tones[Status(ticket.status)], Status(ticket.status).label)


@register.filter
def reason_words(code: str) -> str:
    """Why mail does not arrive, in words."""
    return reason_in_words(code)


def _chip(tone: str, words: object) -> SafeString:
    return format_html('<span class="chip" data-tone="{}">{}</span>', tone, words)
