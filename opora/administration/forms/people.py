"""Forms about people."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from opora.administration.forms import choices
from opora.people.models import IdentityKind, Organization, Person
from opora.people.public import Role


class PersonForm(forms.Form):
    """Somebody's details. The company is told by its name: there may be thousands."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=choices.languages_or_none(), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=choices.zones_or_desks(), required=False)
    organization = forms.CharField(
        label=_("Company"), max_length=200, required=False, help_text=_("Its exact name.")
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_organization(self) -> Organization | None:
        name = self.cleaned_data["organization"].strip()
        if not name:
            return None
        found = (
            Organization.objects.filter(name__iexact=name).first()
            or Organization.objects.filter(name=name).first()
        )
        if found is None:
            raise ValidationError(_("There is no company of this name. Add it first."))
        return found


class NewPersonForm(PersonForm):
    """A new person: an address is needed only of those who sign in, and is said by the verb."""

    email = forms.CharField(label=_("Mail address"), max_length=254, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.CUSTOMER)
    field_order = ("name", "email", "phone", "role", "language", "time_zone", "organization", "note")


class RoleForm(forms.Form):
    """What somebody is to the desk."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class IdentityForm(forms.Form):
    """One more address of somebody. Refusals name the kind of address."""

    kind = forms.ChoiceField(
        label=_("What"), choices=[(IdentityKind.EMAIL, _("mail address")), (IdentityKind.PHONE, _("phone"))]
    )
    value = forms.CharField(label=_("Address"), max_length=254)


class TokenForm(forms.Form):
    """A key to the API."""

    name = forms.CharField(label=_("What it is for"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=[("read", _("read")), ("write", _("write")), ("admin", _("administrate"))],
        initial=["read"],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(
        label=_("Days until it ends"),
        min_value=1,
        max_value=3650,
        required=False,
        help_text=_("Empty: never."),
    )


def of_person(person: Person, data: Any = None) -> PersonForm:
    """The form of an existing person, filled in."""
    first = {name: getattr(person, name) for name in ("name", "language", "time_zone", "note")}
    company = person.organization.name if person.organization else ""
    return PersonForm(data, initial={**first, "organization": company})
