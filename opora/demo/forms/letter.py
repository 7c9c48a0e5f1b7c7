"""The forms of the mail room: who one is, and a letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.demo import library
from opora.demo.writing import CHARSETS, missing_letters
from opora.people.public import Refusal, addresses

LARGEST = 25 * 1024 * 1024  # bytes


class Stranger(forms.Form):
    """Somebody who is not in the list."""

    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(
        label=_("Mail address"),
        max_length=254,
        widget=forms.EmailInput,
        help_text=_("Any: nothing leaves this machine."),
    )

    def clean_address(self) -> str:
        """In lower case. Refuses what is not a mail address."""
        try:
            return addresses.email(self.cleaned_data["address"])
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal


class LetterForm(forms.Form):
    """A letter to the company."""

    to = forms.ChoiceField(label=_("To"))
    subject = forms.CharField(label=_("Subject"), max_length=900, required=False)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 10}))
    file = forms.FileField(label=_("File"), required=False)
    charset = forms.ChoiceField(
        label=_("Encoding"),
        choices=list(CHARSETS.items()),
        required=False,
        help_text=_("Old mail programs still send the others."),
    )

    def __init__(self, *args: Any, to: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [str(row["address"]) for row in library.company()["department"]]
        given = [to] if to and to not in known else []
        self.fields["to"] = forms.ChoiceField(label=_("To"), choices=[(one, one) for one in (*given, *known)])
        self.fields["text"].strip = False  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuses letters that the chosen encoding does not have, as a mail program would."""
        cleaned = {"charset": "utf-8", **(super().clean() or {})}
        cleaned["charset"] = cleaned["charset"] or "utf-8"
        missing = missing_letters(cleaned.get("subject", "") + cleaned.get("text", ""), cleaned["charset"])
        if missing:
            words = {"charset": CHARSETS[cleaned["charset"]], "letters": " ".join(missing[:10])}
            message = (
                _("%(charset)s has no %(letters)s. Choose another encoding, or leave these out.") % words
            )
            self.add_error("charset", message)
        return cleaned
