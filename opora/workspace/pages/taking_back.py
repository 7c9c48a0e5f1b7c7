"""/desk/tickets/4711/messages/12/taking-back/: an answer that has not left yet comes back into the composer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.mail.actions import take_back
from opora.tickets.models import Message, Ticket
from opora.workspace import answers
from opora.workspace.doors import actor_of


@require_POST
def back(request: HttpRequest, ticket: Ticket, key: int) -> HttpResponse:
    """Words, files, and what was to become of the ticket stand in the composer again, as they were."""
    message = get_object_or_404(Message, pk=key, ticket=ticket)
    take_back(actor=actor_of(request), message=message)
    ticket.refresh_from_db()
    return answers.done(request, ticket, _("Taken back. It is in the composer again."), fragment="#composer")
