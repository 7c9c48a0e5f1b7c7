"""Changes of a ticket as lines of its time line."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from opora.events.models import Event
from opora.events.public import Names, Reference
from opora.workspace.conversation.shown import ShownEvent
from opora.workspace.routes import address

TOLD_OTHERWISE = ("message.posted", "message.undelivered", "message.settled")


def shown_changes(every: Sequence[Event], names: Names, *, may_undo: bool) -> list[ShownEvent]:
    """The changes; each can be undone that is the work of an act that can be."""
    happenings = {event.pk: event.happening for event in every}
    final = {event.act for event in every if not happenings[event.pk].undoable}
    final |= {uuid.UUID(event.data["act"]) for event in every if event.kind == "act.undone"}
    told = [event for event in every if not _is_told_otherwise(event, happenings[event.pk])]
    return [_event(event, happenings[event.pk], names, may_undo and event.act not in final) for event in told]


def _is_told_otherwise(event: Event, happening: Any) -> bool:
    """Messages stand there themselves, and a customer's opening is told by the first of them."""
    return event.kind in TOLD_OTHERWISE or (
        event.kind == "ticket.opened" and happening.requester == event.actor_id
    )


def references(events: Sequence[Event]) -> list[Reference]:
    """Who did these things and what they speak of, so that all names are looked up at once."""
    doers: list[Reference] = [
        ("person", event.actor_id) for event in events if event.actor_kind == "person" and event.actor_id
    ]
    return doers + [found for event in events for found in event.happening.references()]


def _event(event: Event, happening: Any, names: Names, may_undo: bool) -> ShownEvent:
    undo = address("undo", event.ticket or 0, event.act) if may_undo else ""
    sentence = _("%(who)s %(did)s") % {"who": _who(event, names), "did": happening.sentence(names)}
    return ShownEvent(event.pk, sentence, why(event), event.at, undo)


def _who(event: Event, names: Names) -> str:
    if event.actor_kind == "person":
        return names.of("person", event.actor_id)
    if event.actor_kind == "rule":
        return _("A rule")
    return _("Opora")


def why(event: Event) -> str:
    """The cause of a change in words; nothing for what a person simply wanted."""
    what = event.cause.partition(":")[0]
    words = {
        "topic": _("because of its topic"),
        "rule": _("a rule"),
        "mail": _("from a mail"),
        "reply": _("with an answer"),
        "undo": _("taking a step back"),
        "undelivered": _("because an answer did not arrive"),
    }
    return words.get(what, "")
