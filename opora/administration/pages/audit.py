"""What was changed in the set-up, by whom, newest first."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opora.administration.answers import page
from opora.administration.doors import administrators
from opora.events.models import Event
from opora.events.public import Names

PAGE = 50


@administrators
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Events that belong to no ticket, by pages; names are looked up once a sort."""
    before = request.GET.get("before", "")
    events = Event.objects.filter(ticket__isnull=True).order_by("-id")
    if before.isdecimal() and len(before) < 19:
        events = events.filter(pk__lt=int(before))
    rows = list(events[: PAGE + 1])
    lines = _lines(rows[:PAGE])
    onward = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return page(request, "audit", {"lines": lines, "next": onward, "title": _("What was changed")})


def _lines(events: list[Event]) -> list[dict[str, Any]]:
    happenings = [(event, event.happening) for event in events]
    actors = [
        ("person", event.actor_id) for event in events if event.actor_kind == "person" and event.actor_id
    ]
    names = Names([*actors, *(found for _event, happening in happenings for found in happening.references())])
    return [
        {
            "event": event,
            "who": _who(event, names),
            "words": happening.sentence(names),
            "changes": _changes(event),
        }
        for event, happening in happenings
    ]


def _who(event: Event, names: Names) -> str:
    return names.of("person", event.actor_id) if event.actor_kind == "person" else _("Opora")


def _changes(event: Event) -> list[tuple[str, Any, Any]]:
    """Field, before, after, where the event keeps them; secrets have neither."""
    changes = event.data.get("changes")
    if isinstance(changes, dict):
        return [
            (field, *pair) for field, pair in changes.items() if isinstance(pair, list) and len(pair) == 2
        ]
    if "field" in event.data:
        return [(str(event.data["field"]), event.data.get("before"), event.data.get("after"))]
    return []
