"""The socket in which routing, rules and clocks run: ordered stages, inside the verb's transaction.

A ticket is therefore never seen in the wrong place. A stage changes a ticket only through verbs, with an actor and a
cause that name it; those verbs run the pipeline again, to a limit that ends loops.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from opora.events.models import Event
from opora.events.public import record
from opora.people.public import Actor
from opora.tickets.models import Ticket

DEEPEST = 8
_depth: ContextVar[int] = ContextVar("opora_pipeline_depth", default=0)


@dataclass(frozen=True)
class Change:
    """What a verb has just done: the ticket (locked), the events recorded, and who did it."""

    ticket: Ticket
    events: Sequence[Event]
    actor: Actor

    def happened(self, *kinds: str) -> bool:
        """Whether one of these kinds is among the events."""
        return any(event.kind in kinds for event in self.events)


Stage = Callable[[Change], None]
_stages: dict[str, tuple[int, Stage]] = {}


def announce(name: str, stage: Stage, *, order: int) -> None:
    """Puts a stage into the socket; lower orders run first. Called from a room's apps.py."""
    _stages[name] = (order, stage)


def withdraw(name: str) -> None:
    """Takes a stage out again."""
    _stages.pop(name, None)


def run(change: Change) -> None:
    """Runs all stages in order. Deeper than DEEPEST it stops and says so in the ticket's history."""
    from opora.tickets.kinds import LoopStopped

    depth = _depth.get()
    if depth >= DEEPEST:
        record(LoopStopped(depth), actor=Actor.system(), ticket=change.ticket.pk)
        return
    token = _depth.set(depth + 1)
    try:
        for _order, stage in sorted(_stages.values(), key=lambda entry: entry[0]):
            stage(change)
    finally:
        _depth.reset(token)
