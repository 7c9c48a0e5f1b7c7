"""The form of a template of the desk's mails."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.people.models import Person
from opora.tickets.models import Ticket
from opora.tickets.public import visible_to

RECENT, RELATED = 8, ("requester", "department", "brand")
WIDTHS = [("wide", _("as on a computer")), ("phone", _("as on a phone"))]


class TemplateForm(forms.Form):
    """Subject and words. `ticket` and `width` are for the preview only."""

    subject = forms.CharField(label=_("Subject"), max_length=300)
    html = forms.CharField(
        label=_("Words, as HTML"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "true", "class": "code-area"}),
    )
    ticket = forms.TypedChoiceField(
        label=_("Shown about"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("an invented request"))],
    )
    width = forms.ChoiceField(label=_("Shown"), choices=WIDTHS, required=False, initial="wide")

    def __init__(self, *args: Any, person: Person, has_subject: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_subject:
            del self.fields["subject"]
        self.recent = {
            row.pk: row
            for row in visible_to(person)
            .select_related(*RELATED)
            .order_by("-last_message_at", "-id")[:RECENT]
        }
        choice = self.fields["ticket"]
        assert isinstance(choice, forms.TypedChoiceField)
        choice.choices = [
            ("", _("an invented request")),
            *((row.pk, f"№ {row.pk} {row.subject[:60]}") for row in self.recent.values()),
        ]

    def words(self) -> dict[str, str]:
        """Subject and HTML, for verbs."""
        return {"subject": self.cleaned_data.get("subject", ""), "html": self.cleaned_data["html"]}

    def about(self) -> Ticket | None:
        """The ticket that the preview is about."""
        return self.recent.get(self.cleaned_data.get("ticket") or 0)
