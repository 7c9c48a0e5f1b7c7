"""The forms of a conversation and of the page "My requests"."""

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.people.public import Refusal, addresses
from opora.portal.forms.files import FilesField
from opora.tickets.public import Words


class WordsForm(forms.Form):
    """An answer to the desk, or a note that stays on the customer's side."""

    kind = forms.ChoiceField(choices=[("reply", _("Answer")), ("side", _("Note"))], initial="reply")
    text = forms.CharField(required=False, max_length=200_000, widget=forms.Textarea)
    html = forms.CharField(required=False, max_length=20_000_000)
    files = FilesField()  # type: ignore[assignment]
    idempotency_key = forms.CharField(max_length=64, required=False)

    def words(self) -> Words:
        """What was written, for the verbs."""
        given = self.cleaned_data
        return Words(text="" if given["html"] else given["text"], html=given["html"], files=given["files"])


class AddressForm(forms.Form):
    """Whose requests: the link goes to this address."""

    email = forms.CharField(
        label=_("Your mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        try:
            return addresses.email(self.cleaned_data["email"])
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal
