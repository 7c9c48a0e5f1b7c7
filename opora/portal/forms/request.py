"""The form by which a request is opened."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Topic
from opora.desk.public import fields as custom_fields
from opora.desk.public import topics
from opora.people.models import Person
from opora.people.public import Refusal, addresses
from opora.portal.forms.files import FilesField
from opora.portal.forms.topic_fields import PREFIX, form_field


class RequestForm(forms.Form):
    """Topic with its own questions, who writes (not asked of somebody we know), subject, words, files.

    `website` is never shown to people: what fills it in is a machine.
    """

    topic = forms.ModelChoiceField(Topic.objects.none(), label=_("What is it about?"), required=False)
    name = forms.CharField(label=_("Your name"), max_length=200, required=False)
    email = forms.CharField(
        label=_("Your mail address"), max_length=254, help_text=_("Our answer will come here.")
    )
    subject = forms.CharField(label=_("In a few words"), max_length=500)
    text = forms.CharField(
        label=_("Tell us everything"), max_length=200_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    files = FilesField(label=_("Files or pictures"))  # type: ignore[assignment]
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    submission = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person | None, chosen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = list(topics().filter(is_public=True))
        self._offer_topics()
        self.chosen = next((topic for topic in self.offered if str(topic.pk) == chosen), None)
        definitions = self.chosen.fields if self.chosen else []
        for definition in definitions:
            self.fields[f"{PREFIX}{definition['name']}"] = form_field(definition)
        if person is not None:
            del self.fields["name"], self.fields["email"]
        else:
            self.fields["name"].widget.attrs["autocomplete"] = "name"
            self.fields["email"].widget.attrs |= {
                "type": "email",
                "autocomplete": "email",
                "hx-get": reverse("portal:address"),
                "hx-trigger": "change",
                "hx-target": "#address-hint",
            }

    def _offer_topics(self) -> None:
        field = self.fields["topic"]
        assert isinstance(field, forms.ModelChoiceField)
        if not self.offered:
            del self.fields["topic"]
            return
        field.queryset = Topic.objects.filter(pk__in=[topic.pk for topic in self.offered])
        field.choices = [("", _("choose…")), *((topic.pk, topic.called) for topic in self.offered)]

    @property
    def lost_files(self) -> bool:
        """Whether files came along that the next page cannot show: browsers do not keep them."""
        return bool(self.files)

    @property
    def topic_choice(self) -> forms.BoundField | None:
        """The field that chooses the topic, if there is anything to choose."""
        return self["topic"] if "topic" in self.fields else None

    @property
    def topic_fields(self) -> list[forms.BoundField]:
        """The chosen topic's own questions."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def clean_email(self) -> str:
        try:
            return addresses.email(self.cleaned_data["email"])
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = {
            name.removeprefix(PREFIX): value for name, value in cleaned.items() if name.startswith(PREFIX)
        }
        try:
            custom_fields.clean(self.chosen.fields if self.chosen else [], given, complete=False)
        except Refusal as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.message))
        return cleaned
