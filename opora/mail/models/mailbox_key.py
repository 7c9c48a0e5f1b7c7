"""The address and the secret with which a mail service hands a mailbox its mail by HTTP."""

from django.db import models

from opora.desk.models import Mailbox


class MailboxKey(models.Model):
    """`key` is the address's part that nobody guesses; the secrets are sealed. After a rotation the former secret
    stays good until `former_until`. `mailgun_sealed` is Mailgun's own signing key, where that service is used.
    `refused` and `refused_at` tell of the last request that was not believed, for whoever sets the service up."""

    mailbox = models.OneToOneField(Mailbox, models.CASCADE, primary_key=True, related_name="http_key")
    key = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    former_sealed = models.TextField(blank=True, default="")
    former_until = models.DateTimeField(null=True)
    mailgun_sealed = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    refused = models.CharField(max_length=40, blank=True, default="")
    refused_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mailbox_key"

    def __str__(self) -> str:
        return f"{self.mailbox_id}"
