"""Queues with members, addresses and a voice of their own."""

from django.db import models

from opora.desk.models.brand import Brand
from opora.desk.models.translated import Named


class Department(Named):
    """A department. `signature` is HTML put under answers, `signatures` the same by language; `from_name` the
    sender's name in mails (empty: the agent's name and the brand). `confirms_mail` and `confirms_web`: whoever writes
    is told at once that it arrived; `tells_solved`: when it is solved; `asks_rating`: asked afterwards how it went.
    `opens_forwarded`: what an agent forwards becomes the request of whoever wrote it first.
    With `separate_copies` nobody on a ticket sees who else got an answer; else it is one letter to all."""

    brand = models.ForeignKey(Brand, models.PROTECT, related_name="departments")
    language = models.CharField(max_length=8, blank=True, default="")
    signature = models.TextField(blank=True, default="")
    signatures = models.JSONField(default=dict, blank=True)
    from_name = models.CharField(max_length=200, blank=True, default="")
    adds_cc = models.BooleanField(default=True)
    separate_copies = models.BooleanField(default=False)
    opens_forwarded = models.BooleanField(default=True)
    confirms_mail = models.BooleanField(default=True)
    confirms_web = models.BooleanField(default=True)
    tells_solved = models.BooleanField(default=False)
    asks_rating = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "department"
        ordering = ["position", "id"]

    def signature_in(self, language: str) -> str:
        """The signature for a ticket's language, or the plain one."""
        return str(self.signatures.get(language) or self.signature)
