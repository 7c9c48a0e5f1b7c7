"""Mails on their way out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Mailbox
from opora.mail.models.incoming import IncomingMail
from opora.people.models import Person
from opora.tickets.models import Message, Ticket


class OutgoingState(models.TextChoices):
    QUEUED = "queued", _("on its way")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not delivered")
    BOUNCED = "bounced", _("came back")


class Purpose(models.TextChoices):
    ANSWER = "answer", _("an answer")
    TOO_LARGE = "too_large", _("a file was too large")
    CONFIRMATION = "confirmation", _("a confirmation")
    SOLVED = "solved", _("a request was solved")
    SURVEY = "survey", _("how it went")
    LETTER = "letter", _("a letter of the desk's own")
    TRIAL = "trial", _("a test letter to the mailbox itself")


class OutgoingMail(models.Model):
    """One mail to one address. A message goes to each of its readers once: same Message-ID, each with its own row.

    Everybody is named in `to` and `cc` ([name, address] pairs), so it reads as one letter; each copy is delivered,
    retried and can fail by itself. `owner` and `lease_until` say which process is sending it now. `answers` is the mail
    that a notice is about; `once` makes rows unique. `delayed_at`: when staff
    were told that it has not arrived yet. `settled_at`: when somebody settled that it did not arrive (left it so, or
    sent it elsewhere).
    """

    state = models.CharField(max_length=8, choices=OutgoingState.choices, default=OutgoingState.QUEUED)
    purpose = models.CharField(max_length=12, choices=Purpose.choices, default=Purpose.ANSWER)
    once = models.CharField(max_length=64, unique=True)
    ticket = models.ForeignKey(Ticket, models.SET_NULL, null=True, related_name="outgoing_mails")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="outgoing_mails")
    answers = models.ForeignKey(IncomingMail, models.SET_NULL, null=True, related_name="notices")
    mailbox = models.ForeignKey(Mailbox, models.SET_NULL, null=True, related_name="outgoing_mails")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="outgoing_mails")
    address = models.CharField(max_length=254)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    details = models.JSONField(default=dict, blank=True)
    mail_id = models.CharField(max_length=255)
    language = models.CharField(max_length=8, blank=True, default="")

    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    owner = models.CharField(max_length=80, blank=True, default="")
    lease_until = models.DateTimeField(null=True)
    failure = models.TextField(blank=True, default="")
    reason = models.CharField(max_length=40, blank=True, default="")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    delayed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outgoing_mail"
        indexes = [
            models.Index(
                fields=["next_attempt_at"], name="outgoing_due", condition=Q(next_attempt_at__isnull=False)
            ),
            models.Index(fields=["state", "-id"], name="outgoing_list"),
            models.Index(fields=["mail_id"], name="outgoing_mail_id"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} to {self.address}"
