"""What somebody may do in a department."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.desk.models.department import Department
from opora.people.models import Person


class Level(models.IntegerChoices):
    """Each level includes those before it."""

    NONE = 0, _("none")
    READ = 1, _("read")
    REPLY = 2, _("reply")
    MANAGE = 3, _("manage")


class Access(models.Model):
    """One person's level in one department. No row: agents have none, supervisors and administrators manage."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="access")
    department = models.ForeignKey(Department, models.CASCADE, related_name="access")
    level = models.PositiveSmallIntegerField(choices=Level.choices)

    class Meta:
        db_table = "access"
        constraints = [models.UniqueConstraint(fields=["person", "department"], name="access_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.get_level_display()} {self.department}"
