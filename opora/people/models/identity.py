"""The addresses a person is known by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.people.models.person import Person


class IdentityKind(models.TextChoices):
    EMAIL = "email", _("mail")
    PHONE = "phone", _("phone")
    TELEGRAM = "telegram", _("Telegram")


class Identity(models.Model):
    """A mail address, phone or messenger account: each belongs to one person, a person may have many.

    `value` is normalised (mail in lower case; phone as + and digits); `shown` is as the person writes it.
    `undeliverable_at`: since when mail to it does not arrive, for a reason (a code of the mail room); null: it does.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=16, choices=IdentityKind.choices)
    value = models.CharField(max_length=254)
    shown = models.CharField(max_length=254)
    is_primary = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True)
    undeliverable_at = models.DateTimeField(null=True)
    undeliverable_reason = models.CharField(max_length=40, blank=True, default="", db_default="")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "identity"
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="identity_once")]
        ordering = ["-is_primary", "id"]

    def __str__(self) -> str:
        return self.shown
