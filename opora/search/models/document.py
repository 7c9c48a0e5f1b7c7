"""What is searched of a ticket."""

from django.db import models

from opora.tickets.models import Ticket


class Document(models.Model):
    """One ticket as search sees it; made anew whenever something of it changes, and from nothing else than the ticket.

    `place` orders documents as lists order tickets, by the last message, and names the document in the full-text
    engine. The texts are folded words with one blank around each, to look for phrases in: `notes` is for staff,
    `customer` for the customer's side, the others for both. `again_at` (UTC): when something in it becomes visible to
    more people, and it has to be made anew.
    """

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="document")
    place = models.BigIntegerField(unique=True)
    subject = models.TextField(blank=True, default="")
    public = models.TextField(blank=True, default="")
    notes = models.TextField(blank=True, default="")
    customer = models.TextField(blank=True, default="")
    files = models.TextField(blank=True, default="")
    again_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "search_document"
        indexes = [
            models.Index(
                fields=["again_at"], name="search_document_again", condition=models.Q(again_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"document of {self.pk}"
