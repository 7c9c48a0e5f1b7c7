"""How fetching from a mailbox and sending by it stand."""

from django.db import models

from opora.desk.models import Mailbox


class MailboxState(models.Model):
    """What one mailbox's fetching has seen and how it goes. `in_failure` and `out_failure` are codes, empty when well;
    the server's own words stand beside them.

    `out_…` is about the mailbox's own way out; a shared server has a `ServerState`. Until `out_retry_at`
    nobody tries it.
    `after_failure` is what kept fetched mails from being marked, moved or deleted on the server.
    """

    mailbox = models.OneToOneField(Mailbox, models.CASCADE, primary_key=True, related_name="state")
    owner = models.CharField(max_length=80, blank=True, default="")
    lease_until = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    in_failure = models.CharField(max_length=40, blank=True, default="")
    in_words = models.TextField(blank=True, default="")
    in_failed_at = models.DateTimeField(null=True)
    in_failures = models.PositiveIntegerField(default=0)
    after_failure = models.TextField(blank=True, default="")
    out_failure = models.CharField(max_length=40, blank=True, default="")
    out_words = models.TextField(blank=True, default="")
    out_failed_at = models.DateTimeField(null=True)
    out_failures = models.PositiveIntegerField(default=0)
    out_retry_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mailbox_state"

    def __str__(self) -> str:
        return f"{self.mailbox_id}: {self.in_failure or 'well'}"
