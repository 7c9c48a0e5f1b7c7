"""The desk's mail addresses."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.desk import sealing
from opora.desk.models.department import Department
from opora.desk.models.outgoing_server import OutgoingServer
from opora.desk.models.sign_in_app import SignInApp


class Incoming(models.TextChoices):
    DOOR = "door", _("arrives at Opora's own mail door")
    IMAP = "imap", "IMAP"
    POP3 = "pop3", "POP3"
    HTTP = "http", _("a mail service sends it by HTTP")


class Security(models.TextChoices):
    TLS = "tls", "TLS"
    STARTTLS = "starttls", "STARTTLS"
    PLAIN = "plain", _("none")


class SignIn(models.TextChoices):
    PASSWORD = "password", _("with a password")
    OAUTH = "oauth", _("with an app of the provider (OAuth 2)")


class AfterFetch(models.TextChoices):
    SEEN = "seen", _("mark as read")
    FLAG = "flag", _("flag (a star)")
    KEYWORD = "keyword", _("give it the keyword $Opora, leave it unread")
    MOVE = "move", _("move to another folder")
    DELETE = "delete", _("delete")


class FirstVisit(models.TextChoices):
    NEW = "new", _("none, only what comes from now on")
    UNREAD = "unread", _("those that are unread")
    ALL = "all", _("all of them")


class Mailbox(models.Model):
    """One address, how its mail comes in and how answers go out. Passwords are sealed with the desk's secret key.

    IMAP: `folder` is followed live, `more_folders` are looked at regularly; a name that ends in `/*` stands for a
    folder and all below it. `first_visit` says which of the mails that are there already become requests.
    """

    address = models.EmailField(max_length=254, unique=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="mailboxes")
    incoming = models.CharField(max_length=8, choices=Incoming.choices, default=Incoming.DOOR)
    in_host = models.CharField(max_length=253, blank=True, default="")
    in_port = models.PositiveIntegerField(null=True, blank=True)
    in_security = models.CharField(max_length=8, choices=Security.choices, default=Security.TLS)
    in_login = models.CharField(max_length=254, blank=True, default="")
    in_sealed = models.TextField(blank=True, default="")
    in_sign_in = models.CharField(max_length=8, choices=SignIn.choices, default=SignIn.PASSWORD)
    folder = models.CharField(max_length=200, blank=True, default="INBOX")
    more_folders = models.JSONField(default=list, blank=True)
    first_visit = models.CharField(max_length=8, choices=FirstVisit.choices, default=FirstVisit.UNREAD)
    after_fetch = models.CharField(max_length=8, choices=AfterFetch.choices, default=AfterFetch.SEEN)
    move_to = models.CharField(max_length=200, blank=True, default="")
    out_server = models.ForeignKey(
        OutgoingServer, models.PROTECT, null=True, blank=True, related_name="mailboxes"
    )
    out_host = models.CharField(max_length=253, blank=True, default="")
    out_port = models.PositiveIntegerField(null=True, blank=True)
    out_security = models.CharField(max_length=8, choices=Security.choices, default=Security.STARTTLS)
    out_login = models.CharField(max_length=254, blank=True, default="")
    out_sealed = models.TextField(blank=True, default="")
    out_sign_in = models.CharField(max_length=8, choices=SignIn.choices, default=SignIn.PASSWORD)
    sign_in_app = models.ForeignKey(
        SignInApp, models.PROTECT, null=True, blank=True, related_name="mailboxes"
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "mailbox"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.address

    @property
    def in_password(self) -> str:
        """The password for fetching, in clear."""
        return sealing.unseal(self.in_sealed)

    @property
    def out_password(self) -> str:
        """The password for sending, in clear."""
        return sealing.unseal(self.out_sealed)
