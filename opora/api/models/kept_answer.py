"""Answers kept so that a repeated request does nothing twice."""

from django.db import models

from opora.people.models import Person


class KeptAnswer(models.Model):
    """What a request with this Idempotency-Key was answered. `digest`: SHA-256 of the request; kept for a day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "api_kept_answer"
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="kept_answer_once")]

    def __str__(self) -> str:
        return self.key
