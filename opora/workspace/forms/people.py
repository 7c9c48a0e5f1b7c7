"""Forms about people: a customer's details, one's own settings."""

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from opora.people.actions import add_identity, change_person
from opora.people.models import IdentityKind, Organization, Person
from opora.people.public import Actor
from opora.tickets.public import LONGEST_UNDO

AREAS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def language_choices() -> list[tuple[str, object]]:
    """Languages as they call themselves."""
    own = [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]
    return [("", _("as the browser says")), *own]


def zone_choices() -> list[tuple[str, object]]:
    """Time zones of the world by name."""
    names = sorted(name for name in zoneinfo.available_timezones() if name.partition("/")[0] in AREAS)
    return [("", _("the desk's")), ("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class SettingsForm(forms.Form):
    """What everybody decides for themselves."""

    name = forms.CharField(
        label=_("Name"), help_text=_("Customers see it under your answers."), max_length=200
    )
    language = forms.ChoiceField(label=_("Language"), choices=lazy(language_choices, list)(), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=lazy(zone_choices, list)(), required=False)
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        choices=[("", _("as the system")), ("light", _("light")), ("dark", _("dark"))],
        required=False,
        widget=forms.RadioSelect,
    )
    undo_seconds = forms.IntegerField(
        label=_("Seconds in which you can take an answer back"),
        help_text=_("Empty: as the desk has it. 0: your answers leave at once."),
        required=False,
        min_value=0,
        max_value=LONGEST_UNDO,
    )

    def __init__(self, *args: Any, who: Person, **kwargs: Any) -> None:
        same = ("name", "language", "time_zone", "theme", "undo_seconds")
        initial = {field: getattr(who, field) for field in same}
        super().__init__(*args, **{**kwargs, "initial": initial})


class CustomerForm(forms.Form):
    """A customer's details, and a further address."""

    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=lazy(language_choices, list)(), required=False)
    organization = forms.ModelChoiceField(
        Organization.objects.all(), label=_("Company"), required=False, empty_label=_("none")
    )
    note = forms.CharField(
        label=_("What to know about them"), required=False, widget=forms.Textarea({"rows": 3})
    )
    email = forms.CharField(
        label=_("One more mail address"), required=False, widget=forms.EmailInput({"autocomplete": "off"})
    )
    phone = forms.CharField(label=_("One more phone"), required=False, max_length=40)

    def __init__(self, *args: Any, who: Person, **kwargs: Any) -> None:
        initial = {
            "name": who.name,
            "language": who.language,
            "organization": who.organization_id,
            "note": who.note,
        }
        super().__init__(*args, **{**kwargs, "initial": initial})

    def apply(self, actor: Actor, who: Person) -> Person:
        """Calls the verbs."""
        given = self.cleaned_data
        texts = {field: given[field] for field in ("name", "language", "note")}
        for kind, value in ((IdentityKind.EMAIL, given["email"]), (IdentityKind.PHONE, given["phone"])):
            if value:
                add_identity(actor=actor, person=who, kind=kind, value=value)
        return change_person(actor=actor, person=who, organization=given["organization"], **texts)
