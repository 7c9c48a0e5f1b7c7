"""Template tags of a ticket's page."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from opora.workspace import routes
from opora.workspace.drawing import Scene, drawn, with_token
from opora.workspace.timeline import Entry

register = template.Library()


@register.simple_tag
def address(name: str, *parts: Any) -> str:
    """Like `url`, for the workspace's pages that hold numbers only: `{% address "status" ticket.pk %}`."""
    return routes.address(name, *parts)


@register.simple_tag(takes_context=True)
def conversation(context: Context, entries: Sequence[Entry]) -> SafeString:
    """The places of a time line, each drawn or kept from the last time."""
    scene = Scene.of(context["ticket"].pk, context["may"])
    return mark_safe(
        with_token("".join(drawn(entry, scene) for entry in entries), str(context["csrf_token"]))
    )
