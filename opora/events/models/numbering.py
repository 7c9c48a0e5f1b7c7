"""The last position given to an event."""

from django.db import models


class Numbering(models.Model):
    """One row, locked for the moment in which committed events are numbered. Verbs never touch it."""

    last = models.BigIntegerField(default=0)

    class Meta:
        db_table = "event_numbering"

    def __str__(self) -> str:
        return str(self.last)
