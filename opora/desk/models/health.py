"""What the desk found wrong with itself."""

from django.db import models
from django.db.models import Q

from opora.people.models import Person


class HealthCard(models.Model):
    """Something that is or was wrong. `words` and `advice` hold every language's text: {"en": "…", "ru": "…"}.

    `open_once` is "code:key" while the card is open and empty afterwards: of the same trouble there is one open card.
    """

    check_name = models.CharField(max_length=60)
    code = models.CharField(max_length=60)
    key = models.CharField(max_length=120, blank=True, default="")
    open_once = models.CharField(max_length=190, null=True, unique=True)
    is_red = models.BooleanField()
    words = models.JSONField(default=dict)
    advice = models.JSONField(default=dict)
    detail = models.TextField(blank=True, default="")
    place = models.CharField(max_length=80, blank=True, default="")
    place_key = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "health_card"
        indexes = [
            models.Index(fields=["closed_at", "-id"], name="health_card_list"),
            models.Index(fields=["is_red"], name="health_card_open", condition=Q(closed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.key}".strip()


class HealthMute(models.Model):
    """Cards of this code (the category) are not counted until then: who wanted it, and why."""

    code = models.CharField(max_length=60, primary_key=True)
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "health_mute"

    def __str__(self) -> str:
        return self.code


class Heartbeat(models.Model):
    """A process or sweep that says it is alive: `name` is "worker:machine:process" or "examined".

    `troubles` are the services of that worker that fail again and again: {name: what was said last}.
    """

    name = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField()
    troubles = models.JSONField(default=dict, blank=True)

    class Meta:
        db_table = "heartbeat"

    def __str__(self) -> str:
        return self.name
