"""The face shown to customers."""

from django.db import models

from opora.desk.models.translated import Named


class Brand(Named):
    """A company's face on the portal and in mails. One is the default; more are satellite desks."""

    accent = models.CharField(max_length=7, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "brand"
