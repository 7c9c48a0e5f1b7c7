"""The words that occur, for suggestions and weights."""

from django.db import models


class Form(models.Model):
    """A word as it is written (folded), and in about how many tickets it occurs."""

    text = models.CharField(max_length=40, primary_key=True)
    tickets = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "search_form"

    def __str__(self) -> str:
        return self.text
