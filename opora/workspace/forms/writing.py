"""Forms in which somebody writes: an answer or note, a new ticket for a customer."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Department, Level, Priority, Topic
from opora.desk.public import departments, departments_at, topics
from opora.people.models import Person
from opora.tickets.models import Channel, Status
from opora.tickets.public import NewFile, Words

KINDS = [("reply", _("Reply")), ("note", _("Note"))]


class SeveralFiles(forms.ClearableFileInput):
    """A file field that takes many."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The chosen files, as a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[NewFile]:
        return [new_file(one) for one in (data if isinstance(data, list | tuple) else [data]) if one]


def new_file(upload: UploadedFile) -> NewFile:
    """An upload as the verbs take it."""
    return NewFile(name=upload.name or "", data=upload.read(), type=upload.content_type or "")


class WritingForm(forms.Form):
    """The words of a message: formatted where the editor runs, plain where it does not, and files."""

    text = forms.CharField(required=False, strip=False)
    html = forms.CharField(required=False, strip=False)
    files = FilesField(required=False)  # type: ignore[assignment]  # the form's own `files` is set on the instance
    idempotency_key = forms.CharField(required=False, max_length=100)

    def words(self) -> Words:
        """What was written. Formatted text stands for both; its plain half is made from it."""
        html = self.cleaned_data["html"]
        text = "" if html else self.cleaned_data["text"].replace("\r\n", "\n")
        return Words(text=text, html=html, files=tuple(self.cleaned_data["files"]))

    def submission(self, person: Person) -> str | None:
        """The key by which a repeated sending is known; it is this person's alone."""
        key = self.cleaned_data["idempotency_key"]
        return f"desk:{person.pk}:{key}" if key else None


class MessageForm(WritingForm):
    """An answer with what becomes of the ticket then, or a note."""

    kind = forms.ChoiceField(choices=KINDS)
    status = forms.ChoiceField(choices=Status.choices, required=False)
    seen = forms.IntegerField(required=False, min_value=0)


class NewTicketForm(WritingForm):
    """A ticket that an agent opens for somebody who called or came by."""

    requester = forms.CharField(
        label=_("Customer's mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "off"})
    )
    name = forms.CharField(label=_("Their name"), required=False, max_length=200)
    subject = forms.CharField(label=_("What it is about"), max_length=500)
    department = forms.ModelChoiceField(Department.objects.none(), label=_("Department"), empty_label=None)
    topic = forms.ModelChoiceField(
        Topic.objects.none(), label=_("Topic"), required=False, empty_label=_("none")
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Priority.choices, coerce=int, initial=Priority.NORMAL
    )
    channel = forms.ChoiceField(
        label=_("How they reached you"),
        choices=[
            (row.value, row.label) for row in (Channel.PHONE, Channel.DESK, Channel.CHAT, Channel.MESSENGER)
        ],
    )
    author = forms.ChoiceField(
        label=_("The words below are"),
        choices=[
            ("customer", _("the customer's, as they told them")),
            ("desk", _("ours, and are mailed to the customer")),
        ],
    )

    confirm = forms.BooleanField(label=_("Send the customer a confirmation with the number"), required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = departments().filter(pk__in=departments_at(person, Level.REPLY))
        self.fields["department"].queryset = places  # type: ignore[attr-defined]
        self.fields["topic"].queryset = topics()  # type: ignore[attr-defined]
