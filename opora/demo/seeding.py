"""`opora seed`: believable tickets in any number, straight into the tables, with events that tell how they came."""

import random
from collections.abc import Callable, Iterator
from itertools import count, islice

from django.db import transaction

from opora.demo.bulk import rows
from opora.demo.bulk.drawing import lengths
from opora.demo.bulk.invention import Desk, Invention
from opora.demo.bulk.keepsakes import Keepsakes
from opora.demo.bulk.moments import DAY, Calendar
from opora.demo.bulk.pages import Pages
from opora.demo.bulk.population import Writers, writers
from opora.demo.bulk.staff import queues
from opora.events.public import appending_past, clock, last_position
from opora.tickets.models import Message, Ticket

CHUNK = 2_000
FEWEST_DAYS, MOST_DAYS = 365, 1_095
A_DAY = 900  # tickets; where more would come, the desk is older than a year
EACH = 2


def seed(
    tickets: int,
    messages: float = EACH,
    seed: int = 1,
    tell: Callable[[int], None] = lambda done: None,
    chunk: int = CHUNK,
) -> int:
    """Adds tickets with so many messages each, on average; the same seed says the same. Returns how many messages.

    They lie within the last one to three years, counted from midnight UTC. Each chunk is one transaction: a desk
    whose seeding was killed holds the chunks before. `tell` is called with the number done so far.
    """
    # What is drawn for a whole chunk comes from draws of its own: its size must not change the tickets.
    draw, when, long = (random.Random(f"{what} {seed}") for what in ("tickets", "moments", "lengths"))
    until = int(clock.now().timestamp()) // DAY * DAY
    calendar = Calendar(until, min(MOST_DAYS, max(FEWEST_DAYS, tickets // A_DAY)))
    with rows.much_to_write():
        # People come from draws of their own: whether they had to be invented must not change the tickets.
        places = queues(tickets, random.Random(f"staff {seed}"))
        people = writers(tickets, calendar.begin - DAY, random.Random(f"people {seed}"))
        desk = Desk(places, Writers(people, draw), Keepsakes(draw))
        acts, written = _acts(draw), 0
        invention, counts = Invention(draw, desk, until), lengths(long, messages)
        for done in range(0, tickets, chunk):
            numbers = range(done, min(done + chunk, tickets))
            moments = [calendar.at((number + when.random()) / tickets) for number in numbers]
            written += _write(invention, moments, list(islice(counts, len(moments))), acts)
            tell(numbers.stop)
    return written


def _acts(draw: random.Random) -> Iterator[str]:
    """One after the other, as random ones would scatter all over their index.

    None is told twice, even by the same seed: until then the log has grown by more than there were acts. The digits 4
    and 8 are a UUID's version and variant: MariaDB takes no other.
    """
    begin = f"{draw.getrandbits(48):012x}4{draw.getrandbits(12):03x}8"
    return (f"{begin}{number:015x}" for number in count(last_position()))


@transaction.atomic
def _write(invention: Invention, moments: list[int], counts: list[int], acts: Iterator[str]) -> int:
    """One chunk in one transaction: tickets, messages, events. Returns how many messages."""
    ticket, message = rows.claim_ids(Ticket, len(moments)), rows.claim_ids(Message, sum(counts))
    pages = Pages(message, acts)
    for number, (moment, length) in enumerate(zip(moments, counts, strict=True)):
        invention.tell(pages, ticket + number, moment, length)
    with appending_past(len(pages.lines)) as position:
        pages.write(position)
    return pages.next_message - message
