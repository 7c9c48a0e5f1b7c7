"""One line of the log."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opora.events import kinds


class Audience(models.IntegerChoices):
    """Who may read an event. The customer's side keeps its own notes from staff, as staff keeps its own from them."""

    PUBLIC = 0, _("everybody on the ticket")
    CUSTOMER_SIDE = 1, _("the customer's side only")
    STAFF = 2, _("staff only")


class Event(models.Model):
    """What happened. Rows are never changed, but for `position` (once) and redaction of `data`.

    There are no foreign keys: the log outlives what it speaks of. `position` is the order of reading, given after
    commit (see `opora.events.numbering`); `id` is only the order of writing. `at` is UTC.
    """

    position = models.BigIntegerField(null=True, unique=True)
    kind = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField(default=1)
    ticket = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.BigIntegerField(null=True)
    act = models.UUIDField(default=uuid.uuid4)
    cause = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()
    audience = models.PositiveSmallIntegerField(choices=Audience.choices, default=Audience.STAFF)
    data = models.JSONField(default=dict)

    class Meta:
        db_table = "event"
        indexes = [
            models.Index(fields=["id"], name="event_unnumbered", condition=Q(position__isnull=True)),
            models.Index(fields=["ticket", "id"], name="event_of_ticket"),
            models.Index(fields=["act"], name="event_of_act"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def happening(self) -> kinds.Kind:
        """The event as an object of its kind, with typed fields, a sentence and an undo."""
        return kinds.of(self.kind).read(self.data)
