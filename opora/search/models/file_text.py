"""The words of files, each content read once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FileTextState(models.TextChoices):
    WAITING = "waiting", _("waits to be read")
    DONE = "done", _("was read")
    FAILED = "failed", _("can't be read")
    SKIPPED = "skipped", _("has no words to read")


class FileText(models.Model):
    """What one file (`blob_id`) says, at most 1 MB of UTF-8. `problem` says in a code what hindered (see `Problem`).

    `due_at` is when to read it, or to try again; null: settled. No foreign key: a file that only has a text is unused,
    and goes. `made_at` is when it was settled.
    """

    blob_id = models.BigIntegerField(primary_key=True)
    state = models.CharField(max_length=8, choices=FileTextState.choices, default=FileTextState.WAITING)
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True, default="")
    text = models.TextField(blank=True, default="")
    made_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "search_file_text"
        indexes = [
            models.Index(fields=["due_at"], name="search_file_text_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["made_at"], name="search_file_text_made"),
        ]

    def __str__(self) -> str:
        return f"{self.blob_id}: {self.state}"
