"""What a provider has granted for a mailbox: the tokens with which it is fetched and sent through (OAuth 2)."""

from django.db import models

from opora.desk.models import Mailbox, SignInApp


class MailboxGrant(models.Model):
    """The living tokens of one mailbox, sealed. `account` is who signed in, as the provider says; "" when unknown.

    While `lease_until` lies ahead, `owner` is renewing them and nobody else may: a refresh token may work once only.
    `failure` is a code (`opora.mail.reasons`), empty when well; `words` what the provider said.
    """

    mailbox = models.OneToOneField(Mailbox, models.CASCADE, primary_key=True, related_name="grant")
    app = models.ForeignKey(SignInApp, models.CASCADE, related_name="grants")
    account = models.CharField(max_length=254, blank=True, default="")
    access_sealed = models.TextField(blank=True, default="")
    refresh_sealed = models.TextField(blank=True, default="")
    expires_at = models.DateTimeField(null=True)
    granted_at = models.DateTimeField()
    renewed_at = models.DateTimeField(null=True)
    owner = models.CharField(max_length=80, blank=True, default="")
    lease_until = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True, default="")
    words = models.TextField(blank=True, default="")
    failed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mailbox_grant"

    def __str__(self) -> str:
        return f"{self.mailbox_id}: {self.failure or 'well'}"
