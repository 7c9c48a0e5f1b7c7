"""Forms of the first set-up."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from opora.administration.forms import choices
from opora.desk.models import Department, Level
from opora.desk.public import departments
from opora.people.public import Refusal, Role, addresses


class FirstAdministratorForm(forms.Form):
    """Whoever sets the desk up."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.CharField(
        label=_("Your mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("A password"),
        help_text=_("At least 10 characters; several words are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=choices.languages())


class FirstDepartmentForm(forms.Form):
    """Where the first requests arrive."""

    name = forms.CharField(
        label=_("Its name"), max_length=200, help_text=_("More departments can follow later, or never.")
    )
    signature = forms.CharField(
        label=_("Signature under answers"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class InviteForm(forms.Form):
    """Several people at once."""

    emails = forms.CharField(
        label=_("Mail addresses, one a line"), widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000
    )
    role = forms.ChoiceField(label=_("They will be"), choices=[], initial=Role.AGENT)
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("and answer in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    level = forms.TypedChoiceField(
        label=_("where they may"), choices=Level.choices[1:], coerce=int, initial=int(Level.REPLY)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role, places = self.fields["role"], self.fields["departments"]
        assert isinstance(role, forms.ChoiceField)
        assert isinstance(places, forms.ModelMultipleChoiceField)
        role.choices = [choice for choice in Role.choices if choice[0] != Role.CUSTOMER]
        places.queryset = departments()
        places.initial = list(departments().values_list("pk", flat=True)[:1])

    def clean_emails(self) -> list[str]:
        lines = [
            line.strip()
            for line in self.cleaned_data["emails"].replace(",", "\n").splitlines()
            if line.strip()
        ]
        try:
            return [addresses.email(line) for line in lines]
        except Refusal as refusal:
            wrong = next(line for line in lines if not _is_address(line))
            raise ValidationError(_("“%(line)s” is not a mail address.") % {"line": wrong}) from refusal


def _is_address(line: str) -> bool:
    try:
        addresses.email(line)
    except Refusal:
        return False
    return True
