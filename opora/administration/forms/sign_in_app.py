"""An app that is registered at a mail provider."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.administration.forms.mailbox import KEPT
from opora.desk.models import Provider, SignInApp

ONLY_MICROSOFT = ("tenant", "as_app")
ONLY_OTHER = ("authorize_url", "token_url", "scopes", "as_app")
NAMES = {Provider.MICROSOFT: "Microsoft 365", Provider.GOOGLE: "Google", Provider.OTHER: ""}


class SignInAppForm(forms.Form):
    """What the provider's page shows after registering; only the fields that this provider has."""

    name = forms.CharField(label=_("Called here"), max_length=200)
    client_id = forms.CharField(label=_("Client id"), max_length=254)
    client_secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        required=False,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True),
    )
    tenant = forms.CharField(
        label=_("Directory (tenant) id"),
        max_length=100,
        required=False,
        help_text=_("Empty: accounts of any organization, if the app was registered so."),
    )
    authorize_url = forms.CharField(label=_("Address where one signs in"), max_length=500, required=False)
    token_url = forms.CharField(label=_("Address that gives tokens"), max_length=500, required=False)
    scopes = forms.CharField(
        label=_("Scopes"), max_length=1000, required=False, help_text=_("With blanks between them.")
    )
    as_app = forms.BooleanField(
        label=_("Nobody signs in: the app itself has been given the mailboxes"),
        required=False,
    )
    secret_expires_on = forms.DateField(
        label=_("The secret runs out on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Two weeks before that a health card reminds you."),
    )

    def __init__(self, *args: Any, row: SignInApp | None, provider: str, **kwargs: Any) -> None:
        first = {name: getattr(row, name) for name in self.base_fields if row and name != "client_secret"}
        kwargs["initial"] = {"name": NAMES[Provider(provider)], **first, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.provider = provider
        has = {Provider.MICROSOFT: ONLY_MICROSOFT, Provider.OTHER: ONLY_OTHER}.get(Provider(provider), ())
        for name in {*ONLY_MICROSOFT, *ONLY_OTHER} - set(has):
            del self.fields[name]
        if row and row.client_sealed:
            self.fields["client_secret"].help_text = KEPT

    def values(self) -> dict[str, Any]:
        """What the verb wants; a secret left empty is not changed."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "client_secret" or value}
        return {**given, "provider": self.provider}
