"""Forms of the desk's set-up: brand, departments, topics, companies."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from opora.administration.forms import choices
from opora.administration.forms.named import NamedForm
from opora.desk.models import Department, Priority, TicketType
from opora.desk.public import departments, fields
from opora.people.models import Organization
from opora.tickets.public import as_text, from_text


class BrandForm(NamedForm):
    """The face shown to customers."""

    accent = forms.CharField(
        label=_("Colour"),
        max_length=7,
        required=False,
        help_text=_("Like #1f6f5c. It is made lighter or darker where it could not be read."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=choices.languages_or_none(), required=False)

    def clean_accent(self) -> str:
        colour = self.cleaned_data["accent"].strip().lower()
        if colour and not re.fullmatch("#[0-9a-f]{6}", colour):
            raise ValidationError(_("Write a colour like #1f6f5c."))
        return str(colour)


class DepartmentForm(NamedForm):
    """A department. Signatures are written as plain text; one made elsewhere as HTML stays until its words change."""

    from_name = forms.CharField(
        label=_("Sender's name in mails"),
        max_length=200,
        required=False,
        help_text=_("Empty: the agent's name and ours."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=choices.languages_or_none(),
        required=False,
        help_text=_("Where the customer's is not known."),
    )
    adds_cc = forms.BooleanField(
        label=_("People in copy of a mail join its ticket"), required=False, initial=True
    )
    separate_copies = forms.BooleanField(
        label=_("Everybody on a ticket gets a mail of their own"),
        required=False,
        help_text=_(
            "Nobody sees in it who else got one. Otherwise it is one letter with the others in copy."
        ),
    )
    opens_forwarded = forms.BooleanField(
        label=_("What an agent forwards here is a request of whoever wrote it first"),
        required=False,
        initial=True,
    )
    confirms_mail = forms.BooleanField(
        label=_("Whoever writes by mail is told that it arrived"), required=False, initial=True
    )
    confirms_web = forms.BooleanField(
        label=_("Whoever writes by form is told that it arrived"), required=False, initial=True
    )
    tells_solved = forms.BooleanField(label=_("Customers are told when it is solved"), required=False)
    asks_rating = forms.BooleanField(label=_("Customers are asked afterwards how it went"), required=False)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    position = forms.IntegerField(label=_("Place in lists"), min_value=0, max_value=999, initial=0)
    signature = forms.CharField(
        label=_("Signature"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("{{ agent.name }}, {{ department.name }} and {{ brand.name }} can stand in it."),
    )

    def __init__(self, *args: Any, row: Department | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        kept = row.signatures if row else {}
        self.initial["signature"] = as_text(row.signature) if row else ""
        for code, _name in settings.LANGUAGES:
            label = _("Signature, %(language)s") % {"language": get_language_info(code)["name_local"]}
            widget = forms.Textarea(attrs={"rows": 3})
            self.fields[f"signature_{code}"] = forms.CharField(label=label, required=False, widget=widget)
            self.initial[f"signature_{code}"] = as_text(kept.get(code, ""))

    def values(self) -> dict[str, Any]:
        given = super().values()
        assert self.row is None or isinstance(self.row, Department)
        kept = self.row.signatures if self.row else {}
        texts = {code: given.pop(f"signature_{code}") for code, _name in settings.LANGUAGES}
        html = {code: _html(text, kept.get(code, "")) for code, text in texts.items() if text.strip()}
        return {
            **given,
            "signature": _html(given["signature"], self.row.signature if self.row else ""),
            "signatures": html,
        }


def _html(text: str, before: str) -> str:
    tidy = text.replace("\r\n", "\n").strip()
    return before if as_text(before) == tidy else from_text(tidy)


class TopicForm(NamedForm):
    """What a request is about, and what follows from that."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), required=False, empty_label=_("the first")
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Priority.choices, coerce=int, initial=Priority.NORMAL
    )
    type = forms.ChoiceField(label=_("Type"), choices=TicketType.choices, initial=TicketType.QUESTION)
    is_public = forms.BooleanField(label=_("Customers may choose it"), required=False, initial=True)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    position = forms.IntegerField(label=_("Place in lists"), min_value=0, max_value=999, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["department"]
        assert isinstance(place, forms.ModelChoiceField)
        place.queryset = departments()


KINDS = [
    ("text", _("a line of text")),
    ("long_text", _("longer text")),
    ("number", _("a number")),
    ("date", _("a date")),
    ("choice", _("one of several")),
    ("flag", _("yes or no")),
]


class QuestionForm(forms.Form):
    """One question of a topic's form. `name` is what the API and search call it; made up when left empty."""

    label = forms.CharField(label=_("Question"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Answer"), choices=KINDS, initial="text")
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    choices = forms.CharField(
        label=_("Choices, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    name = forms.CharField(label=_("Short name"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, _name in settings.LANGUAGES:
            label = get_language_info(code)["name_local"].capitalize()
            self.fields[f"label_{code}"] = forms.CharField(label=label, max_length=200, required=False)


QuestionFormSet = formset_factory(QuestionForm, extra=1, can_delete=True, max_num=40)


def as_rows(definitions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Definitions of questions as the formset wants them."""
    return [
        {
            **{key: definition.get(key, "") for key in ("name", "label", "kind", "required")},
            "choices": "\n".join(str(choice) for choice in definition.get("choices", [])),
            **{f"label_{code}": label for code, label in definition.get("labels", {}).items()},
        }
        for definition in definitions
    ]


def as_definitions(rows: list[dict[str, Any]], known: list[dict[str, Any]]) -> list[fields.Definition]:
    """What the formset holds, as definitions; what a question had besides (help) stays with its name."""
    kept = {definition["name"]: definition for definition in known}
    taken = {row.get("name") for row in rows}
    made: list[fields.Definition] = []
    for row in rows:
        if row.get("DELETE") or not row.get("label"):
            continue
        name = row["name"] or next(name for n in range(1, 999) if (name := f"field_{n}") not in taken)
        taken.add(name)
        labels = {
            code: row[f"label_{code}"] for code, _name in settings.LANGUAGES if row.get(f"label_{code}")
        }
        offered = [line.strip() for line in row["choices"].splitlines() if line.strip()]
        made.append({
            **kept.get(name, {}), "name": name, "label": row["label"], "labels": labels, "kind": row["kind"],
            "required": row["required"], "choices": offered if row["kind"] == "choice" else [],
        })  # fmt: skip
    return made


class OrganizationForm(forms.Form):
    """A customer's company."""

    name = forms.CharField(label=_("Name"), max_length=200)
    domains = forms.CharField(
        label=_("Mail domains"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "One a line. Whoever writes from one of them for the first time belongs to this company."
        ),
    )
    shares_tickets = forms.BooleanField(label=_("Its people see each other's requests"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_domains(self) -> list[str]:
        return [
            line.strip()
            for line in self.cleaned_data["domains"].replace(",", "\n").splitlines()
            if line.strip()
        ]


def of_organization(row: Organization | None, data: Any = None) -> OrganizationForm:
    """The form of a company, filled in."""
    if row is None:
        return OrganizationForm(data)
    first = {name: getattr(row, name) for name in ("name", "shares_tickets", "note")}
    domains = "\n".join(row.domains.order_by("domain").values_list("domain", flat=True))
    return OrganizationForm(data, initial={**first, "domains": domains})
