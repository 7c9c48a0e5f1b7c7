"""Forms that change a ticket."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Department, Topic
from opora.desk.public import departments, members, topics
from opora.people.models import Person
from opora.people.public import Role, staff
from opora.tickets.models import LinkKind, Message, Ticket
from opora.tickets.public import messages_for


class PersonChoice(forms.ModelChoiceField):
    """Staff by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.called)


def answering_in(ticket: Ticket) -> list[int]:
    """Ids of those who may usually be given a ticket of its department."""
    leading = staff().filter(role__in=[Role.SUPERVISOR, Role.ADMINISTRATOR]).values_list("pk", flat=True)
    return [*leading, *(person.pk for person in members(ticket.department))]


class AssignmentForm(forms.Form):
    """Whose the ticket is."""

    to = PersonChoice(
        Person.objects.none(),
        label=_("Who looks after it"),
        required=False,
        empty_label=_("nobody yet"),
        widget=forms.Select,
    )

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"to": ticket.assignee_id}})
        self.fields["to"].queryset = staff().filter(pk__in=answering_in(ticket))  # type: ignore[attr-defined]


class TransferForm(forms.Form):
    """Another department, perhaps somebody there, perhaps a note."""

    department = forms.ModelChoiceField(Department.objects.none(), label=_("Department"), empty_label=None)
    to = PersonChoice(
        Person.objects.none(), label=_("To whom there"), required=False, empty_label=_("whoever is free")
    )
    note = forms.CharField(
        label=_("What they should know"),
        help_text=_("Becomes a staff note. The customer will not see it."),
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments().exclude(pk=ticket.department_id)  # type: ignore[attr-defined]
        self.fields["to"].queryset = staff()  # type: ignore[attr-defined]


class TagsForm(forms.Form):
    """All tags as words."""

    tags = forms.CharField(label=_("Tags"), help_text=_("Words with commas between them."), required=False)

    def clean_tags(self) -> list[str]:
        return str(self.cleaned_data["tags"]).split(",")


class PropertiesForm(forms.Form):
    """What is changed seldom: the subject, whose request it is, what it is about."""

    subject = forms.CharField(label=_("Subject"), max_length=500)
    requester = forms.CharField(
        label=_("Whose request it is"), help_text=_("A mail address; somebody new is added."), max_length=254
    )
    topic = forms.ModelChoiceField(
        Topic.objects.none(), label=_("Topic"), required=False, empty_label=_("none")
    )

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        initial = {
            "subject": ticket.subject,
            "requester": ticket.requester.email or "",
            "topic": ticket.topic_id,
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["topic"].queryset = topics()  # type: ignore[attr-defined]
        self.fields["requester"].required = bool(ticket.requester.email)


class CollaboratorForm(forms.Form):
    """Somebody who gets the answers too."""

    email = forms.CharField(
        label=_("Mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "off"})
    )


class SplitForm(forms.Form):
    """Which messages leave, and what the new ticket is called."""

    messages = forms.MultipleChoiceField(
        label=_("Messages that become a ticket of their own"), widget=forms.CheckboxSelectMultiple
    )
    subject = forms.CharField(label=_("Subject of the new ticket"), required=False, max_length=500)

    def __init__(self, *args: Any, ticket: Ticket, person: Person, chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"messages": [chosen], "subject": ticket.subject}})
        rows = messages_for(person, ticket).select_related("author")
        self.fields["messages"].choices = [(str(row.pk), message_words(row)) for row in rows]  # type: ignore[attr-defined]


def message_words(message: Message) -> str:
    """A message in a line: who, and the first words."""
    who = message.author.called if message.author else message.get_author_role_display()
    words = " ".join((message.visible or message.text).split())
    return f"{who}: {words[:90]}{'…' if len(words) > 90 else ''}"


def number_in(text: str) -> int:
    """The ticket number in “№ 10 482”, “#10482” and the like; 0 for none."""
    digits = "".join(sign for sign in str(text) if sign.isdecimal() and sign.isascii())
    return int(digits) if digits and len(digits) <= 18 else 0


class OtherTicketForm(forms.Form):
    """Another ticket, by number."""

    number = forms.CharField(
        label=_("Number of the other ticket"), max_length=20, widget=forms.TextInput({"inputmode": "numeric"})
    )

    def clean_number(self) -> int:
        number = number_in(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError(_("Write the number of a ticket, for example 10482."))
        return number


class LinkForm(OtherTicketForm):
    """Another ticket, and how this one relates to it."""

    kind = forms.ChoiceField(label=_("This ticket is"), choices=LinkKind.choices)
    field_order = ("kind", "number")
