"""/desk/tickets/4711/collaborators/: who else gets the answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from opora.events.public import one_act
from opora.people.actions import ensure_person
from opora.people.models import Person
from opora.tickets.actions import add_collaborator, remove_collaborator
from opora.tickets.models import Ticket
from opora.workspace import answers
from opora.workspace.doors import actor_of
from opora.workspace.forms.tickets import CollaboratorForm


def collaborators(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Adds somebody by mail address, or takes the person named by `remove` away."""
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, ticket, request.POST["remove"])
    form = CollaboratorForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (
        added := answers.attempt(form, lambda: _add(request, ticket, form.cleaned_data["email"]))
    ):
        answers.doubt(request, form.cleaned_data["email"])
        return answers.done(request, added[0], _("They get the answers from now on."), added[1])
    present = [row.person for row in ticket.collaborators.select_related("person")]
    title, action = _("Who else gets the answers?"), _("Add")
    return answers.form_page(request, ticket, form, title, action, collaborators=present)


def _add(request: HttpRequest, ticket: Ticket, email: str) -> Ticket:
    person = ensure_person(actor=actor_of(request), email=email)
    return add_collaborator(actor=actor_of(request), ticket=ticket, person=person)


def _remove(request: HttpRequest, ticket: Ticket, key: str) -> HttpResponse:
    is_number = key.isascii() and key.isdecimal() and len(key) < 19
    person = get_object_or_404(Person, pk=int(key) if is_number else 0)
    with one_act() as act:
        ticket = remove_collaborator(actor=actor_of(request), ticket=ticket, person=person)
    return answers.done(request, ticket, _("They get no more answers."), act)
