"""Outgoing mail servers that several mailboxes share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.desk import sealing


class OutSecurity(models.TextChoices):
    TLS = "tls", "TLS"
    STARTTLS = "starttls", "STARTTLS"
    OPPORTUNISTIC = "maybe", _("STARTTLS where the server offers it")
    PLAIN = "plain", _("none")


class Trust(models.TextChoices):
    SYSTEM = "system", _("by an authority that this machine trusts")
    OWN = "own", _("by the authority given below")
    ANY = "any", _("not looked at: whoever stands between can read and change mail")


class OutSignIn(models.TextChoices):
    PASSWORD = "password", _("with one login and password for all")
    OAUTH = "oauth", _("each mailbox as itself, with its provider's app (OAuth 2)")


class OutgoingServer(models.Model):
    """A server with a name through which mailboxes send. The default one serves those that name no server of their own.

    `authority` is a certificate authority in PEM. `per_minute` (0: no limit) and `sessions` (at the same time) are what
    the server bears, whatever number of mailboxes uses it. The password is sealed.
    """

    name = models.CharField(max_length=200)
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField(null=True, blank=True)
    security = models.CharField(max_length=8, choices=OutSecurity.choices, default=OutSecurity.STARTTLS)
    trust = models.CharField(max_length=8, choices=Trust.choices, default=Trust.SYSTEM)
    authority = models.TextField(blank=True, default="")
    sign_in = models.CharField(max_length=8, choices=OutSignIn.choices, default=OutSignIn.PASSWORD)
    login = models.CharField(max_length=254, blank=True, default="")
    sealed = models.TextField(blank=True, default="")
    per_minute = models.PositiveIntegerField(default=0)
    sessions = models.PositiveSmallIntegerField(default=4)
    is_default = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "outgoing_server"
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def password(self) -> str:
        """The password in clear."""
        return sealing.unseal(self.sealed)
