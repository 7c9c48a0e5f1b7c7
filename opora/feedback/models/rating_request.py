"""When a customer is to be asked how it went."""

from django.db import models
from django.db.models import Q

from opora.tickets.models import Ticket


class RatingRequest(models.Model):
    """At most one for each ticket: `due_at` is when to ask (null: not to be asked), `asked_at` when it was done last.

    `reason` says in a code why the customer was not asked when it was due (see `opora.feedback.asking`).
    """

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="rating_request")
    due_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        db_table = "rating_request"
        indexes = [
            models.Index(fields=["due_at"], name="rating_request_due", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.due_at or self.asked_at}"
