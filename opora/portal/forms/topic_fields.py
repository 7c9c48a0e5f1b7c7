"""A topic's custom fields as form fields, called `fields.<name>` as the verbs call them in refusals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.desk.public import fields as custom_fields

PREFIX = "fields."


def form_field(definition: custom_fields.Definition) -> forms.Field:
    """The form field of one definition."""
    about: dict[str, Any] = {
        "label": custom_fields.label(definition),
        "required": bool(definition.get("required")),
        "help_text": definition.get("help", ""),
    }
    kind = definition.get("kind", "text")
    if kind == "choice":
        choices = [("", _("choose…")), *((str(choice), str(choice)) for choice in definition["choices"])]
        return forms.ChoiceField(choices=choices, **about)
    if kind == "flag":
        return forms.BooleanField(**about)
    if kind == "date":
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **about)
    if kind == "number":
        return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), max_length=40, **about)
    if kind == "long_text":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **about)
    return forms.CharField(max_length=custom_fields.LENGTHS["text"], **about)


def values(cleaned: dict[str, Any]) -> dict[str, Any]:
    """What was filled in, by field name, for the verb."""
    given = {name.removeprefix(PREFIX): value for name, value in cleaned.items() if name.startswith(PREFIX)}
    return {name: value for name, value in given.items() if value not in (None, "", False)}
