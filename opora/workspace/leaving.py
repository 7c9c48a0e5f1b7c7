"""Answers that were sent and have not left yet."""

from math import ceil

from django.urls import reverse

from opora.events.public import clock
from opora.people.public import Actor
from opora.tickets.models import Message
from opora.tickets.public import may_take_back


def take_back_url(row: Message, actor: Actor) -> str:
    """Where an answer that has not left yet is taken back; empty when it is too late, or not for this actor."""
    if not may_take_back(actor, row.ticket, row):
        return ""
    return reverse("workspace:take_back", args=[row.ticket_id, row.pk])


def of(row: Message, actor: Actor) -> dict[str, object]:
    """What the time line shows: the seconds until it leaves, and where it is taken back."""
    if row.leaves_at is None:
        return {}
    left = max(0, ceil((row.leaves_at - clock.now()).total_seconds()))
    return {"leaves_in": left, "take_back_url": take_back_url(row, actor) if left else ""}
