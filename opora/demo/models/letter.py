"""What lies in the customers' mailboxes of the demo."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Folder(models.TextChoices):
    INBOX = "inbox", _("received")
    SENT = "sent", _("sent")


class Letter(models.Model):
    """A mail as it came over SMTP or was sent over it: the raw bytes, and what a list shows of them.

    `owner` is the customer's address in lower case, `peer` the other side as a mail program shows it.
    """

    owner = models.CharField(max_length=254)
    folder = models.CharField(max_length=8, choices=Folder.choices, default=Folder.INBOX)
    peer = models.CharField(max_length=400)
    subject = models.CharField(max_length=998, blank=True, default="")
    snippet = models.CharField(max_length=200, blank=True, default="")
    has_files = models.BooleanField(default=False)
    raw = models.BinaryField()
    is_read = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "demo_letter"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["owner", "-at", "-id"], name="demo_letter_owner")]

    def __str__(self) -> str:
        return f"{self.owner}: {self.subject}"
