"""Senders whose pictures are shown without asking."""

from django.db import models

from opora.people.models import Person


class PictureSender(models.Model):
    """An address (lower case) of which somebody said that its pictures are always shown; fetched through us."""

    address = models.CharField(max_length=254, unique=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "picture_sender"

    def __str__(self) -> str:
        return self.address
