"""/desk/settings/: what everybody decides for themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from opora.people.actions import change_person
from opora.workspace import answers
from opora.workspace.doors import actor_of, person_of
from opora.workspace.forms.people import SettingsForm


def settings(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone, theme; sound and keys are kept by the browser."""
    who = person_of(request)
    form = SettingsForm(request.POST if request.method == "POST" else None, who=who)
    if form.is_valid():
        given = form.cleaned_data
        if changed := answers.attempt(
            form, lambda: change_person(actor=actor_of(request), person=who, **given)
        ):
            with translation.override(changed[0].language or translation.get_language()):
                messages.success(request, _("Kept."))
            return redirect("workspace:settings")
    return answers.page_of(
        request, "workspace/me/settings.html", {"form": form}, 422 if form.is_bound else 200
    )
