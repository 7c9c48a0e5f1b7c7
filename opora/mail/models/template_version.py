"""What the desk's mails say where an administrator has changed it."""

from django.db import models

from opora.desk.models import Brand


class TemplateVersion(models.Model):
    """One state of the template for a purpose, a language and a brand (null: all brands). Rows are only added.

    The newest row of the three is in force; with `is_built_in` it says that Opora's own words are in force again.
    """

    purpose = models.CharField(max_length=12)
    language = models.CharField(max_length=8)
    brand = models.ForeignKey(Brand, models.CASCADE, null=True, related_name="mail_templates")
    is_built_in = models.BooleanField(default=False)
    subject = models.CharField(max_length=300, blank=True, default="")
    html = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "mail_template"
        indexes = [models.Index(fields=["purpose", "language", "brand", "-id"], name="mail_template_newest")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.language} {self.brand_id or 'all'}"
