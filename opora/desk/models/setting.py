"""Values of desk settings."""

from django.db import models


class SettingValue(models.Model):
    """A desk setting that was changed from its default. What it means is declared in the room that uses it."""

    name = models.CharField(max_length=80, primary_key=True)
    value = models.JSONField()

    class Meta:
        db_table = "desk_setting"

    def __str__(self) -> str:
        return self.name
