"""Departments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from opora.administration.answers import attempt, done, form_page, page, saved
from opora.administration.doors import actor_of, administrators, supervisors_look
from opora.administration.forms.desk import DepartmentForm
from opora.desk.actions import change_department, create_department
from opora.desk.models import Access, Department, Level


@supervisors_look
@require_safe
def departments(request: HttpRequest) -> HttpResponse:
    """All departments with their members and addresses."""
    rows = list(Department.objects.prefetch_related("mailboxes"))
    members: dict[int, list[str]] = {}
    granted = Access.objects.filter(level__gte=Level.REPLY, person__is_active=True).select_related("person")
    for access in granted.order_by("person__name"):
        members.setdefault(access.department_id, []).append(access.person.called)
    shown = [{"department": row, "members": members.get(row.pk, [])} for row in rows]
    return page(request, "departments", {"rows": shown, "title": _("Departments")})


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Makes a department."""
    form = DepartmentForm(request.POST or None)
    if form.is_valid() and done(form, lambda: create_department(actor=actor_of(request), **form.values())):
        return saved(request, _("Added. Now say who works there."), "access")
    return form_page(request, form, _("A new department"), "named_form", back="departments")


@supervisors_look
@require_http_methods(["GET", "HEAD", "POST"])
def department(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a department."""
    row = get_object_or_404(Department, pk=pk)
    form = DepartmentForm(request.POST or None, row=row)
    if form.is_valid():
        changed = attempt(
            form, lambda: change_department(actor=actor_of(request), department=row, **form.values())
        )
        if changed:
            return saved(request, _("Saved."), "departments")
    return form_page(request, form, row.called, "named_form", back="departments")
