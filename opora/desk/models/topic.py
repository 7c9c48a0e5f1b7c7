"""What a request is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from opora.desk.models.department import Department
from opora.desk.models.translated import Named


class Priority(models.IntegerChoices):
    LOW = 1, pgettext_lazy("priority", "low")
    NORMAL = 2, pgettext_lazy("priority", "normal")
    HIGH = 3, pgettext_lazy("priority", "high")
    URGENT = 4, pgettext_lazy("priority", "urgent")


class TicketType(models.TextChoices):
    QUESTION = "question", _("question")
    INCIDENT = "incident", _("incident")
    PROBLEM = "problem", _("problem")
    TASK = "task", _("task")


class Topic(Named):
    """Decides form, department, priority and type. `fields` is a list of field definitions (see `desk.fields`)."""

    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True, related_name="topics")
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    type = models.CharField(max_length=16, choices=TicketType.choices, default=TicketType.QUESTION)
    fields = models.JSONField(default=list, blank=True)
    is_public = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "topic"
        ordering = ["position", "id"]
