"""What somebody wrote and took back before it left."""

from django.db import models

from opora.people.models import Person
from opora.tickets.models.attachment import Blob
from opora.tickets.models.ticket import Ticket


class Draft(models.Model):
    """An answer on its way back into the composer: one for each ticket and author, gone when they send it again.

    `html` has its pictures as cid: links to the draft's files; `status` is what was to become of the ticket with it.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="drafts")
    author = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    text = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    status = models.CharField(max_length=8, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "draft"
        constraints = [models.UniqueConstraint(fields=["ticket", "author"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.author_id} on {self.ticket_id}"


class DraftFile(models.Model):
    """A file that was with it."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=127)
    is_inline = models.BooleanField(default=False)
    content_id = models.CharField(max_length=255, blank=True, default="")

    class Meta:
        db_table = "draft_file"

    def __str__(self) -> str:
        return self.name
