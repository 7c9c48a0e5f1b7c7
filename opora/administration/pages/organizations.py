"""Customers' companies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from opora.administration.answers import done, form_page, page, saved
from opora.administration.doors import actor_of, administrators, supervisors_look
from opora.administration.forms.desk import OrganizationForm, of_organization
from opora.people.actions import change_organization, create_organization
from opora.people.models import Organization

PAGE = 50


@supervisors_look
@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """All companies by name, or those a search finds."""
    query, after = request.GET.get("q", "").strip(), request.GET.get("after", "")
    found = (
        Organization.objects.prefetch_related("domains").filter(name__icontains=query).order_by("name", "id")
    )
    rows = list(found.filter(name__gt=after)[: PAGE + 1] if after else found[: PAGE + 1])
    onward = rows[PAGE - 1].name if len(rows) > PAGE else ""
    return page(request, "organizations", {"rows": rows[:PAGE], "query": query, "next": onward})


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Adds a company."""
    form = of_organization(None, request.POST or None)
    if form.is_valid() and done(form, lambda: _create(request, form)):
        return saved(request, _("Added."), "organizations")
    return form_page(request, form, _("A new company"), back="organizations")


def _create(request: HttpRequest, form: OrganizationForm) -> Organization:
    given, actor = form.cleaned_data, actor_of(request)
    row = create_organization(actor=actor, name=given["name"], domains=given["domains"], note=given["note"])
    return change_organization(actor=actor, organization=row, shares_tickets=given["shares_tickets"])


@supervisors_look
@require_http_methods(["GET", "HEAD", "POST"])
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a company."""
    row = get_object_or_404(Organization, pk=pk)
    form = of_organization(row, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        if done(form, lambda: change_organization(actor=actor_of(request), organization=row, **given)):
            return saved(request, _("Saved."), "organizations")
    return form_page(request, form, row.name, back="organizations")
