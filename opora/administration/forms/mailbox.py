"""A mailbox: where mail comes from and how answers go out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.desk.models import (
    AfterFetch,
    Department,
    FirstVisit,
    Incoming,
    Mailbox,
    OutgoingServer,
    Security,
    SignIn,
    SignInApp,
)
from opora.desk.public import departments
from opora.people.public import Refusal, addresses

KEPT = _("Empty: as it is.")
FETCHED = {Incoming.IMAP, Incoming.POP3}


def _password(label: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True)
    return forms.CharField(label=label, max_length=500, required=False, widget=widget, strip=False)


def _sign_in(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=SignIn.choices, initial=SignIn.PASSWORD, required=False)


class StartForm(forms.Form):
    """The address alone, from which the rest is guessed."""

    address = forms.EmailField(label=_("Address"), max_length=254)


class MailgunForm(forms.Form):
    """Mailgun signs with a key of its own."""

    signing_key = forms.CharField(
        label=_("Mailgun's HTTP webhook signing key"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=False),
    )


class MailboxForm(forms.Form):
    """One address with its two servers. Passwords already kept are never shown again."""

    address = forms.CharField(label=_("Address"), max_length=254)
    department = forms.ModelChoiceField(Department.objects.none(), label=_("Department"), empty_label=None)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    sign_in_app = forms.ModelChoiceField(
        SignInApp.objects.none(), label=_("Sign-in app"), empty_label=_("none"), required=False
    )
    incoming = forms.ChoiceField(label=_("Mail comes in by"), choices=Incoming.choices, initial=Incoming.IMAP)
    in_host = forms.CharField(label=_("Server"), max_length=253, required=False)
    in_port = forms.IntegerField(
        label=_("Port"), min_value=1, max_value=65535, required=False, help_text=_("Empty: the usual one.")
    )
    in_security = forms.ChoiceField(label=_("Protection"), choices=Security.choices)
    in_sign_in = _sign_in(_("Opora signs in"))
    in_login = forms.CharField(label=_("Login"), max_length=254, required=False)
    in_password = _password(_("Password"))
    folder = forms.CharField(label=_("Folder"), max_length=200, initial="INBOX", required=False)
    more_folders = forms.CharField(
        label=_("More folders"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=20_000,
        required=False,
        help_text=_("One in each line. “Orders/*” is that folder and all below it, “*” all of the mailbox."),
    )
    first_visit = forms.ChoiceField(
        label=_("Mails that are there already"),
        choices=FirstVisit.choices,
        initial=FirstVisit.UNREAD,
        required=False,
        help_text=_("Which of them become requests. All later ones do."),
    )
    after_fetch = forms.ChoiceField(label=_("Afterwards"), choices=AfterFetch.choices)
    move_to = forms.CharField(label=_("Move to"), max_length=200, required=False)
    out_server = forms.ModelChoiceField(
        OutgoingServer.objects.none(),
        label=_("Through"),
        empty_label=_("the server below; without one, the desk's usual server"),
        required=False,
    )
    out_host = forms.CharField(label=_("Server"), max_length=253, required=False)
    out_port = forms.IntegerField(
        label=_("Port"), min_value=1, max_value=65535, required=False, help_text=_("Empty: the usual one.")
    )
    out_security = forms.ChoiceField(
        label=_("Protection"), choices=Security.choices, initial=Security.STARTTLS
    )
    out_sign_in = _sign_in(_("Opora signs in"))
    out_login = forms.CharField(label=_("Login"), max_length=254, required=False)
    out_password = _password(_("Password"))

    def __init__(self, *args: Any, row: Mailbox | None = None, **kwargs: Any) -> None:
        self.row = row
        first = {name: getattr(row, name) for name in self.base_fields if row and "password" not in name}
        first["more_folders"] = "\n".join(first.get("more_folders") or [])
        kwargs["initial"] = {**first, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        rows: dict[str, Any] = {
            "department": departments(),
            "sign_in_app": SignInApp.objects.all(),
            "out_server": OutgoingServer.objects.all(),
        }
        for name, choices in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = choices
        for name in ("in_password", "out_password"):
            if row and getattr(row, name.replace("password", "sealed")):
                self.fields[name].help_text = KEPT

    @property
    def general(self) -> list[forms.BoundField]:
        """What it is."""
        return [self[name] for name in ("address", "department", "is_active")]

    @property
    def inward(self) -> list[forms.BoundField]:
        """The server it is fetched from, where it does not simply arrive."""
        names = ("in_host", "in_port", "in_security", "in_sign_in", "in_login", "in_password")
        return [self[name] for name in names]

    @property
    def taking(self) -> list[forms.BoundField]:
        """Which mails are taken there, and what happens to them."""
        names = ("folder", "more_folders", "first_visit", "after_fetch", "move_to")
        return [self[name] for name in names]

    @property
    def routes(self) -> list[forms.BoundField]:
        """The choice of a shared server, where the desk has one."""
        return [self["out_server"]] if OutgoingServer.objects.exists() else []

    @property
    def outward(self) -> list[forms.BoundField]:
        """The server through which answers go out."""
        names = ("out_host", "out_port", "out_security", "out_sign_in", "out_login", "out_password")
        return [self[name] for name in names]

    def clean_address(self) -> str:
        try:
            return addresses.email(self.cleaned_data["address"])
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("incoming") in FETCHED and not given.get("in_host"):
            self.add_error("in_host", _("Which server should mail be fetched from?"))
        if given.get("after_fetch") == AfterFetch.MOVE and not given.get("move_to"):
            self.add_error("move_to", _("Which folder should mail be moved to?"))
        by_token = SignIn.OAUTH in {given.get("in_sign_in"), given.get("out_sign_in")}
        if by_token and given.get("sign_in_app") is None:
            self.add_error("sign_in_app", _("Choose the app with which to sign in, or make one first."))
        return given

    def values(self) -> dict[str, Any]:
        """What the verb wants; a password left empty is not changed."""
        given = dict(self.cleaned_data)
        given["folder"] = given["folder"] or "INBOX"
        for name in ("in_sign_in", "out_sign_in"):
            given[name] = given[name] or SignIn.PASSWORD
        given["more_folders"] = given["more_folders"].splitlines()
        given["first_visit"] = given["first_visit"] or FirstVisit.UNREAD
        return {name: value for name, value in given.items() if "password" not in name or value}
