"""What the deliverability self-test found out about a mailbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Mailbox


class ResultState(models.TextChoices):
    GOOD = "good", _("well")
    WARNING = "warning", _("could be better")
    BAD = "bad", _("wrong")
    UNKNOWN = "unknown", _("not known")


class SelfTest(models.Model):
    """When a mailbox is tested next, and its test letter: sent through its server to itself, it has to come back.

    `letter` counts the letters; only the last one is waited for. `seen` is what the receiving server noted about it:
    {"spf": …, "dkim": …, "dmarc": …, "by": …, "signed_by": […]}.
    """

    mailbox = models.OneToOneField(Mailbox, models.CASCADE, primary_key=True, related_name="self_test")
    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    letter = models.PositiveIntegerField(default=0)
    letter_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    seen = models.JSONField(default=dict, blank=True)

    class Meta:
        db_table = "self_test"
        indexes = [
            models.Index(fields=["due_at"], name="self_test_due"),
        ]

    def __str__(self) -> str:
        return f"{self.mailbox_id}: {self.checked_at}"


class SelfTestResult(models.Model):
    """One probe of a mailbox: `code` and `details` become words where they are shown; `since`: its state's age."""

    mailbox = models.ForeignKey(Mailbox, models.CASCADE, related_name="self_test_results")
    probe = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=ResultState.choices)
    code = models.CharField(max_length=40)
    details = models.JSONField(default=dict, blank=True)
    checked_at = models.DateTimeField()
    since = models.DateTimeField()

    class Meta:
        db_table = "self_test_result"
        constraints = [models.UniqueConstraint(fields=["mailbox", "probe"], name="self_test_result_once")]

    def __str__(self) -> str:
        return f"{self.mailbox_id} {self.probe}: {self.state}"
