"""Mails of a server's folder that something still has to be done about."""

from django.db import models
from django.db.models import Q

from opora.desk.models import Mailbox
from opora.mail.models.mailbox_folder import MailboxFolder


class FetchedMail(models.Model):
    """One mail on the server by its UID (IMAP: within `uid_validity`; POP3: its UIDL).

    IMAP: kept here, with its `folder`, until it was marked, moved or deleted there (`is_taken`), or, when it could not
    be read, until it can, which is tried from `next_attempt_at` on (null: given up). POP3: as long as the server has
    it, so that it is not fetched again.
    """

    mailbox = models.ForeignKey(Mailbox, models.CASCADE, related_name="fetched_mails")
    folder = models.ForeignKey(MailboxFolder, models.CASCADE, null=True, related_name="fetched_mails")
    uid_validity = models.BigIntegerField(default=0)
    uid = models.CharField(max_length=80)
    is_taken = models.BooleanField(default=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "fetched_mail"
        constraints = [
            models.UniqueConstraint(
                fields=["folder", "uid_validity", "uid"], name="fetched_mail_of_folder_once"
            ),
            models.UniqueConstraint(
                fields=["mailbox", "uid"], condition=Q(folder__isnull=True), name="fetched_mail_of_pop3_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mailbox_id}: {self.uid}"
