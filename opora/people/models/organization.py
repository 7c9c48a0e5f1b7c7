"""Companies that customers belong to."""

from django.db import models


class Organization(models.Model):
    """A customer's company. With `shares_tickets` its people see each other's tickets on the portal."""

    name = models.CharField(max_length=200)
    note = models.TextField(blank=True, default="")
    shares_tickets = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "organization"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganizationDomain(models.Model):
    """A mail domain whose new senders belong to the organization. Lower case, IDNA as written in mails."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253, unique=True)

    class Meta:
        db_table = "organization_domain"

    def __str__(self) -> str:
        return self.domain
