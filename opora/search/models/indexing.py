"""How far a rebuild of the index has come."""

from django.db import models


class Indexing(models.Model):
    """One row. Whoever writes documents holds its lock: two of them could otherwise write an old state over a new one.

    `version` is that of the words' treatment with which all documents were made; a newer one in the code begins a
    rebuild. While one runs, tickets below `next` (their number; None: no rebuild runs) are still to be made, from the
    newest to the oldest, and the old documents go on being found.
    """

    version = models.PositiveIntegerField(default=0)
    next = models.BigIntegerField(null=True)
    total = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    began_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "search_indexing"

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"
