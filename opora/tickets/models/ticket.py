"""One request and all that a list shows of it."""

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from opora.desk.models import Brand, Department, Priority, TicketType, Topic
from opora.people.models import Organization, Person

if TYPE_CHECKING:
    from opora.tickets.models.message import Message


class Status(models.TextChoices):
    NEW = "new", pgettext_lazy("status", "new")
    OPEN = "open", pgettext_lazy("status", "open")
    PENDING = "pending", pgettext_lazy("status", "waits for the customer")
    HOLD = "hold", pgettext_lazy("status", "on hold")
    SOLVED = "solved", pgettext_lazy("status", "solved")
    CLOSED = "closed", pgettext_lazy("status", "closed")


# What still needs somebody; "unsolved" in the field's words.
OPEN_STATUSES = (Status.NEW, Status.OPEN, Status.PENDING, Status.HOLD)


class Channel(models.TextChoices):
    MAIL = "mail", _("mail")
    WEB = "web", _("web form")
    PORTAL = "portal", _("portal")
    API = "api", _("API")
    PHONE = "phone", _("phone")
    CHAT = "chat", _("chat")
    MESSENGER = "messenger", _("messenger")
    DESK = "desk", _("desk")


_WALKED = ("-last_message_at", "-id", "merged_into", "not_request_at")


def fresh_secret() -> str:
    """What makes links and mail addresses of a ticket impossible to guess: 80 bits, lower case and digits."""
    return secrets.token_hex(10)


class Ticket(models.Model):
    """A request. Its number is its primary key: short, speakable, never given twice.

    Columns from `snippet` on repeat what messages and events say, so that a list needs nothing else; the verbs keep
    them true and `summary.recount` rebuilds them. `waiting_since`: when the customer wrote what nobody answered yet.
    `not_request_at`: since when it counts as no request at all (spam, private, wrong address) and is in no list.
    """

    subject = models.CharField(max_length=500)
    requester = models.ForeignKey(Person, models.PROTECT, related_name="tickets")
    organization = models.ForeignKey(Organization, models.SET_NULL, null=True, related_name="tickets")
    brand = models.ForeignKey(Brand, models.PROTECT, related_name="tickets")
    department = models.ForeignKey(Department, models.PROTECT, related_name="tickets")
    assignee = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="assigned_tickets")
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, related_name="tickets")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.NEW)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    type = models.CharField(max_length=16, choices=TicketType.choices, default=TicketType.QUESTION)
    channel = models.CharField(max_length=16, choices=Channel.choices)
    language = models.CharField(max_length=8, blank=True, default="")
    fields = models.JSONField(default=dict, blank=True)
    secret = models.CharField(max_length=20, default=fresh_secret)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged", db_index=False)
    not_request_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    snippet = models.CharField(max_length=200, blank=True, default="")
    last_author = models.CharField(max_length=200, blank=True, default="")
    last_by_staff = models.BooleanField(default=False)
    last_message_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    first_replied_at = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reopened = models.PositiveIntegerField(default=0)
    message_count = models.PositiveIntegerField(default=0)
    has_files = models.BooleanField(default=False)
    has_undelivered = models.BooleanField(default=False, db_default=False)

    # The first message, on the object that the verb open_ticket has just made.
    opening: "Message | None" = None

    class Meta:
        db_table = "ticket"
        indexes = [
            # Lists walk along these (`tickets/lists/walks.py`). Their last two columns are only looked at, so
            # that a count needs the index alone.
            models.Index(fields=["status", *_WALKED], name="ticket_by_status"),
            models.Index(fields=["department", "status", *_WALKED], name="ticket_by_department"),
            models.Index(fields=["assignee", "status", *_WALKED], name="ticket_by_assignee"),
            models.Index(
                fields=["status", *_WALKED],
                name="ticket_unassigned",
                condition=models.Q(assignee__isnull=True),
            ),
            models.Index(
                fields=["department", "status", *_WALKED],
                name="ticket_unassigned_department",
                condition=models.Q(assignee__isnull=True),
            ),
            models.Index(fields=["-last_message_at", "-id"], name="ticket_by_last_message"),
            models.Index(fields=["requester", "-last_message_at"], name="ticket_of_requester"),
            # Only of merged ones: SQLite without statistics would walk all the others by an index of nothing.
            models.Index(
                fields=["merged_into"], name="ticket_merged", condition=models.Q(merged_into__isnull=False)
            ),
            models.Index(
                fields=["-last_message_at", "-id"],
                name="ticket_not_request",
                condition=models.Q(not_request_at__isnull=False),
            ),
            models.Index(
                fields=["-last_message_at", "-id"],
                name="ticket_undelivered",
                condition=models.Q(has_undelivered=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.subject}"

    @property
    def number(self) -> int:
        """What people call it by."""
        return self.pk

    @property
    def is_open(self) -> bool:
        """Whether it still needs somebody."""
        return self.status in OPEN_STATUSES


class TicketTag(models.Model):
    """One word on a ticket, lower case."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="tag_rows")
    name = models.CharField(max_length=60)

    class Meta:
        db_table = "ticket_tag"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["ticket", "name"], name="ticket_tag_once")]
        indexes = [models.Index(fields=["name", "ticket"], name="ticket_tag_name")]

    def __str__(self) -> str:
        return self.name


class Collaborator(models.Model):
    """Somebody besides the requester who follows the ticket and gets the answers (CC)."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="collaborators")
    person = models.ForeignKey(Person, models.CASCADE, related_name="collaborations")

    class Meta:
        db_table = "collaborator"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["ticket", "person"], name="collaborator_once")]

    def __str__(self) -> str:
        return str(self.person)
