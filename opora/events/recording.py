"""Writing a line of the log."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction

from opora.events import clock
from opora.events.acts import current_act
from opora.events.kinds import Kind
from opora.events.models import Event

# Set after each commit that recorded something in this process: followers here need not wait for their next look.
recorded = threading.Event()


class Doer(Protocol):
    """Whoever acts: the log keeps only its sort and its id."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> int | None: ...


@dataclass(frozen=True)
class Cause:
    """Why something happened when it was not simply somebody's wish: a rule, a mail, another act."""

    what: str
    which: str | int = ""

    def __str__(self) -> str:
        return f"{self.what}:{self.which}"[:120]


def record(
    happening: Kind,
    *,
    actor: Doer,
    ticket: int | None = None,
    because: Cause | None = None,
    audience: int | None = None,
) -> Event:
    """Appends an event in the transaction of the change it tells of; outside a transaction it refuses."""
    return record_all([happening], actor=actor, ticket=ticket, because=because, audience=audience)[0]


def record_all(
    happenings: Sequence[Kind],
    *,
    actor: Doer,
    ticket: int | None = None,
    because: Cause | None = None,
    audience: int | None = None,
) -> list[Event]:
    """Appends what one change made happen, in order, by one statement; otherwise like `record`."""
    if not connection.in_atomic_block:
        raise RuntimeError("An event must be recorded in the same transaction as the change it tells of.")
    act = current_act()
    events = [_event(happening, actor, ticket, act, because, audience) for happening in happenings]
    if len(events) == 1:
        events[0].save(force_insert=True)
    else:
        Event.objects.bulk_create(events)
    transaction.on_commit(recorded.set)
    return events


def _event(
    happening: Kind, actor: Doer, ticket: int | None, act: UUID, because: Cause | None, audience: int | None
) -> Event:
    return Event(
        kind=happening.name,
        version=happening.version,
        ticket=ticket,
        actor_kind=actor.kind,
        actor_id=actor.id,
        act=act,
        cause=str(because) if because else "",
        at=clock.now(),
        audience=happening.audience if audience is None else audience,
        data=happening.write(),
    )
