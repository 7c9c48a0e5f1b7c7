"""Names in several languages, as form fields."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Brand, Department, Topic


class NamedForm(forms.Form):
    """A name, and its translations where they differ. `name_ru` and its like become `translations`."""

    name = forms.CharField(label=_("Name"), max_length=200)

    def __init__(self, *args: Any, row: Brand | Department | Topic | None = None, **kwargs: Any) -> None:
        self.row = row
        kwargs["initial"] = {**self._first(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for code, _name in settings.LANGUAGES:
            label = get_language_info(code)["name_local"].capitalize()
            self.fields[f"name_{code}"] = forms.CharField(label=label, max_length=200, required=False)

    def _first(self) -> dict[str, Any]:
        if self.row is None:
            return {}
        own = {name: getattr(self.row, name) for name in self.base_fields if hasattr(self.row, name)}
        return {**own, **{f"name_{code}": name for code, name in self.row.translations.items()}}

    @property
    def translated_names(self) -> list[forms.BoundField]:
        """The name's fields, one a language."""
        return [self[f"name_{code}"] for code, _name in settings.LANGUAGES]

    @property
    def others(self) -> list[forms.BoundField]:
        """All fields but the translations."""
        return [self[name] for name in self.fields if not name.startswith("name_")]

    def values(self) -> dict[str, Any]:
        """What the verb wants."""
        given = dict(self.cleaned_data)
        names = {code: given.pop(f"name_{code}") for code, _name in settings.LANGUAGES}
        return {**given, "translations": {code: name for code, name in names.items() if name}}
