"""Whose mail the desk does not want to see."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.people.models import Person


class BlockSort(models.TextChoices):
    SENDER = "sender", _("address")
    DOMAIN = "domain", _("domain")
    SUBJECT = "subject", _("words in the subject")


class BlockAction(models.TextChoices):
    HOLD = "hold", _("held for a decision")
    SET_ASIDE = "aside", _("set aside")


class BlockRule(models.Model):
    """One rule. `value`: an address, a domain (with everything below it) or words of the subject, in lower case.

    `action`: whether matching mail is held for a decision or set aside; it is kept either way. `hits` and `last_hit_at`
    say whether the rule is still of use.
    """

    sort = models.CharField(max_length=8, choices=BlockSort.choices)
    value = models.CharField(max_length=254)
    action = models.CharField(max_length=5, choices=BlockAction.choices, default=BlockAction.SET_ASIDE)
    note = models.CharField(max_length=200, blank=True, default="")
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()
    hits = models.PositiveIntegerField(default=0)
    last_hit_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "block_rule"
        constraints = [models.UniqueConstraint(fields=["sort", "value"], name="block_rule_once")]

    def __str__(self) -> str:
        return self.value
