"""Template tags of a ticket's page."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from opora.workspace import routes
from opora.workspace.conversation.drawing import drawn, eyes_now, with_token
from opora.workspace.conversation.shown import Entry

register = template.Library()


@register.simple_tag
def address(name: str, *parts: Any) -> str:
    """Like `url`, for the workspace's pages that hold numbers only: `{% address "status" ticket.pk %}`."""
    return routes.address(name, *parts)


@register.simple_tag(takes_context=True)
def kept(context: Context, part: str, **values: Any) -> SafeString:
    """A template's part drawn from plain values, or kept from the last time: `{% kept "…/_menu.html" number=7 %}`."""
    return mark_safe(with_token(drawn(part, tuple(values.items()), eyes_now()), context["csrf_token"]))


@register.simple_tag(takes_context=True)
def conversation(context: Context, entries: Sequence[Entry]) -> SafeString:
    """The places of a time line, each drawn or kept from the last time."""
    may, number = context["may"], context["ticket"].pk
    seen = (("number", number), ("may", may))
    eyes = eyes_now()
    parts = [
        drawn("workspace/tickets/_entry.html", (("entry", entry), *seen), eyes, is_kept=entry.is_kept)
        for entry in entries
    ]
    return mark_safe(with_token("".join(parts), context["csrf_token"]))
