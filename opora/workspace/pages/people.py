"""/desk/people/12/: somebody, their addresses and their tickets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.people.actions import note_deliverability
from opora.people.models import Identity, Organization, Person
from opora.tickets.public import LISTED, Key, page, visible_to
from opora.workspace import answers, panes
from opora.workspace.doors import actor_of, person_of
from opora.workspace.forms.people import CustomerForm

SHOWN = 30


def person(request: HttpRequest, key: int) -> HttpResponse:
    """Their details and those of their tickets that the viewer may see."""
    who = get_object_or_404(
        Person.objects.select_related("organization").prefetch_related("identities"), pk=key
    )
    rows = visible_to(person_of(request)).filter(requester=who, **LISTED)
    found = page(rows, Key.read(request.GET.get("after", "")), SHOWN)
    context: dict[str, object] = {
        "who": who,
        "about": panes.local_hour(who),
        "tickets": found.tickets,
        "next": found.next,
    }
    return answers.page_of(request, "workspace/people/person.html", context)


@require_POST
def address_works(request: HttpRequest, key: int, identity: int) -> HttpResponse:
    """Takes the flag from an address to which mail did not arrive."""
    row = get_object_or_404(Identity.objects.select_related("person"), pk=identity, person=key)
    note_deliverability(actor=actor_of(request), identity=row, reason="")
    return answers.gone(
        request, answers.address_of_person(row.person), _("Answers and notices go there again.")
    )


def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Changes a customer's details; the verb says who may."""
    who = get_object_or_404(Person.objects.select_related("organization"), pk=key)
    form = CustomerForm(request.POST if request.method == "POST" else None, who=who)
    if form.is_valid() and answers.attempt(form, lambda: form.apply(actor_of(request), who)):
        answers.doubt(request, form.cleaned_data["email"])
        return answers.gone(request, answers.address_of_person(who), _("Changed."))
    return answers.form_page(
        request, None, form, who.called, _("Keep it so"), organizations=Organization.objects.all()[:200]
    )
