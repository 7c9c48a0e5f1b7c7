"""How far a folder of an IMAP mailbox has been read."""

from django.db import models

from opora.desk.models import Mailbox


class MailboxFolder(models.Model):
    """One folder by its name on the server.

    UIDs up to `last_uid` of this `uid_validity` are taken; `first_uid` is where the folder ended when we first saw it:
    older mails there are ours only as the mailbox's `first_visit` says (or since `since`, after the server renumbered
    its folder).
    """

    mailbox = models.ForeignKey(Mailbox, models.CASCADE, related_name="folder_states")
    name = models.CharField(max_length=255)
    uid_validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    first_uid = models.BigIntegerField(default=0)
    since = models.DateField(null=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mailbox_folder"
        constraints = [models.UniqueConstraint(fields=["mailbox", "name"], name="mailbox_folder_once")]

    def __str__(self) -> str:
        return f"{self.mailbox_id}: {self.name}"
