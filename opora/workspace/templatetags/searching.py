"""Template tags of search."""

from typing import Any

from django import template
from django.template import Context

from opora.workspace.searching import kept

register = template.Library()


@register.inclusion_tag("workspace/search/_rail.html", takes_context=True)
def saved_searches(context: Context) -> dict[str, Any]:
    """The rail's saved searches; their counts come by themselves a moment later."""
    listing = context.get("listing")
    current = listing.get("kept_as") if isinstance(listing, dict) else None
    viewer = context["request"].user
    return {"saved": kept.entries(viewer, is_counted=False), "current": getattr(current, "pk", None)}
