"""`opora seed`: believable tickets in any number, straight into the tables, with events that tell how they came."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from opora.demo import rows
from opora.demo.invention import Invention, Pages
from opora.demo.population import queues, writers
from opora.events.public import appending_past, clock
from opora.tickets.models import Message, Ticket

CHUNK = 2_000
DAYS = 365
EACH = 2


def seed(
    tickets: int, messages: float = EACH, seed: int = 1, tell: Callable[[int], None] = lambda done: None
) -> int:
    """Adds tickets with so many messages each, on average; the same seed says the same. Returns how many messages.

    They lie within the last DAYS days, counted from midnight UTC. `tell` is called with the number done so far.
    """
    draw = random.Random(seed)
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    # People come from a draw of their own: whether they had to be invented must not change the tickets.
    places, people = queues(), writers(tickets, random.Random(f"people {seed}"))
    invention = Invention(draw, places, people, messages, midnight)
    begin, written = midnight - timedelta(days=DAYS), 0
    for done in range(0, tickets, CHUNK):
        count = min(CHUNK, tickets - done)
        moments = [_opened(begin, done + number, tickets) for number in range(count)]
        written += _write(invention, moments)
        tell(done + count)
    return written


def _opened(begin: datetime, number: int, of: int) -> datetime:
    """Tickets come evenly through the days, at least a quarter of an hour ago."""
    return begin + timedelta(days=DAYS) * ((number + 0.5) / of) - timedelta(minutes=15)


@transaction.atomic
def _write(invention: Invention, moments: list[datetime]) -> int:
    """One chunk in one transaction: tickets, messages, events. Returns how many messages."""
    pages = Pages()
    lengths = [invention.length() for _moment in moments]
    ticket, message = rows.claim_ids(Ticket, len(moments)), rows.claim_ids(Message, sum(lengths))
    for number, (moment, length) in enumerate(zip(moments, lengths, strict=True)):
        invention.tell(pages, ticket + number, message, moment, length)
        message += length
    with appending_past(len(pages.lines)) as position:
        pages.write(position)
    return sum(lengths)
