"""Which ticket a Message-ID belongs to."""

from django.db import models

from opora.tickets.models import Message, Ticket


class MailReference(models.Model):
    """A Message-ID that leads to a ticket, as the first 40 hex digits of its SHA-256.

    `is_direct`: the mail itself is on the ticket, as `message`; otherwise it was only named by one that is. The message
    is asked first, so that the thread follows it through splits and merges.
    """

    digest = models.CharField(max_length=40, unique=True)
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="mail_references")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="mail_references")
    is_direct = models.BooleanField(default=True)

    class Meta:
        db_table = "mail_reference"

    def __str__(self) -> str:
        return f"{self.digest[:8]} → {self.ticket_id}"
