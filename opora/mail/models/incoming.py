"""Mails that came in, whatever became of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Mailbox
from opora.tickets.models import Message, Ticket


class IncomingState(models.TextChoices):
    KEPT = "kept", _("waits to be read")
    DONE = "done", _("in its ticket")
    HELD = "held", _("waits for a decision")
    IGNORED = "ignored", _("set aside")
    FAILED = "failed", _("could not be taken in")
    DUPLICATE = "duplicate", _("came twice")


class IncomingMail(models.Model):
    """One mail as it came; its bytes are in the mail folder under `digest` (SHA-256), there before this row is.

    `mail_id` is its Message-ID without brackets. `kept_once` is empty on further copies of the same bytes at the same
    mailbox. `reason` says in a code why it is held, set aside or failed; `why` how it was judged: threading rules
    tried, verdicts, repairs, the decision. `envelope_from` is null when nobody said, "" for the null sender of reports.
    `owner`: the process that tries it.
    `peer` and `peer_name`: the machine that brought it to the mail door, and what it called itself (HELO).
    `raw_purged_at`: since when the raw source is not kept any more.
    """

    state = models.CharField(max_length=10, choices=IncomingState.choices, default=IncomingState.KEPT)
    source = models.CharField(max_length=8)
    mailbox = models.ForeignKey(Mailbox, models.SET_NULL, null=True, related_name="incoming_mails")
    digest = models.CharField(max_length=64)
    kept_once = models.CharField(max_length=64, null=True, unique=True)
    size = models.BigIntegerField()
    envelope_from = models.CharField(max_length=254, null=True)
    envelope_to = models.CharField(max_length=254, blank=True, default="")
    peer = models.GenericIPAddressField(null=True)
    peer_name = models.CharField(max_length=255, blank=True, default="")
    received_at = models.DateTimeField()
    raw_purged_at = models.DateTimeField(null=True)

    mail_id = models.CharField(max_length=255, blank=True, default="")
    content = models.CharField(max_length=64, blank=True, default="")
    from_email = models.CharField(max_length=254, blank=True, default="")
    from_name = models.CharField(max_length=200, blank=True, default="")
    subject = models.CharField(max_length=500, blank=True, default="")
    snippet = models.CharField(max_length=200, blank=True, default="")

    reason = models.CharField(max_length=40, blank=True, default="")
    why = models.JSONField(default=dict, blank=True)
    ticket = models.ForeignKey(Ticket, models.SET_NULL, null=True, related_name="incoming_mails")
    message = models.OneToOneField(Message, models.SET_NULL, null=True, related_name="incoming_mail")
    failure = models.TextField(blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    owner = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        db_table = "incoming_mail"
        indexes = [
            models.Index(
                fields=["next_attempt_at"], name="incoming_due", condition=Q(next_attempt_at__isnull=False)
            ),
            models.Index(fields=["state", "-id"], name="incoming_list"),
            models.Index(fields=["from_email", "received_at"], name="incoming_of_sender"),
            models.Index(fields=["mail_id"], name="incoming_mail_id"),
            models.Index(fields=["digest"], name="incoming_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.from_email}: {self.subject}"
