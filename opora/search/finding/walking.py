"""Going through the matches of the engine, keeping those that fit all else.

From the engine's side first: it gives matches in the order of lists, some hundreds at a time, and the database says
which of them fit. Where the first of them held too few, and only few tickets fit the conditions at all, from the other
side: the engine says which of these match.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, repeat

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from opora.search.engines.choice import engine
from opora.search.engines.engine import Found
from opora.search.words.asking import Expression
from opora.tickets.models import Ticket
from opora.tickets.public import COUNT_LIMIT

CHUNKS = (COUNT_LIMIT + 1, 4_000, 16_000)
FEW = 2_000
# Of the first chunk at least so many must fit, or it is worth asking how many tickets fit at all.
DENSE = 60


class Walk:
    """The places of tickets that match `words` and are among `tickets`."""

    def __init__(
        self, tickets: QuerySet[Ticket], words: Expression, *, has_conditions: bool, newest_first: bool = True
    ) -> None:
        self.tickets, self.words, self.newest_first = tickets.order_by(), words, newest_first
        self._has_conditions = has_conditions

    def chunks(self, beyond: int | None, words: Expression | None = None) -> Iterator[Sequence[int]]:
        """Places behind `beyond`, in order; of other words than the walk's own where some are given."""
        for number, size in enumerate(chain(CHUNKS, repeat(CHUNKS[-1]))):
            is_first = number == 0 and beyond is None and words is None
            found = self._first if is_first else self._ask(words or self.words, beyond, size)
            fitting = self._fit(found.places) if not is_first else self._first_fit
            yield fitting
            if found.is_all or not found.places:
                return
            beyond = found.places[-1]
            if len(fitting) < DENSE and self._few is not None:
                yield self._of_few(words or self.words, beyond)
                return

    def count(self) -> tuple[int, bool]:
        """How many fit, as far as the first chunk says, and whether there may be more."""
        if self._first.is_all:
            return min(len(self._first_fit), COUNT_LIMIT), len(self._first_fit) > COUNT_LIMIT
        if len(self._first_fit) < DENSE and self._few is not None:
            return len(engine().among(self.words, self._few)), False
        return min(len(self._first_fit), COUNT_LIMIT), True

    @cached_property
    def _first(self) -> Found:
        return self._ask(self.words, None, CHUNKS[0])

    @cached_property
    def _first_fit(self) -> list[int]:
        return self._fit(self._first.places)

    @cached_property
    def _few(self) -> set[int] | None:
        """The places of all tickets that fit the conditions; None where these are not few."""
        if not self._has_conditions:
            return None
        places = list(self.tickets.values_list("document__place", flat=True)[: FEW + 1])
        return {place for place in places if place is not None} if len(places) <= FEW else None

    def _of_few(self, words: Expression, beyond: int) -> list[int]:
        left = {
            place for place in self._few or () if (place < beyond) == self.newest_first and place != beyond
        }
        return sorted(engine().among(words, left), reverse=self.newest_first)

    def _ask(self, words: Expression, beyond: int | None, size: int) -> Found:
        return engine().find(words, beyond=beyond, limit=size, newest_first=self.newest_first)

    def _fit(self, places: Sequence[int]) -> list[int]:
        if not places:
            return []
        kept = set(self.tickets.filter(at(places)).values_list("document__place", flat=True))
        return [place for place in places if place in kept]


def at(places: Iterable[int]) -> Q:
    """Tickets with these documents. As a thousand parameters they would cost more than the database's whole work."""
    return Q(document__place__in=RawSQL(",".join(str(int(place)) for place in places), ()))  # noqa: S611 - whole numbers
