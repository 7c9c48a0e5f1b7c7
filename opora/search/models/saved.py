"""Searches that somebody keeps."""

from django.db import models

from opora.people.models import Person


class SavedSearch(models.Model):
    """A query under a name. A shared one is shown to everybody of staff; each finds in it what they may see.

    `order`: one of the orders of search. `place` orders them in the rail, before the name.
    """

    owner = models.ForeignKey(Person, models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)
    order = models.CharField(max_length=20, default="best")
    is_shared = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "search_saved"
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="search_saved_once")]

    def __str__(self) -> str:
        return self.name
