"""The list of people, and adding one."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from opora.administration.answers import attempt, form_page, page, saved
from opora.administration.doors import actor_of, administrators, supervisors_look
from opora.administration.forms.people import NewPersonForm
from opora.administration.invitations import invite
from opora.people.actions import change_person, create_person
from opora.people.models import Person
from opora.people.public import STAFF, find

PAGE = 50


@supervisors_look
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, or those a search finds; first the staff. Pages by name."""
    query, who = request.GET.get("q", "").strip(), request.GET.get("who", "staff")
    found = find(query) if query else Person.objects.select_related("organization").order_by("name", "id")
    if not query and who == "staff":
        found = found.filter(role__in=STAFF)
    rows = list(_after(found, request.GET.get("after", ""))[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    onward = f"{last.pk}_{last.name}" if last else ""
    return page(request, "people/list", {"rows": rows[:PAGE], "query": query, "who": who, "next": onward})


def _after(found: QuerySet[Person], key: str) -> QuerySet[Person]:
    number, _mark, name = key.partition("_")
    if not number.isdecimal() or len(number) > 18:
        return found
    return found.filter(Q(name__gt=name) | Q(name=name, pk__gt=int(number)))


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Adds a person; somebody who will work here is sent an invitation."""
    form = NewPersonForm(request.POST or None)
    if form.is_valid() and (person := attempt(form, lambda: _create(request, form))):
        if person.is_staff:
            invite(request, person)
        return saved(request, _("Added."), "person", person.pk)
    return form_page(request, form, _("A new person"), back="people")


def _create(request: HttpRequest, form: NewPersonForm) -> Person:
    given, actor = dict(form.cleaned_data), actor_of(request)
    note = given.pop("note")
    person = create_person(actor=actor, **given)
    return change_person(actor=actor, person=person, note=note)
