"""Making all documents anew, from the newest ticket to the oldest, while people search in the old ones."""

from django.db import transaction
from django.db.models import Max

from opora.events.public import clock
from opora.search.engines.choice import engine
from opora.search.indexing.keeping import VERSION, refresh, standing
from opora.search.models import Document, Form, Indexing
from opora.tickets.models import Ticket

BATCH = 200


def begin() -> None:
    """A rebuild begins, or begins again. It goes on wherever the last process left it."""
    with transaction.atomic():
        row = standing()
        newest = Ticket.objects.aggregate(newest=Max("pk"))["newest"] or 0
        row.version, row.next, row.done = VERSION, newest + 1, 0
        row.total, row.began_at = Ticket.objects.count(), clock.now()
        row.save()


def step() -> bool:
    """One batch of tickets in one transaction; False when there is nothing to do."""
    with transaction.atomic():
        row = standing()
        if row.version != VERSION:
            begin()
            return True
        if row.next is None:
            return False
        older = Ticket.objects.filter(pk__lt=row.next).order_by("-pk")
        keys = list(older.values_list("pk", flat=True)[:BATCH])
        refresh(keys)
        if not keys:
            engine().tidy()
        row.next, row.done = (keys[-1], row.done + len(keys)) if keys else (None, row.total)
        row.save()
        return True


def progress() -> tuple[int, int] | None:
    """How many tickets are done, and of how many; None while no rebuild runs."""
    row = Indexing.objects.filter(pk=1, next__isnull=False).first()
    return (row.done, row.total) if row else None


def forget() -> None:
    """Removes all documents."""
    with transaction.atomic():
        standing()
        engine().clear()
        Document.objects.all().delete()
        Form.objects.all().delete()
