"""How far a reader has come."""

from django.db import models


class ReaderPlace(models.Model):
    """A reader's saved place. It commits together with what the reader wrote, so a crash repeats and loses nothing."""

    name = models.CharField(max_length=60, primary_key=True)
    position = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True, default="")
    failed_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "event_reader"

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"
