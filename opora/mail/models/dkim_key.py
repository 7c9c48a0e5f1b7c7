"""Keys with which outgoing mail is signed (DKIM, RFC 6376)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.desk.public import sealing


class KeySort(models.TextChoices):
    RSA = "rsa", "RSA-2048"
    ED25519 = "ed25519", "Ed25519"


class KeyState(models.TextChoices):
    WAITING = "waiting", _("waits until its record is published")
    ACTIVE = "active", _("signs")
    RESTING = "resting", _("signs no more; leave its record for mail that is on its way")
    RETIRED = "retired", _("over; its record may go")


class DkimKey(models.Model):
    """One key pair of a domain. The private half is sealed, and gone once the key is retired.

    `is_published`: the DNS had exactly this key when it was last asked and answered; a key that is not is not signed
    with. `finding` is a code of what was found instead, `found` the record itself.
    """

    domain = models.CharField(max_length=253)
    selector = models.CharField(max_length=63)
    sort = models.CharField(max_length=8, choices=KeySort.choices, default=KeySort.RSA)
    state = models.CharField(max_length=8, choices=KeyState.choices, default=KeyState.WAITING)
    public = models.TextField()
    sealed = models.TextField(blank=True, default="")
    is_published = models.BooleanField(default=False)
    finding = models.CharField(max_length=40, blank=True, default="")
    found = models.TextField(blank=True, default="")
    checked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    rested_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dkim_key"
        ordering = ["domain", "-id"]
        constraints = [models.UniqueConstraint(fields=["domain", "selector"], name="dkim_key_once")]

    def __str__(self) -> str:
        return f"{self.selector}._domainkey.{self.domain}"

    @property
    def private(self) -> str:
        """The private half as its algorithm wants it: PEM (RSA) or base64 of the seed (Ed25519); empty when gone."""
        return sealing.unseal(self.sealed)
