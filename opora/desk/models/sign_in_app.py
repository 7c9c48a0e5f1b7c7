"""Apps registered at mail providers, with which mailboxes sign in without a password (OAuth 2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.desk import sealing


class Provider(models.TextChoices):
    MICROSOFT = "microsoft", "Microsoft 365"
    GOOGLE = "google", "Google"
    OTHER = "other", _("another one")


class SignInApp(models.Model):
    """What a provider knows this desk by. One serves many mailboxes; the secret is sealed.

    `tenant` is Microsoft's directory. `as_app`: nobody signs in, the app itself has been given the mailboxes (client
    credentials, RFC 6749, 4.4). The two addresses and `scopes` (with blanks between) are for other providers; where
    they are given they also replace the known ones. `secret_expires_on` is what somebody noted when they made it.
    """

    name = models.CharField(max_length=200)
    provider = models.CharField(max_length=10, choices=Provider.choices, default=Provider.MICROSOFT)
    client_id = models.CharField(max_length=254)
    client_sealed = models.TextField(blank=True, default="")
    tenant = models.CharField(max_length=100, blank=True, default="")
    as_app = models.BooleanField(default=False)
    authorize_url = models.CharField(max_length=500, blank=True, default="")
    token_url = models.CharField(max_length=500, blank=True, default="")
    scopes = models.CharField(max_length=1000, blank=True, default="")
    secret_expires_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "sign_in_app"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def client_secret(self) -> str:
        """The secret in clear; empty for an app that has none."""
        return sealing.unseal(self.client_sealed)
