"""The desk's settings as one form, made from their declarations."""

from typing import Any

from django import forms

from opora.administration.forms import choices
from opora.desk.actions import change_setting
from opora.desk.public import Setting, settings
from opora.people.public import Actor

# Set by Opora itself.
UNSHOWN = {settings.SET_UP.name}


class SettingsForm(forms.Form):
    """One field for each declared setting (or those of `only`), with its value in force."""

    def __init__(self, data: Any = None, only: tuple[str, ...] = ()) -> None:
        super().__init__(data)
        for name, setting in settings.declared().items():
            if name not in UNSHOWN and (not only or name in only):
                self.fields[name] = _field(setting)

    def save(self, actor: Actor) -> bool:
        """Changes what was changed, by the verb."""
        for name in self.changed_data:
            change_setting(actor=actor, name=name, value=self.cleaned_data[name])
        return True


def _field(setting: Setting[Any]) -> forms.Field:
    about: dict[str, Any] = {"label": setting.label, "help_text": setting.help, "initial": setting.get()}
    if isinstance(setting.default, bool):
        return forms.BooleanField(required=False, **about)
    if isinstance(setting.default, int):
        return forms.IntegerField(min_value=setting.least, max_value=setting.most, **about)
    if setting is settings.DESK_TIME_ZONE:
        return forms.ChoiceField(choices=choices.zones(), **about)
    if setting.choices:
        return forms.ChoiceField(choices=setting.choices, **about)
    return forms.CharField(required=False, max_length=2000, **about)
