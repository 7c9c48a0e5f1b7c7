"""What was said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.people.models import Person
from opora.tickets.models.ticket import Channel, Ticket


class MessageKind(models.TextChoices):
    PUBLIC = "public", _("message")
    NOTE = "note", _("staff note")
    CUSTOMER_NOTE = "customer_note", _("customer-side note")


class AuthorRole(models.TextChoices):
    """What the author was when writing: it stays, whatever becomes of the person."""

    CUSTOMER = "customer", _("customer")
    AGENT = "agent", _("agent")
    RULE = "rule", _("rule")
    SYSTEM = "system", _("Opora")
    IMPORT = "import", _("import")


class Message(models.Model):
    """A public message, a staff note or a customer-side note.

    `text` is everything as plain text, `visible` the same without quoted history and signature, `html` sanitised or
    empty, its pictures as cid: links to attachments. `thread` is the ticket the message was written to: merging moves
    `ticket` and leaves `thread`. `remarks` are codes with values of what happened on the way in (a file too large …).
    `submission` makes a repeated click harmless. `leaves_at`: an answer of the desk leaves then, and until then the
    customer does not see it and its author may take it back. `undelivered_at`: since when it is known that it did not
    reach somebody, and nobody has settled that.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="messages")
    thread = models.BigIntegerField()
    kind = models.CharField(max_length=16, choices=MessageKind.choices, default=MessageKind.PUBLIC)
    author = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="messages")
    author_role = models.CharField(max_length=10, choices=AuthorRole.choices)
    channel = models.CharField(max_length=16, choices=Channel.choices)
    text = models.TextField(blank=True, default="")
    visible = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    remarks = models.JSONField(default=list, blank=True)
    submission = models.CharField(max_length=120, null=True, unique=True)
    at = models.DateTimeField()
    leaves_at = models.DateTimeField(null=True)
    undelivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "message"
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["ticket", "at", "id"], name="message_of_ticket")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of {self.ticket_id}"

    @property
    def by_staff(self) -> bool:
        """Whether the desk speaks."""
        return self.author_role != AuthorRole.CUSTOMER
