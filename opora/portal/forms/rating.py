"""The form of a rating."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RatingForm(forms.Form):
    """Good or not, and a few words."""

    VALUES = ("good", "bad")

    verdict = forms.ChoiceField(
        label=_("Your rating"),
        choices=[("good", _("👍 Good, thank you")), ("bad", _("👎 Not good"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    comment = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only we read them. To open the request again, just answer our mail."),
    )
