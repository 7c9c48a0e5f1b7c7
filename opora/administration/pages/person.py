"""One person: details, role, access, addresses, tokens."""

from datetime import timedelta

from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from opora.administration.answers import attempt, blame, done, page, saved
from opora.administration.doors import actor_of, administrators, supervisors_look
from opora.administration.forms.access import AccessForm
from opora.administration.forms.people import IdentityForm, RoleForm, TokenForm, of_person
from opora.administration.invitations import invite
from opora.desk.public import departments
from opora.events.public import clock
from opora.people.actions import (
    add_identity,
    change_person,
    change_role,
    create_token,
    remove_identity,
    revoke_token,
)
from opora.people.models import Identity, Person, Token
from opora.people.public import Refusal, invitation_for


@supervisors_look
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about somebody; sending the form changes their details."""
    found = _found(pk)
    form = of_person(found, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        if done(form, lambda: change_person(actor=actor_of(request), person=found, **given)):
            return saved(request, _("Saved."), "person", pk)
    return _shown(request, found, form=form)


@administrators
@require_POST
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes the role; somebody who begins to work here is sent an invitation."""
    found, form = _found(pk), RoleForm(request.POST)
    was_staff = found.is_staff
    if form.is_valid():
        wanted = form.cleaned_data["role"]
        changed = attempt(form, lambda: change_role(actor=actor_of(request), person=found, role=wanted))
        if changed is not None:
            if changed.is_staff and not was_staff and not changed.has_usable_password():
                invite(request, changed)
            return saved(request, _("Saved."), "person", pk)
    return _shown(request, found, role_form=form)


@administrators
@require_POST
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Switches somebody's sign-in off or on again; their words and history stay."""
    found, form = _found(pk), Form({})
    wanted = "activate" in request.POST
    if done(form, lambda: change_person(actor=actor_of(request), person=found, is_active=wanted)):
        return saved(request, _("Switched on.") if wanted else _("Switched off."), "person", pk)
    return _shown(request, found, problem=form)


@administrators
@require_POST
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the invitation once more."""
    invite(request, _found(pk))
    return saved(request, _("The invitation is on its way."), "person", pk)


@administrators
@require_POST
def identities(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds an address."""
    found, form = _found(pk), IdentityForm(request.POST)
    if form.is_valid():
        try:
            add_identity(actor=actor_of(request), person=found, **form.cleaned_data)
            return saved(request, _("Added."), "person", pk)
        except Refusal as refusal:
            form.add_error("value", str(refusal.message))
    return _shown(request, found, identity_form=form)


@administrators
@require_POST
def identity(request: HttpRequest, pk: int, identity: int) -> HttpResponse:
    """Removes an address."""
    row = get_object_or_404(Identity, pk=identity, person=pk)
    remove_identity(actor=actor_of(request), identity=row)
    return saved(request, _("Removed."), "person", pk)


@administrators
@require_POST
def tokens(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes an API token; this answer alone shows it."""
    found, form = _found(pk), TokenForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, token_form=form)
    given = form.cleaned_data
    ends = clock.now() + timedelta(days=given["days"]) if given["days"] else None
    try:
        scopes = given["scopes"]
        _token, secret = create_token(
            actor=actor_of(request), person=found, name=given["name"], scopes=scopes, expires_at=ends
        )
    except Refusal as refusal:
        blame(form, refusal)
        return _shown(request, found, token_form=form)
    return _shown(request, found, secret=secret)


@administrators
@require_POST
def token(request: HttpRequest, pk: int, token: int) -> HttpResponse:
    """Revokes an API token."""
    revoke_token(actor=actor_of(request), token=get_object_or_404(Token, pk=token, person=pk))
    return saved(request, _("Revoked."), "person", pk)


def _found(pk: int) -> Person:
    return get_object_or_404(Person.objects.select_related("organization"), pk=pk)


def _shown(request: HttpRequest, found: Person, **forms: object) -> HttpResponse:
    awaited = found.is_staff and found.is_active and not found.has_usable_password()
    context: dict[str, object] = {
        "person": found,
        "title": found.called,
        "form": of_person(found),
        "role_form": RoleForm(initial={"role": found.role}),
        "identity_form": IdentityForm(),
        "token_form": TokenForm(),
        "access": AccessForm([found], list(departments())) if found.is_staff else None,
        "identities": list(found.identities.all()),
        "tokens": list(found.tokens.order_by("-id")),
        "invitation": request.build_absolute_uri(invitation_for(found)) if awaited else "",
        **forms,
    }
    wrong = any(isinstance(form, BaseForm) and form.errors for form in forms.values())
    return page(request, "people/person", context, 422 if wrong else 200)
