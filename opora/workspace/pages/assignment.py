"""/desk/tickets/4711/assignment/: whose the ticket is."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from opora.tickets.actions import assign
from opora.tickets.models import Ticket
from opora.workspace import answers
from opora.workspace.doors import actor_of
from opora.workspace.forms.tickets import AssignmentForm


def assignment(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Gives the ticket to somebody, or to nobody."""
    form = AssignmentForm(request.POST if request.method == "POST" else None, ticket=ticket)
    if form.is_valid():
        to = form.cleaned_data["to"]
        if given := answers.attempt(form, lambda: assign(actor=actor_of(request), ticket=ticket, to=to)):
            words = (
                _("%(person)s looks after it now.") % {"person": to.called}
                if to
                else _("Nobody looks after it now.")
            )
            return answers.done(request, given[0], words, given[1])
    return answers.form_page(request, ticket, form, _("Who looks after it?"), _("Assign"))
