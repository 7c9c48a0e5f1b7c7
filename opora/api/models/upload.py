"""Files sent before their message."""

import uuid

from django.db import models

from opora.people.models import Person
from opora.tickets.models import Blob


class Upload(models.Model):
    """A file that its person may attach to messages for a day. Name and type are the sender's words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=127)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "api_upload"

    def __str__(self) -> str:
        return self.name
