"""Events of the past: what imports, the demo desk and bulk data add must not be acted on as if it happened now.

Readers whose work leaves the desk (they send something, and so cannot be rebuilt) begin after such events; readers that
can be rebuilt follow them like any others.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F, Max, Min
from django.utils import timezone

from opora.events.models import Event, Numbering, ReaderPlace
from opora.events.numbering import number_committed
from opora.events.readers import Reader, announced, step


def pass_over() -> None:
    """Numbers what was recorded so far and sets the readers that send behind it; for the recording transaction.

    Positions only have to grow, so they are made from the ids in one statement: thousands of events are the rule here.
    """
    with transaction.atomic():
        Numbering.objects.get_or_create(pk=1)
        numbering = Numbering.objects.select_for_update().get(pk=1)
        fresh = Event.objects.filter(position__isnull=True)
        ids = fresh.aggregate(first=Min("id"), last=Max("id"))
        if ids["first"] is not None:
            ahead = numbering.last + 1 - ids["first"]
            fresh.update(position=F("id") + ahead)
            numbering.last = ids["last"] + ahead
            numbering.save(update_fields=["last"])
        _set_places(numbering.last)


@contextmanager
def appending_past(count: int) -> Iterator[int]:
    """Inside, the caller writes `count` event rows behind all there are; gives the position of the first of them.

    The readers that send have done what came before. The whole is one transaction.
    """
    with transaction.atomic():
        Numbering.objects.get_or_create(pk=1)
        Numbering.objects.select_for_update().get(pk=1)
        last = number_committed()
        for reader in _sending():
            while step(reader):
                pass
        yield last + 1
        Numbering.objects.filter(pk=1).update(last=last + count)
        _set_places(last + count)


def _sending() -> list[Reader]:
    return [reader for reader in announced().values() if type(reader).forget is Reader.forget]


def _set_places(position: int) -> None:
    for reader in _sending():
        ReaderPlace.objects.update_or_create(
            name=reader.name, defaults={"position": position, "moved_at": timezone.now()}
        )
