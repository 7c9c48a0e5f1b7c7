"""/desk/tickets/4711/undo/ACT/: taking a step back."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.events.public import one_act
from opora.tickets.actions import undo as take_back
from opora.tickets.models import Ticket
from opora.workspace import answers
from opora.workspace.doors import actor_of


@require_POST
def undo(request: HttpRequest, ticket: Ticket, act: uuid.UUID) -> HttpResponse:
    """Takes back everything done in the act; this can be taken back too."""
    with one_act() as undoing:
        ticket = take_back(actor=actor_of(request), ticket=ticket, act=act)
    return answers.done(request, ticket, _("Taken back."), undoing)
