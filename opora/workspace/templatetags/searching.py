"""Template tags of search."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django import template
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from opora.ui.templatetags.ui import Clock
from opora.workspace.routes import address
from opora.workspace.searching import kept
from opora.workspace.templatetags.workspace import row_chip

register = template.Library()


@register.inclusion_tag("workspace/search/_rail.html", takes_context=True)
def saved_searches(context: Context) -> dict[str, Any]:
    """The rail's saved searches; their counts come by themselves a moment later."""
    listing = context.get("listing")
    current = listing.get("kept_as") if isinstance(listing, dict) else None
    viewer = context["request"].user
    return {"saved": kept.entries(viewer, is_counted=False), "current": getattr(current, "pk", None)}


@register.simple_tag(takes_context=True)
def found_rows(context: Context, listing: Mapping[str, Any]) -> SafeString:
    """The rows of what was found. What a ticket shows of itself is drawn once; its words are other ones each time."""
    current, viewer = context.get("current_number"), context["request"].user.pk
    clock, language, zone = Clock(), get_language(), get_current_timezone_name()
    key, row = quote(listing["key"]), get_template("workspace/search/_row.html")
    drawn = []
    for result in listing["results"]:
        ticket = result.ticket
        answers = (ticket.assignee.called, ticket.assignee_id) if ticket.assignee else ("", None)
        who = answers if answers[1] != viewer else ("", None)
        moment = ticket.last_message_at
        shown = {
            "result": result,
            "ticket": ticket,
            "address": f"{address('ticket', ticket.pk)}?list={key}{result.anchor}",
            "is_current": ticket.pk == current,
            "head": _head(
                ticket.requester.called,
                bool(ticket.waiting_since),
                *who,
                moment,
                clock.short(moment),
                language,
                zone,
            ),
            "tail": _tail(ticket.pk, ticket.department.called, row_chip(ticket)),
        }
        drawn.append(row.render(shown))
    return SafeString("".join(drawn))


@lru_cache(maxsize=4000)
def _head(
    requester: str,
    is_waiting: bool,
    assignee: str,
    assignee_id: int | None,
    moment: object,
    words: str,
    _language: str | None,
    _zone: str,
) -> SafeString:
    shown = {
        "requester": requester,
        "is_waiting": is_waiting,
        "assignee": assignee,
        "assignee_id": assignee_id,
        "moment": moment,
        "words": words,
    }
    return render_to_string("workspace/search/_row_head.html", shown)


@lru_cache(maxsize=4000)
def _tail(number: int, department: str, chip: SafeString) -> SafeString:
    return render_to_string(
        "workspace/search/_row_tail.html", {"number": number, "department": department, "chip": chip}
    )
