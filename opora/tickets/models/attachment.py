"""Files of messages, each content kept once."""

from django.db import models

from opora.tickets.models.message import Message


class Blob(models.Model):
    """Some bytes in the file storage, named by their SHA-256. `size` in bytes."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "blob"

    def __str__(self) -> str:
        return self.sha256


class Attachment(models.Model):
    """A file of a message: its name and declared type are the sender's words and never trusted."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=127)
    is_inline = models.BooleanField(default=False)
    content_id = models.CharField(max_length=255, blank=True, default="")

    class Meta:
        db_table = "attachment"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
