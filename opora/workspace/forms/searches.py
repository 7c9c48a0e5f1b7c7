"""Forms of saved searches."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.people.models import Person
from opora.people.public import Actor
from opora.search.actions import rename_search, revise_search, save_search, share_search
from opora.search.models import SavedSearch


class NameForm(forms.Form):
    """What a saved search is called."""

    name = forms.CharField(label=_("What to call it"), max_length=80)


class SaveForm(NameForm):
    """A query to keep; a name that one has given already gets the new query."""

    query = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    order = forms.CharField(widget=forms.HiddenInput, max_length=20)
    is_shared = forms.BooleanField(label=_("Show it to everybody of staff"), required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("With a name that you have given already, its search is replaced.")
        if not person.is_supervisor:
            del self.fields["is_shared"]

    def apply(self, actor: Actor) -> SavedSearch:
        """Keeps it. Raises a Refusal."""
        given = self.cleaned_data
        name, is_shared = given["name"].strip(), given.get("is_shared", False)
        known = SavedSearch.objects.filter(owner=actor.person, name=name).first()
        if known is None:
            return save_search(
                actor=actor, name=name, query=given["query"], order=given["order"], is_shared=is_shared
            )
        row = revise_search(actor=actor, search=known, query=given["query"], order=given["order"])
        if is_shared and not row.is_shared:
            row = share_search(actor=actor, search=row, is_shared=True)
        return row


def rename(actor: Actor, row: SavedSearch, form: NameForm) -> SavedSearch:
    """Gives it the name of the form. Raises a Refusal."""
    return rename_search(actor=actor, search=row, name=form.cleaned_data["name"])
