"""Tickets that have to do with each other."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.tickets.models.ticket import Ticket


class LinkKind(models.TextChoices):
    RELATED = "related", _("related")
    FOLLOW_UP = "follow_up", _("follow-up of")
    DUPLICATE = "duplicate", _("duplicate of")
    CAUSED_BY = "caused_by", _("caused by")


class Link(models.Model):
    """`ticket` is a follow-up, a duplicate, an effect of `other`, or simply related to it."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="links")
    other = models.ForeignKey(Ticket, models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=12, choices=LinkKind.choices, default=LinkKind.RELATED)

    class Meta:
        db_table = "ticket_link"
        constraints = [models.UniqueConstraint(fields=["ticket", "other", "kind"], name="ticket_link_once")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind} {self.other_id}"
