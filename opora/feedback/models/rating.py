"""What customers say about the work on their requests."""

from django.db import models
from django.utils.translation import pgettext_lazy

from opora.people.models import Person
from opora.tickets.models import Ticket


class Verdict(models.TextChoices):
    GOOD = "good", pgettext_lazy("rating", "good")
    BAD = "bad", pgettext_lazy("rating", "bad")


class Rating(models.Model):
    """One person's verdict on one ticket; a change of mind changes the row. `given_at` is the first time.

    `agent` wrote the last answer before it: they are spoken of, whoever has the ticket later.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="ratings")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="ratings_given")
    agent = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="ratings_got")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    comment = models.TextField(blank=True, default="")
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "rating"
        constraints = [models.UniqueConstraint(fields=["ticket", "person"], name="rating_once")]
        indexes = [models.Index(fields=["given_at"], name="rating_by_time")]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.verdict}"
