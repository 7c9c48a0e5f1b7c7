"""Giving positions to committed events.

On PostgreSQL and MariaDB a row with a lower id may become visible after one with a higher id, so a reader that follows
ids would skip late commits. Rows are therefore written without a position; whoever reads first numbers those that are
committed, under the lock of one row that verbs never touch. Readers follow positions, which only ever grow.
"""

from django.db import transaction

from opora.events.models import Event, Numbering

BATCH = 500


def number_committed() -> int:
    """Numbers what was committed since the last time and returns the highest position."""
    if not Event.objects.filter(position__isnull=True).exists():
        return last_position()
    while True:
        with transaction.atomic():
            numbering, _ = Numbering.objects.select_for_update().get_or_create(pk=1)
            fresh = list(Event.objects.filter(position__isnull=True).order_by("id").only("id")[:BATCH])
            for event in fresh:
                numbering.last += 1
                event.position = numbering.last
            if fresh:
                Event.objects.bulk_update(fresh, ["position"])
                numbering.save(update_fields=["last"])
        if len(fresh) < BATCH:
            return numbering.last


def last_position() -> int:
    """The highest position given so far; 0 on an empty log."""
    return Numbering.objects.filter(pk=1).values_list("last", flat=True).first() or 0
