"""Inviting several people at once: at the end of the set-up, and later."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from opora.administration.answers import attempt, page
from opora.administration.doors import actor_of, administrators
from opora.administration.forms.set_up import InviteForm
from opora.administration.invitations import invite
from opora.administration.pages.set_up import STEPS
from opora.desk.actions import grant_access
from opora.mail.models import SelfTest
from opora.people.actions import change_role, create_person
from opora.people.models import Person
from opora.people.public import by_email


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_team(request: HttpRequest) -> HttpResponse:
    """The last step of the set-up."""
    form, links = _invited(request)
    context = {
        "form": form,
        "links": links,
        "number": len(STEPS),
        "count": len(STEPS),
        "tested": SelfTest.objects.first(),
    }
    return render(request, "administration/set_up/team.html", context, status=422 if form.errors else 200)


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """The same at any later time."""
    form, links = _invited(request)
    context = {"form": form, "links": links, "title": _("Invite people"), "back": "people"}
    return page(request, "invite", context, 422 if form.errors else 200)


def _invited(request: HttpRequest) -> tuple[InviteForm, list[tuple[str, str]]]:
    """The form, and after sending it the links by address: shown as well as mailed, for mail may not work yet."""
    form = InviteForm(request.POST or None)
    people = attempt(form, lambda: _make(request, form)) if form.is_valid() else None
    if not people:
        return form, []
    links = [
        (person.email or "", invite(request, person)) for person in people if not person.has_usable_password()
    ]
    return InviteForm(), links


def _make(request: HttpRequest, form: InviteForm) -> list[Person]:
    given, actor, people = form.cleaned_data, actor_of(request), []
    for email in given["emails"]:
        person = by_email(email) or create_person(actor=actor, name="", email=email, role=given["role"])
        if not person.is_staff:
            person = change_role(actor=actor, person=person, role=given["role"])
        if not person.is_administrator:
            for department in given["departments"]:
                grant_access(actor=actor, person=person, department=department, level=given["level"])
        people.append(person)
    return people
