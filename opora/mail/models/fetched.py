"""Mails of a server's folder that something still has to be done about."""

from django.db import models

from opora.desk.models import Mailbox


class FetchedMail(models.Model):
    """One mail on the server by its UID (IMAP: within `uid_validity`; POP3: its UIDL).

    IMAP: kept here until it was marked, moved or deleted there (`is_taken`), or, when it could not be read, until it
    can. POP3: as long as the server has it, so that it is not fetched again.
    """

    mailbox = models.ForeignKey(Mailbox, models.CASCADE, related_name="fetched_mails")
    uid_validity = models.BigIntegerField(default=0)
    uid = models.CharField(max_length=80)
    is_taken = models.BooleanField(default=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "fetched_mail"
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "uid_validity", "uid"], name="fetched_mail_once")
        ]

    def __str__(self) -> str:
        return f"{self.mailbox_id}: {self.uid}"
