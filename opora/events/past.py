"""Events of the past: what imports, the demo desk and bulk data add must not be acted on as if it happened now.

Readers whose work leaves the desk (they send something, and so cannot be rebuilt) begin after such events; readers that
can be rebuilt follow them like any others.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from opora.events.models import Event, Numbering, ReaderPlace
from opora.events.numbering import last_position, number_committed
from opora.events.readers import Reader, announced, step


def pass_over() -> None:
    """Numbers what was recorded so far and sets the readers that send behind it. Call it in the recording transaction."""
    _set_places(number_committed())


@transaction.atomic
def append_past(events: Sequence[Event]) -> None:
    """Writes many events at once, already numbered, behind all there are; the readers that send have done those first."""
    Numbering.objects.get_or_create(pk=1)
    numbering = Numbering.objects.select_for_update().get(pk=1)
    number_committed()
    for reader in _sending():
        while step(reader):
            pass
    first = last_position() + 1
    for position, event in enumerate(events, first):
        event.position = position
    Event.objects.bulk_create(events, batch_size=500)
    numbering.last = first + len(events) - 1
    numbering.save(update_fields=["last"])
    _set_places(numbering.last)


def _sending() -> list[Reader]:
    return [reader for reader in announced().values() if type(reader).forget is Reader.forget]


def _set_places(position: int) -> None:
    for reader in _sending():
        ReaderPlace.objects.update_or_create(
            name=reader.name, defaults={"position": position, "moved_at": timezone.now()}
        )
