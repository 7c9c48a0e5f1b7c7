"""Who may do what in which department: the whole table, or one person's line of it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from opora.administration.answers import done, page, saved
from opora.administration.doors import actor_of, supervisors_look
from opora.administration.forms.access import AccessForm
from opora.desk.public import departments
from opora.people.public import staff


@supervisors_look
@require_http_methods(["GET", "HEAD", "POST"])
def access(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, by department; `?person=` is one line."""
    people, only = list(staff()), request.GET.get("person", "")
    if only:
        people = [person for person in people if str(person.pk) == only]
    form = AccessForm(people, list(departments()), request.POST or None)
    if form.is_valid() and done(form, lambda: form.save(actor_of(request))):
        return saved(request, _("Saved."), "person", only) if only else saved(request, _("Saved."), "access")
    return page(
        request, "access", {"form": form, "title": _("Access"), "only": only}, 422 if form.errors else 200
    )
