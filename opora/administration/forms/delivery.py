"""Outgoing servers that mailboxes share, and keys to sign with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.desk.models import OutgoingServer, OutSecurity, OutSignIn, Trust
from opora.desk.public import sealing
from opora.mail.models import KeySort

KEPT = _("Empty: as it is.")


class OutgoingServerForm(forms.Form):
    """A server with its limits. A password already kept is never shown again."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("What it is called here, like “Our relay”.")
    )
    host = forms.CharField(label=_("Server"), max_length=253)
    port = forms.IntegerField(
        label=_("Port"), min_value=1, max_value=65535, required=False, help_text=_("Empty: the usual one.")
    )
    security = forms.ChoiceField(
        label=_("Protection"), choices=OutSecurity.choices, initial=OutSecurity.STARTTLS
    )
    trust = forms.ChoiceField(
        label=_("Its certificate is checked"), choices=Trust.choices, initial=Trust.SYSTEM
    )
    authority = forms.CharField(
        label=_("Certificate of the authority (PEM)"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
    sign_in = forms.ChoiceField(
        label=_("Opora signs in"), choices=OutSignIn.choices, initial=OutSignIn.PASSWORD
    )
    login = forms.CharField(
        label=_("Login"), max_length=254, required=False, help_text=_("Empty: without one.")
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True),
    )
    per_minute = forms.IntegerField(
        label=_("Mails in a minute at most"),
        min_value=0,
        max_value=100_000,
        initial=0,
        help_text=_("0: as many as there are."),
    )
    sessions = forms.IntegerField(
        label=_("Connections at the same time"), min_value=1, max_value=50, initial=4
    )
    is_default = forms.BooleanField(
        label=_("For all mailboxes that have no server of their own"), required=False
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, row: OutgoingServer | None = None, **kwargs: Any) -> None:
        self.row = row
        first = {name: getattr(row, name) for name in self.base_fields if row and name != "password"}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        if row and row.sealed:
            self.fields["password"].help_text = KEPT

    @property
    def general(self) -> list[forms.BoundField]:
        """What and where it is."""
        return [self[name] for name in ("name", "host", "port", "security", "trust", "authority")]

    @property
    def signing_in(self) -> list[forms.BoundField]:
        """How Opora signs in."""
        return [self[name] for name in ("sign_in", "login", "password")]

    @property
    def limits(self) -> list[forms.BoundField]:
        """What it bears, and for whom it is."""
        return [self[name] for name in ("per_minute", "sessions", "is_default", "is_active")]

    def values(self) -> dict[str, Any]:
        """What the verb wants; a password left empty is not changed."""
        given = dict(self.cleaned_data)
        return {name: value for name, value in given.items() if name != "password" or value}

    def unsaved(self) -> OutgoingServer:
        """A server with these values that is never saved, for trying it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "password"}
        password = self.cleaned_data["password"]
        kept = self.row.sealed if self.row else ""
        return OutgoingServer(**given, sealed=sealing.seal(password) if password else kept)


class DkimKeyForm(forms.Form):
    """A new key to sign with."""

    domain = forms.CharField(
        label=_("Domain"), max_length=253, help_text=_("What stands behind the @ of the mailbox.")
    )
    sort = forms.ChoiceField(
        label=_("Kind"),
        choices=KeySort.choices,
        initial=KeySort.RSA,
        help_text=_("RSA is understood everywhere. Ed25519 makes sense as a second key beside it."),
    )
    selector = forms.CharField(
        label=_("Its name in the DNS (selector)"),
        max_length=63,
        required=False,
        help_text=_("Empty: one is made up."),
    )
