"""Answers that were sent and have not left yet."""

from dataclasses import dataclass
from math import ceil

from opora.events.public import clock
from opora.people.public import Actor
from opora.tickets.models import Message
from opora.tickets.public import may_take_back
from opora.workspace.routes import address


@dataclass(frozen=True)
class Leaving:
    """The seconds until an answer leaves, and where it is taken back (empty: not by this reader)."""

    seconds: int
    url: str


def take_back_url(row: Message, actor: Actor) -> str:
    """Where an answer that has not left yet is taken back; empty when it is too late, or not for this actor."""
    if not may_take_back(actor, row.ticket, row):
        return ""
    return address("take_back", row.ticket_id, row.pk)


def of(row: Message, actor: Actor) -> Leaving | None:
    """What the time line shows of an answer that waits; None for any other."""
    if row.leaves_at is None:
        return None
    left = ceil((row.leaves_at - clock.now()).total_seconds())
    return Leaving(left, take_back_url(row, actor)) if left > 0 else None
