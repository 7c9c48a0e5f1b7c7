"""The socket in which routing, rules and clocks run: ordered stages, inside the verb's transaction.

A ticket is therefore never seen in the wrong place. A stage changes a ticket only through verbs, with an actor and a
cause that name it; those verbs run the pipeline again, to a limit that ends loops.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from opora.events.models import Event
from opora.events.public import record
from opora.people.public import Actor
from opora.tickets.models import Ticket

DEEPEST = 8


@dataclass
class _Running:
    """One run from the outermost verb on: how deep it is, how many verbs ran in it, whether a loop ended it."""

    depth: int = 0
    verbs: int = 0
    stopped: bool = False


_running: ContextVar[_Running | None] = ContextVar("opora_pipeline", default=None)


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
_stages: dict[str, tuple[int, Stage, bool]] = {}
_undoing: ContextVar[bool] = ContextVar("opora_undoing", default=False)


def announce(name: str, stage: Stage, *, order: int, also_undoing: bool = False) -> None:
    """Puts a stage into the socket; lower orders run first. Called from a room's apps.py.

    While an act is taken back only stages with `also_undoing` run (clocks): a rule would do again what is undone.
    """
    _stages[name] = (order, stage, also_undoing)


@contextmanager
def undoing() -> Iterator[None]:
    """Inside, verbs take something back."""
    token = _undoing.set(True)
    try:
        yield
    finally:
        _undoing.reset(token)


def withdraw(name: str) -> None:
    """Takes a stage out again."""
    _stages.pop(name, None)


def run(change: Change) -> bool:
    """Runs all stages in order; whether any of them called a verb, so that the ticket has changed meanwhile.

    Deeper than DEEPEST all of them stop, and the ticket's history says so, once.
    """
    from opora.tickets.kinds import LoopStopped

    running = _running.get() or _Running()
    if running.depth >= DEEPEST and not running.stopped:
        running.stopped = True
        record(LoopStopped(running.depth), actor=Actor.system(), ticket=change.ticket.pk)
    running.verbs += 1
    before = running.verbs
    token = _running.set(running)
    running.depth += 1
    try:
        _run_stages(change, running)
    finally:
        running.depth -= 1
        _running.reset(token)
    return running.verbs != before


def _run_stages(change: Change, running: _Running) -> None:
    for _order, stage, also_undoing in sorted(_stages.values(), key=lambda entry: entry[0]):
        if running.stopped:
            return
        if _undoing.get() and not also_undoing:
            continue
        before = running.verbs
        stage(change)
        if running.verbs != before:
            change.ticket.refresh_from_db()  # the next stage sees what this one did
