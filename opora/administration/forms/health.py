"""Forms of the health centre."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MuteForm(forms.Form):
    """Until when, and why."""

    until = forms.DateField(
        label=_("Until the end of"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Why"), max_length=300)
