"""Coming to work at the desk: the page behind an invitation."""

from allauth.account.utils import perform_login
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from opora.people.actions import change_person, set_password
from opora.people.models import Person
from opora.people.public import Actor, Refusal, invited_by


class JoinForm(forms.Form):
    """What a new member of staff says about themselves."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, help_text=_("Customers see it under your answers.")
    )
    password = forms.CharField(
        label=_("A password"),
        help_text=_("At least 10 characters; several words are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Sets name, first password and language, and signs in."""
    person = invited_by(token)
    if person is None:
        return render(request, "portal/join.html", {"person": None}, status=410)
    first = {"name": person.name, "language": person.language or (get_language() or "en")[:2]}
    form = JoinForm(request.POST or None, initial=first)
    if form.is_valid() and (joined := _joined(form, person)):
        response: HttpResponse = perform_login(request, joined, email=joined.email)
        return response
    status = 422 if form.is_bound else 200
    return render(request, "portal/join.html", {"person": person, "form": form}, status=status)


def _joined(form: JoinForm, person: Person) -> Person | None:
    given, actor = form.cleaned_data, Actor.of(person)
    try:
        with transaction.atomic():
            change_person(actor=actor, person=person, name=given["name"], language=given["language"])
            return set_password(actor=actor, person=person, password=given["password"])
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return None
